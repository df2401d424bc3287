"""What views ordinarily say, in days the samples are told: reading and truth are measured on it.

The most they can ever say (`bot/check/sights.py`) is for the limits of the messengers.
"""

from collections.abc import Mapping
from datetime import datetime, time

from bot.check.sights import SIGHTS as MOST
from bot.views.asked import Deadline, Task
from bot.views.deadlines import One, Preview
from bot.views.extracts import Paper
from flows.calendar import MOSCOW
from flows.campaigns import Round
from storage.values import Campaign, Held, Order, RoundSeen, Signature
from tests.people import ASKS_ON, SENT_ON, WORDS

_WAS, _COMES = (datetime.combine(day, time(18), MOSCOW) for day in (SENT_ON, ASKS_ON))
_SET = Campaign(
    "c", whole=False, goal="account", deadline=ASKS_ON, hat="teacher", state="set", made_at=_WAS, theirs=True,
    rounds=(
        RoundSeen(14, _WAS, "filled", {"sent": 9, "budget": 2, "declined": 1}, (Held("3Б", 7), Held("3Б", None))),
        RoundSeen(7, _COMES, "planned"),
    ),
)  # fmt: skip
_PAPER = Paper("3Б", 7, SENT_ON, (SENT_ON,), ASKS_ON, stands=True, late=False, soon=True)

SIGHTS: Mapping[str, object] = {
    **MOST,
    "asked": (
        Task("1", "Ребёнок 1, 3Б", "3Б", "check", "running", (Deadline("account", ASKS_ON, "teacher"),)),
        Task("2", "Ребёнок 2, 5А", "5А", "card", "next", (Deadline("diary", ASKS_ON, "staff", declined=True),)),
    ),
    "deadline": One(_SET, 28, 12),
    "deadlines": (_SET, _SET._replace(goal="sferum", whole=True, hat="staff")),
    "preview": Preview(ASKS_ON, (Round(7, _COMES),), 28, 12, 15, hurried=True, off=False, schools=False),
    "extract": _PAPER,
    "extracts": (_PAPER, _PAPER._replace(number=None, given=(), late=True)),
    "order": Order(
        "o", WORDS, _WAS, signatures=(Signature("3Б", _WAS, still=True), Signature("5А", None, still=True))
    ),
}  # fmt: skip
