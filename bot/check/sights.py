"""The longest possible result of every query, to measure the texts that show it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from bot.queries import broadcasts
from bot.queries.asked import Deadline, Task
from bot.queries.deadlines import DeadlinePreview, One
from bot.queries.extracts import Paper
from bot.queries.stuck import Since, Stuck
from bot.queries.unrecognised import AttachingSight, ExampleSight, Guessed, SignatureSight, SubmittedSight, Topic, Would
from bot.queries.urgent import LISTED, MOST, Journal
from flows.context.boards import STEPS, Board, Cell, Row
from flows.context.progress import MARKS
from flows.reading.drafts import ANSWER_LIMIT, PHRASE_LIMIT, SUBMITTED_LIMIT
from flows.values.calendar import MOSCOW
from flows.values.campaigns import DAYS, GOALS, Round
from flows.values.segments import Segment
from storage.port.delivery.urgent import UrgentLetter
from storage.port.people.families import PaperList
from storage.port.people.slips import SlipRow
from storage.port.school.campaigns import Campaign, Held, RoundSeen
from storage.port.school.orders import Acknowledgement, Order
from storage.port.school.rounds import BEST

#: A class of forty families, with some waiting at every step
_ROWS = tuple(
    Row(n % 40, tuple(Cell(step, state, 2818) for step, state in zip(STEPS, MARKS, strict=True)), bool(n % 9),
        (*STEPS, "")[n % 7], bool(n % 3), bool(n % 5))
    for n in range(50)
)  # fmt: skip

_DUE = datetime(2026, 12, 30, 23, 59, tzinfo=MOSCOW)
_TITLE = "30.12 · " + "Щ" * 32
_BUTTONS = (("Прочитал(а)", "Ответить"), ("Что дальше",), ("Почему мне это пришло",))
DAY, AT = date(2027, 9, 30), datetime(2027, 9, 30, 18, tzinfo=UTC)
SIGNATURE = ", ".join(["подтверждения"] * 8 + ["№", "…"])
LABEL, ABOUT = "Щ" * 40, "Щ" * 90
_HELD = tuple(Held("11Ё", n % 40) for n in range(50))
_CAME = dict.fromkeys(BEST, 1234)
_EXTRACT = Paper("11Ё", 39, DAY, tuple([DAY] * 20), DAY, stands=True, late=True, soon=True)
_SET = Campaign(
    "c", whole=True, goal="account", deadline=DAY, role="staff", state="resting", made_at=AT,
    rounds=tuple(RoundSeen(days, AT, "filled", _CAME, _HELD) for days in DAYS),
)  # fmt: skip

#: {name of the query in bot/queries: its longest result}
SIGHTS: Mapping[str, object] = {
    "asked": tuple(
        Task(
            f"{n}",
            f"Ребёнок {n}, 11Ё",
            "11Ё",
            "check",
            "running",
            tuple(Deadline(goal, DAY, ("staff", "teacher")[n % 2], declined=True) for goal in GOALS),
        )
        for n in range(1, 7)
    ),
    "deadline": One(_SET, 1234, 1234),
    "deadlines": (_SET,) * 10,
    "preview": DeadlinePreview(
        DAY, tuple(Round(days, AT) for days in DAYS), 1234, 1234, 1234, hurried=True, off=True, schools=True
    ),
    "extract": _EXTRACT,
    "extracts": (_EXTRACT,) * 25,
    "order": Order(
        "o",
        "Щ" * ANSWER_LIMIT,
        AT,
        None,
        ended=True,
        acknowledgements=tuple(
            Acknowledgement(f"{n // 4 + 1}{'АБВГ'[n % 4]}", AT if n % 2 else None, still=bool(n % 3)) for n in range(44)
        ),
    ),
    "board": Board("11Ё", 40, _ROWS),
    "broadcast": broadcasts.Report(
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
    "letter": broadcasts.BroadcastPreview(
        12345,
        12345,
        12345,
        12345,
        12345,
        123,
        Segment(),
        _DUE,
        moved=True,
        waits=True,
        past=False,
        signs=2600,
        rows=_BUTTONS,
        vk=(("file", "words", "buttons"),),
        telegram=(("file",), ("words", "buttons")),
        urgent=True,
        left=2,
    ),
    "unread": broadcasts.Unread(_TITLE, tuple(range(1, 100)), 123, 123, ", ".join(map(str, range(1, 60, 2)))),
    "urgent_letters": Journal((UrgentLetter("b", "s", "p", "teacher", "11Ё", 12345, _DUE),) * LISTED, MOST),
    "kept": dict.fromkeys(
        ("chats", "children", "records", "tickets", "lines", "timers", "deliveries", "files", "declined", "lessons"),
        1234,
    ),
    "paper_list": PaperList(60, 60, 60),
    "slips": tuple(SlipRow(number, "kkk-kkkkkk") for number in range(1, 61)),
    "stuck": Stuck(
        "Учётная запись", tuple(Since(2818, (n, n + 1), ("Ю", "Я")) for n in range(1, 30, 2)), tuple(range(1, 12))
    ),
    "miss": SignatureSight(
        SIGNATURE, 12345, DAY, (Guessed(LABEL, 1234), Guessed("", 1234), Guessed(LABEL, 12)), whole=True
    ),
    "lesson": SubmittedSight("Щ" * SUBMITTED_LIMIT, LABEL, DAY),
    "meanings": [Topic(LABEL, ABOUT)] * 20,
    "attaching": AttachingSight(
        "Щ" * SUBMITTED_LIMIT, LABEL, ABOUT, LABEL, ("щ" * 12,) * 9, (Would(LABEL, "Щ" * PHRASE_LIMIT),) * 4, 123
    ),
    "example": ExampleSight("Щ" * SUBMITTED_LIMIT, LABEL, DAY),
}
