"""The twelve families of the sample class, each with different progress. Only the demo uses them.

Their past progress is written directly to the store, in the same rows that turns would write. The bot processes their
messages.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count, islice
from typing import NamedTuple

from bot.simulator.sample import CLASS, SCHOOL, Actor
from bot.simulator.simulator import Simulator
from bot.turns.effect_rows import write
from flows.book.model import CONSENT_VERSION, Book
from flows.context.rule_context import DOCUMENTS, RUNNING, TROUBLED
from flows.values.calendar import Calendar
from flows.values.effects import OpenLater
from storage.port.answers import Granted
from storage.port.store import Work
from storage.port.turns import ChildRow, RecordRow, Rows

LISTED = 28  #: families on the teacher's paper list
RECORDED_AT, SPOKE_AT = time(9), time(15)  #: the hour of past records, and of the last messages
FAR = 60  #: working days before today, earlier than any record
COMING, ASKING, SENDING = ("/start", "/menu"), "нужен живой человек", "отправить"  #: messages they type


class PastStep(NamedTuple):
    """One past record: a child reached the stage `stage` of the track `track`, `ago` working days before today.

    `about` is the document that the stage concerns, if any.
    """

    track: str
    stage: str
    ago: int
    about: str = ""


class Family(NamedTuple):
    """A family of the sample class.

    `number` on the paper list; `steps`: its past records; `parents`: how many; `asks`: its question to a human or "".
    """

    number: int
    steps: tuple[PastStep, ...] = ()
    parents: int = 1
    asks: str = ""

    @property
    def actors(self) -> Sequence[Actor]:
        """Return the one or two parents of the family. Each parent has a phone."""
        first = Actor(f"Семья {self.number}", f"family-{self.number}")
        return (first, Actor(f"{first.name}, второй", f"{first.peer}-2"))[: self.parents]


def documents(birth: str, snils: str, ago: int) -> tuple[PastStep, ...]:
    """Return the records of a family whose two documents reached their stages `ago` working days before today.

    `birth` is the stage of the birth certificate, `snils` the stage of the СНИЛС.
    """
    both = (PastStep("documents", stage, ago, about) for about, stage in (("birth", birth), ("snils", snils)))
    return (PastStep("documents", "card", ago + 1), *both)


VERIFIED = documents("verified", "verified", 24)
CREATED = (*VERIFIED, PastStep("account", "created", 6))
FINISHED = (*VERIFIED, PastStep("account", "finished", 20))
ENTERED = (*FINISHED, PastStep("diary", "entered", 18))
FAMILIES = (
    Family(1),
    Family(2, (PastStep("documents", "card", 2),)),
    Family(3, documents("sent", "sent", 1), parents=2),
    Family(4, documents("checking", "verified", 4)),
    Family(5, (*documents("manual", "verified", 3), PastStep("documents", "switching_off", 2, "autoupdate"))),
    Family(6, documents("not_found", "verified", 3),
           asks="Свидетельство второй раз не находят в загсе, в карточке всё верно. Что ещё проверить?"),
    Family(7, documents("sent_again", "verified", 26),
           asks="Проверка идёт дольше месяца, на горячей линии велели ждать. Ждать дальше?"),
    Family(8, VERIFIED),
    Family(9, (*VERIFIED, PastStep("account", "created", 1))),
    Family(10, (*CREATED, PastStep("account", "mail_confirmed", 5))),
    Family(11, (*ENTERED, PastStep("myschool", "requested", 3), PastStep("sferum", "requested", 2))),
    Family(12, (*ENTERED, PastStep("myschool", "joined", 10), PastStep("sferum", "joined", 8)), parents=2),
)  # fmt: skip


def actors() -> Iterator[Actor]:
    """Yield every parent of every family."""
    return (actor for family in FAMILIES for actor in family.actors)


def long_before(calendar: Calendar, now: datetime) -> datetime:
    """Return a time before all records of the sample families. Start the simulator of these families at this time."""
    return _on(calendar, now, FAR, RECORDED_AT)


async def move_in(simulator: Simulator, now: datetime) -> None:
    """Write the past records of the families, process the messages of their parents, and move the clock to `now`.

    The clock of the simulator must have started at the time that `long_before` returns.
    """
    calendar = simulator.program.content.book.calendar_of(SCHOOL)
    slips = await _handed_out(simulator, long_before(calendar, now))
    for family in FAMILIES:
        await _past(simulator, family, slips[family.number], calendar, now)
    simulator.clock.set(_on(calendar, now, 1, SPOKE_AT))
    for family in FAMILIES:
        await _speak(simulator, family)
    await simulator.move_to(now)


async def _handed_out(simulator: Simulator, when: datetime) -> Mapping[int, str]:
    async with simulator.program.store.work() as work:
        slips = await work.setup.slips(SCHOOL, CLASS, LISTED, when)
    return dict(slips)


async def _past(simulator: Simulator, family: Family, slip: str, calendar: Calendar, now: datetime) -> None:
    async with simulator.program.store.work() as work:
        came = _on(calendar, now, max((step.ago for step in family.steps), default=1), RECORDED_AT)
        person, child = await _come_in(work, family, slip, came)
        for step in family.steps:
            then = _on(calendar, now, step.ago, RECORDED_AT)
            rows = Rows(records=[RecordRow(child, step.track, step.about, step.stage, then.date(), person)])
            for promise in _promises(simulator.program.content.book, step, child, then):
                if promise.due > now:
                    write(rows, promise, person, 0)
            await work.turns.keep(rows, then)


async def _come_in(work: Work, family: Family, slip: str, came: datetime) -> tuple[str, str]:
    keys = [actor.chat for actor in family.actors]
    persons = [(await work.chats.load([key], came))[key].known.person for key in keys]
    code = await work.codes.redeem(slip, persons[0], came)
    assert isinstance(code, Granted)  # noqa: S101 the slip was made for them
    child = f"{persons[0]}-1"
    consents = [(person, CONSENT_VERSION) for person in persons]
    card = ChildRow(child, persons[0], code.slots["klass"], code.slots["of_family"])
    await work.turns.keep(Rows(consents=consents, children=[card]), came)
    for second in persons[1:]:
        made = await work.codes.make("child", persons[0], came, child=child)
        assert isinstance(made, Granted)  # noqa: S101 it is their child
        await work.codes.redeem(made.slots["code"], second, came)
    return persons[0], child


def _promises(book: Book, step: PastStep, child: str, then: datetime) -> Iterator[OpenLater]:
    # the notices that the flows schedule when a parent reports this step
    calendar = book.calendar_of(SCHOOL)
    for flow, state, term, about in _REMINDERS.get((step.track, step.stage), ()):
        if book.state(flow, state) and term in book.terms:
            due = calendar.polite(calendar.due(then, book.terms[term]))
            document = {"document": step.about} if step.about in DOCUMENTS else {}
            yield OpenLater(child, flow, state, due, about or step.about, document)


_OF_CHECK = (("follow_up", "limit", "check_limit", ""), ("follow_up", "due", "check_usual", ""))
_OF_TROUBLE = (("follow_up", "problem", "remind_week", ""),)
#: {(track, stage): notices}, each with its flow, its state, its term, and `about` if that is not the document
_REMINDERS = {
    **{("documents", stage): _OF_CHECK for stage in RUNNING},
    **{("documents", stage): _OF_TROUBLE for stage in TROUBLED},
    ("documents", "switching_off"): (("follow_up", "autoupdate", "autoupdate_off_limit", "autoupdate"),),
    ("account", "created"): (("follow_up", "account", "remind_tomorrow", "account"),),
    ("myschool", "requested"): (("myschool", "answered", "request_usual", ""),),
    ("sferum", "requested"): (("sferum", "answer", "request_usual", "request"),),
}


async def _speak(simulator: Simulator, family: Family) -> None:
    first, *_ = family.actors
    for words in (*COMING, *((ASKING, family.asks, SENDING) if family.asks else ())):
        simulator.phones.wrote(first.peer, words)
        await simulator.say(first, words)


def _on(calendar: Calendar, now: datetime, ago: int, at: time) -> datetime:
    """Return the time `at` on the working day that is `ago` working days before the day of `now`."""
    today = now.astimezone(calendar.zone).date()
    before = (today - timedelta(days=n) for n in count(1))
    day: date = next(islice(filter(calendar.is_working, before), ago - 1, None))
    return datetime.combine(day, at, calendar.zone)
