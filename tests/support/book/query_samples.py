"""Ordinary results of queries, with sample dates: tests of readability and truth measure texts rendered with them.

The largest possible results (`bot/check/sights.py`) are for the size limits of the messengers.
"""

from collections.abc import Mapping
from datetime import datetime, time

from bot.check.sights import SIGHTS as MOST
from bot.queries import broadcasts
from bot.queries.asked import Deadline, Task
from bot.queries.deadlines import DeadlinePreview, One
from bot.queries.extracts import Paper
from bot.queries.unrecognised import AttachingSight, ExampleSight, Guessed, SignatureSight, SubmittedSight, Topic, Would
from bot.queries.urgent import Journal
from flows.values.calendar import MOSCOW
from flows.values.campaigns import Round
from flows.values.segments import Segment
from storage.port.delivery.urgent import UrgentLetter
from storage.port.school.campaigns import Campaign, Held, RoundSeen
from storage.port.school.orders import Acknowledgement, Order
from tests.support.people import ASKS_ON, SENT_ON, WORDS

_WAS, _COMES = (datetime.combine(day, time(18), MOSCOW) for day in (SENT_ON, ASKS_ON))
_SET = Campaign(
    "c", whole=False, goal="account", deadline=ASKS_ON, role="teacher", state="set", made_at=_WAS, theirs=True,
    rounds=(
        RoundSeen(14, _WAS, "filled", {"sent": 9, "budget": 2, "declined": 1}, (Held("3Б", 7), Held("3Б", None))),
        RoundSeen(7, _COMES, "planned"),
    ),
)  # fmt: skip
_PAPER = Paper("3Б", 7, SENT_ON, (SENT_ON,), ASKS_ON, stands=True, late=False, soon=True)
_TITLE = "Собрание переносим на пятницу"
_LABEL, _ABOUT = "Дневник не найден", "Пишет «Ваш дневник не найден», что делать"
_ROWS = (("Прочитал(а)", "Ответить"), ("Что дальше",), ("Почему мне это пришло",))
_ONE = (("words", "buttons"),)
_FALLS = (Would("Проверка идёт", "проверка документов всё ещё идёт"), Would("Кнопки нет", "нет кнопки создать"))

SIGHTS: Mapping[str, object] = {
    **MOST,
    "asked": (
        Task("1", "Ребёнок 1, 3Б", "3Б", "check", "running", (Deadline("account", ASKS_ON, "teacher"),)),
        Task("2", "Ребёнок 2, 5А", "5А", "card", "next", (Deadline("diary", ASKS_ON, "staff", declined=True),)),
    ),
    "deadline": One(_SET, 28, 12),
    "deadlines": (_SET, _SET._replace(goal="sferum", whole=True, role="staff")),
    "preview": DeadlinePreview(ASKS_ON, (Round(7, _COMES),), 28, 12, 15, hurried=True, off=False, schools=False),
    "extract": _PAPER,
    "extracts": (_PAPER, _PAPER._replace(number=None, given=(), late=True)),
    "order": Order(
        "o",
        WORDS,
        _WAS,
        acknowledgements=(Acknowledgement("3Б", _WAS, still=True), Acknowledgement("5А", None, still=True)),
    ),
    "broadcast": broadcasts.Report(
        "ended", _TITLE, _COMES, people=28, expected=23, bar="▓" * 8 + "░" * 2, sent=19,
        blocked=1, denied=1, unknown=1, refused=1, needless=1, held=2, muted=1, stopped=1,
        confirmed=12, confirms=True, fixes=True, missed=6,
    ),
    "letter": broadcasts.BroadcastPreview(
        28, 30, 24, 1, 1, 2, Segment(), _COMES, moved=True, waits=True, past=False, signs=260, rows=_ROWS,
        vk=_ONE, telegram=_ONE,
    ),
    "unread": broadcasts.Unread(_TITLE, tuple(range(2, 28, 2)), 2, 12, "13–28"),
    "urgent_letters": Journal(
        (
            UrgentLetter("b1", "s", "p", "teacher", "3Б", 28, _COMES),
            UrgentLetter("b2", "s", "p", "staff", "", 840, _WAS),
        ),
        2,
    ),
    "miss": SignatureSight("дневник … подтверждения", 9, SENT_ON, (Guessed(_LABEL, 5), Guessed("", 4)), whole=True),
    "lesson": SubmittedSight(WORDS, _LABEL, SENT_ON),
    # as many as the largest group has; tests/book/test_readability.py checks that every real group is shorter
    "meanings": (Topic(_LABEL, _ABOUT),) * 14,
    "attaching": AttachingSight(WORDS, _LABEL, _ABOUT, "Проверка идёт", ("лежит",), _FALLS, 2),
    "example": ExampleSight(WORDS, _LABEL, SENT_ON),
}  # fmt: skip
