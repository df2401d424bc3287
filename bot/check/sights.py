"""The most every view can say, to measure texts by."""

from collections.abc import Mapping

from bot.views.stuck import Since, Stuck
from flows.boards import STEPS, Board, Cell, Row
from flows.progress import MARKS
from storage.values import PaperList, SlipRow

#: A class of forty families, of which every step holds some up
_ROWS = tuple(
    Row(n % 40, tuple(Cell(step, state, 2818) for step, state in zip(STEPS, MARKS, strict=True)), bool(n % 9),
        (*STEPS, "")[n % 7], bool(n % 3), bool(n % 5))
    for n in range(50)
)  # fmt: skip

#: By the name of the view, as bot/views gives it
SIGHTS: Mapping[str, object] = {
    "board": Board("11Ё", 40, _ROWS),
    "kept": dict.fromkeys(("chats", "children", "records", "tickets", "lines", "timers", "deliveries", "files"), 1234),
    "paper_list": PaperList(60, 60, 60),
    "slips": tuple(SlipRow(number, "kkk-kkkkkk") for number in range(1, 61)),
    "stuck": Stuck("Учётная запись", tuple(Since(2818, (n, n + 1), n) for n in range(1, 30, 2)), tuple(range(1, 12))),
}
