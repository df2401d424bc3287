"""The most every view can say, to measure texts by."""

from collections.abc import Mapping
from datetime import datetime

from bot.views.broadcasts import Preview, Progress, Unread
from bot.views.stuck import Since, Stuck
from flows.boards import STEPS, Board, Cell, Row
from flows.calendar import MOSCOW
from flows.progress import MARKS
from flows.segments import Segment
from storage.values import PaperList, SlipRow

#: A class of forty families, of which every step holds some up
_ROWS = tuple(
    Row(n % 40, tuple(Cell(step, state, 2818) for step, state in zip(STEPS, MARKS, strict=True)), bool(n % 9),
        (*STEPS, "")[n % 7], bool(n % 3), bool(n % 5))
    for n in range(50)
)  # fmt: skip

_DUE = datetime(2026, 12, 30, 23, 59, tzinfo=MOSCOW)
_TITLE = "30.12 · " + "Щ" * 32
_BUTTONS = (("Прочитал(а)", "Ответить"), ("Что дальше",), ("Почему мне это пришло",))

#: By the name of the view, as bot/views gives it
SIGHTS: Mapping[str, object] = {
    "board": Board("11Ё", 40, _ROWS),
    "broadcast": Progress(
        "ended",
        _TITLE,
        _DUE,
        12345,
        12345,
        "▓" * 10,
        12345,
        12345,
        12345,
        12345,
        12345,
        12345,
        12345,
        12345,
        12345,
        12345,
        confirms=True,
        fixes=True,
        missed=12345,
    ),
    "preview": Preview(12345, 12345, 123, Segment(), _DUE, moved=True, waits=True, signs=2600, rows=_BUTTONS),
    "unread": Unread(_TITLE, tuple(range(1, 100)), 123, 123),
    "kept": dict.fromkeys(("chats", "children", "records", "tickets", "lines", "timers", "deliveries", "files"), 1234),
    "paper_list": PaperList(60, 60, 60),
    "slips": tuple(SlipRow(number, "kkk-kkkkkk") for number in range(1, 61)),
    "stuck": Stuck("Учётная запись", tuple(Since(2818, (n, n + 1), n) for n in range(1, 30, 2)), tuple(range(1, 12))),
}
