"""Simulate a school year on a moved clock: thirty families in two messengers act by seeded chance.

The store, the runner, the timers, the reminders and the delivery are the real ones; the messengers are fake. Tests
check the messages on the phones, and the promises the program made on the way.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple

from bot.app.wiring import Content, Program, assemble
from bot.channels.incoming import Incoming
from bot.channels.port import OutgoingMessage, SendResult, Sent, Unreachable
from bot.clock import MovedClock
from bot.commands import Command, CommandContext
from bot.commands.deadlines import keep, set_one
from bot.messages import payload
from bot.messages.markup import plain
from bot.messages.screen import Key, Screen, encoded
from bot.turns.batch import Batch
from flows.context.progress import current_step
from flows.values import effects
from flows.values.calendar import MOSCOW
from flows.values.effects import NeverMind, OpenLater
from flows.values.events import Event, News, Opened, Said
from flows.values.segments import Segment
from storage.port.answers import Answer, Granted
from storage.port.delivery.broadcasts import BroadcastRow
from storage.port.delivery.budget import WITHIN
from storage.port.people.chats import ChatKey, ChatState
from storage.port.school.campaigns import Campaign
from storage.sqlite.store import SqliteStore, opened
from tests.support.book.truth import MONTHS

SCHOOL = "vylgort"
TELEGRAM, VK = "telegram", "vk:vylgort"
FIRST, LAST = date(2026, 9, 1), date(2027, 5, 31)
GOALS = {
    "проверка документов": "check", "учётная запись ребёнка": "account", "вход в дневник": "diary",
    "ФГИС «Моя школа»": "myschool", "Сферум": "sferum",
}  # fmt: skip
ASKED = re.compile(r"^• (.+) — до (\d+ [а-я]+)", re.MULTILINE)
SEGMENT = "Объявление для тех, кто ещё не начал"  #: the text of a reminder to a segment
#: Buttons that nobody presses here: they end the promises made to a person, or join chats or families
LEFT_ALONE = ("Да, удалить всё", "Удалить мои данные", "Связать с другим чатом", "Второму родителю", "Ввести код",
              "Ввести код класса", "Без кода", "Не даю", "Сначала посмотреть",
              "Не напоминать")  # fmt: skip
STATUSES = ("у снилс проверка данных", "у свидетельства проверка данных", "у снилс введены вручную")
SAYS = (
    "у снилс проверка данных", "свидетельство не найдено", "где мы сейчас", "вход в дневник", "как войти в сферум",
    "моя школа", "данные введены вручную", "нужна выписка из дневника", "спасибо", "меню",
)  # fmt: skip


ADMIN, OLD, NEW = ChatKey(TELEGRAM, "admin"), ChatKey(VK, "old"), ChatKey(TELEGRAM, "new")
#: Thirty families, every other one in VK; the first ten have a second parent here
FAMILIES = tuple(ChatKey((TELEGRAM, VK)[n % 2], f"family-{n}") for n in range(30)) + tuple(
    ChatKey((VK, TELEGRAM)[n % 2], f"family-{n}-2") for n in range(10)
)
TWO_CHILDREN = FAMILIES[10:16]
OLD_LEAVES, NEW_COMES, NEW_KEEPS = date(2026, 9, 10), date(2026, 9, 14), date(2026, 9, 16)
BLOCKS = date(2026, 12, 1)
#: Who sets which deadline on which day: around all holidays, four of them close together
SET: Mapping[date, Sequence[tuple[ChatKey, str, str, date]]] = {
    date(2026, 9, 2): [(OLD, "3Б", "account", date(2026, 9, 25))],
    date(2026, 9, 18): [
        (ADMIN, "", "check", date(2026, 10, 9)), (ADMIN, "", "diary", date(2026, 10, 12)),
        (ADMIN, "", "myschool", date(2026, 10, 14)), (NEW, "3Б", "sferum", date(2026, 10, 15)),
    ],
    date(2026, 10, 13): [(ADMIN, "", "account", date(2026, 11, 10)), (NEW, "3Б", "diary", date(2026, 11, 9))],
    date(2026, 12, 7): [(NEW, "3Б", "account", date(2027, 1, 15)), (ADMIN, "", "sferum", date(2027, 1, 13))],
    date(2027, 2, 1): [(NEW, "3Б", "myschool", date(2027, 2, 26)), (ADMIN, "", "check", date(2027, 3, 10))],
    date(2027, 3, 15): [(ADMIN, "", "sferum", date(2027, 4, 9)), (ADMIN, "", "diary", date(2027, 4, 7))],
    date(2027, 4, 20): [(ADMIN, "", "account", date(2027, 5, 14)), (NEW, "3Б", "diary", date(2027, 5, 12))],
}  # fmt: skip
SEGMENTS = (date(2026, 9, 28), date(2026, 10, 1), date(2026, 11, 5), date(2027, 2, 15), date(2027, 4, 28))


class Message(NamedTuple):
    """A message on a phone: its time, its recipient, its text, and its kind if the person did not ask for it."""

    at: datetime  #: Moscow time
    who: ChatKey
    text: str
    kind: str  #: reply, campaign, segment, promised
    left: frozenset[str]  #: the goals that some child of theirs had not reached when it came

    @property
    def goals(self) -> list[tuple[str, str]]:
        """Return the goals that a campaign reminder asks for, each with its last day as the text shows it."""
        return [(GOALS[name], day) for name, day in ASKED.findall(self.text.replace("\u00a0", " "))]


class Phones:
    """Both messengers, as a Channel. A phone may have blocked the bot."""

    def __init__(self, year: "Year") -> None:
        """Start with no messages."""
        self._year = year
        self.said: list[Message] = []
        self.newest: dict[ChatKey, Screen] = {}
        self.blocked: set[ChatKey] = set()

    async def send(self, account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Show messages."""
        return [await self._one(ChatKey(account, outgoing.peer), outgoing) for outgoing in messages]

    async def _one(self, who: ChatKey, outgoing: OutgoingMessage) -> SendResult:
        if who in self.blocked:
            return Unreachable("blocked")
        at, kind = self._year.clock.now().astimezone(MOSCOW), _kind(outgoing)
        left = await self._year.left(who) if kind == "campaign" else frozenset()
        self.said.append(Message(at, who, plain(outgoing.screen.text), kind, left))
        self.newest[who] = outgoing.screen
        return Sent(f"m{outgoing.id}")


def _kind(outgoing: OutgoingMessage) -> str:
    keys = [key.payload for row in outgoing.screen.rows for key in row]
    if outgoing.urgency == 0:
        return "reply"
    if any(key.startswith(">reminders/") for key in keys):
        return "campaign"
    return "segment" if SEGMENT in outgoing.screen.text else "promised"


class Promised:
    """The promises that the bot made to people and whether it kept each, read from the turns of every batch."""

    def __init__(self, year: "Year") -> None:
        """Start with no promises."""
        self._year = year
        self.open: dict[tuple[str, ...], datetime] = {}
        self.kept: list[tuple[datetime, datetime]] = []  #: pairs: when it was due, when it was handed over

    def walked(self, batch: Batch) -> None:
        """Record the promises that a batch makes and keeps."""
        for event, before, turn in batch.turns:
            if isinstance(event, News):
                self._handed(event, before)
            for effect in turn.effects:
                self._wanted(effect, before)

    def _handed(self, event: News, before: ChatState) -> None:
        keys = [key for key in self.open if key[:4] == (before.known.person, event.child, event.flow, event.state)]
        for key in keys:
            if self.open[key] <= self._year.clock.now():
                self.kept.append((self.open.pop(key), self._year.clock.now()))

    def _wanted(self, effect: effects.Effect, before: ChatState) -> None:
        person = before.known.person
        if isinstance(effect, OpenLater):
            self.open[person, effect.child, effect.flow, effect.state, effect.about] = effect.due
        if isinstance(effect, NeverMind):
            for key in [key for key in self.open if key[1] == effect.child and key[2] == effect.flow]:
                if effect.about in {"", key[4]} and (not effect.mine or key[0] == person):
                    del self.open[key]


class Year:
    """The year: its people, its clock and its results."""

    def __init__(self, said: Content, folder: Path, seed: int) -> None:
        """Begin on the morning of the first of September."""
        self.words, self.chance = said, random.Random(seed)
        self.url = f"sqlite:///{folder / 'year.db'}"
        self.clock = MovedClock(datetime.combine(FIRST, time(8), MOSCOW))
        self.calendar = said.book.calendar_of(SCHOOL)
        self.phones, self.promised = Phones(self), Promised(self)
        self.reports: dict[str, tuple[int, int]] = {}  #: messages sent of a campaign: by its report, by the phones
        self.held = 0  #: how often the budget held a person back, according to the reports
        self.unheard: set[str] = set()  #: persons who blocked the bot: no promise to them can be kept
        self.suspended: list[str] = []
        self._numbers, self._keys = count(1_000_000), count(1)
        self._joined: set[ChatKey] = set()
        self.klass = ""
        self.on: Program
        self.store: SqliteStore

    # The program

    async def open(self) -> None:
        """Open the store and assemble the program, as at the start of a process."""
        self.store = await opened(self.url, ids=lambda: next(self._numbers), inline=True)
        channels = {TELEGRAM: self.phones, VK: self.phones}
        self.on = assemble(self.words, self.store, self.clock, channels, ids=lambda: next(self._numbers))
        self.on.runner.on_batch = self.promised.walked

    async def again(self) -> None:
        """Stop the program, and start it again on the same database file."""
        await self.store.close()
        await self.open()

    async def happen(self, who: ChatKey, event: Event) -> None:
        """Process one event, then all work that is due at once."""
        await self.on.runner.take([Incoming(f"u{next(self._keys)}", who, event)])
        await self.on.settle()

    async def move_to(self, moment: datetime) -> None:
        """Move the clock, stopping at every due moment on the way."""
        while True:
            async with self.store.work() as work:
                due = await work.timers.next_due()
            if due is None or not self.clock.now() < due <= moment:
                break
            self.clock.set(due)
            await self.on.settle()
        self.clock.set(moment)
        await self.on.settle()

    # The people

    async def begin(self) -> None:
        """Create the school with two classes, the administrator and the first teacher."""
        async with self.store.work() as work:
            await work.setup.establish(SCHOOL, "3Б", self.clock.now(), "leto-3b")
            await work.setup.establish(SCHOOL, "5А", self.clock.now(), "leto-5a")
            of_staff = await work.setup.staff_code("staff", SCHOOL, self.clock.now())
        await self._hired(ADMIN, of_staff)
        await self.came(OLD)
        async with self.store.work() as work:
            classes = await work.schools.classes(await work.chats.person(ADMIN))
        self.klass = classes[0].id

    async def _hired(self, who: ChatKey, code: str) -> None:
        async with self.store.work() as work:
            chat_state = (await work.chats.load([who], self.clock.now()))[who]
            assert isinstance(await work.codes.redeem(code, chat_state.known.person, self.clock.now()), Granted)

    async def act(self, command: Command, who: ChatKey, **told: str) -> Answer:
        """Run a command as a teacher or staff."""
        async with self.store.work() as work:
            chat_state = (await work.chats.load([who], self.clock.now()))[who]
            return await command(
                CommandContext(work, self.words.book, chat_state.known, told, self.clock.now(), chat=who)
            )

    async def left(self, who: ChatKey) -> frozenset[str]:
        """Return the goals that some child of theirs has not reached, according to the children's records."""
        async with self.store.work() as work:
            known = (await work.chats.load([who], self.clock.now(), used=()))[who].known
        done = [set(current_step(child).done) for child in known.children]
        return frozenset(goal for goal in GOALS.values() if any(goal not in each for each in done))

    async def block(self, whom: Sequence[ChatKey]) -> None:
        """Block the bot on the phones of these families."""
        self.phones.blocked.update(whom)
        async with self.store.work() as work:
            self.unheard |= {await work.chats.person(who) for who in whom}

    async def removed(self) -> None:
        """Remove the teacher of 3Б as the administrator."""
        async with self.store.work() as work:
            admin = await work.chats.person(ADMIN)
            roles = await work.roles.class_teachers(admin)
            assert isinstance(await work.roles.take_off(roles[0].role, admin), Granted)

    async def came(self, who: ChatKey) -> None:
        """Add a new teacher of 3Б."""
        async with self.store.work() as work:
            code = await work.setup.staff_code("teacher", SCHOOL, self.clock.now(), "3Б")
        await self._hired(who, code)

    # The families

    async def evening(self) -> None:
        """Let each family act with some probability."""
        for who in FAMILIES:
            if self.chance.random() < (0.2 if who not in self._joined else 0.06):
                await (self._walk(who) if who in self._joined else self._join(who))

    async def _join(self, who: ChatKey) -> None:
        self._joined.add(who)
        await self.happen(who, Opened("welcome", "", {"code": "leto-3b"}))
        await self._press(who, "Начать")
        await self._press(who, "Даю согласие")
        if who in TWO_CHILDREN:
            for label in ("Карта", "Ещё…", "Ещё один ребёнок", "Ввести код класса"):
                await self._press(who, label)
            await self.happen(who, Said("leto-5a"))

    async def _walk(self, who: ChatKey) -> None:
        # Now and then type a text or report a status; then press some buttons of the newest message.
        if self.chance.random() < 0.3:
            await self.happen(who, Said(self.chance.choice(SAYS)))
        elif self.chance.random() < 0.3:
            await self.happen(who, Said(self.chance.choice(STATUSES)))
            await self._press(who, "Да, отметьте")
        for _ in range(self.chance.randint(1, 3)):
            keys = [key for key in self._shown(who) if key.label not in LEFT_ALONE]
            if keys:
                await self.happen(who, payload.event_of(self.chance.choice(keys).payload))

    async def _press(self, who: ChatKey, label: str) -> None:
        found = next((key for key in self._shown(who) if key.label == label), None)
        if found:
            await self.happen(who, payload.event_of(found.payload))

    def _shown(self, who: ChatKey) -> list[Key]:
        screen = self.phones.newest.get(who)
        return [key for row in screen.rows for key in row] if screen else []

    # The school

    async def segment(self, author: ChatKey) -> None:
        """Write to the families of 3Б who have not begun; this reminder shares the budget with the deadlines'."""
        now = self.clock.now()
        async with self.store.work() as work:
            ident, person = f"s{next(self._keys)}", await work.chats.person(author)
            await work.broadcasts.submit(
                BroadcastRow(
                    ident, person, SCHOOL, (self.klass,), Segment("not_started"), encoded(Screen(SEGMENT)), now,
                    now - WITHIN["reminder"], kind="reminder",
                ),
                now,
            )  # fmt: skip
            while await work.fan_out.fill(ident, now):
                pass
        await self.on.settle()

    async def compare(self) -> None:
        """For each newly finished deadline, store how many messages its report counts and how many the phones got."""
        async with self.store.work() as work:
            admin = await work.chats.person(ADMIN)
            for klass in ("", self.klass):
                for each in await work.campaigns.of_class(admin, klass):
                    if each.state == "over" and each.id not in self.reports and each.whole is (not klass):
                        self.reports[each.id] = self._compared(await work.campaigns.one(admin, klass, each.id))

    def _compared(self, of: Campaign | None) -> tuple[int, int]:
        assert of is not None
        line = of.goal, f"{of.deadline.day} {MONTHS[of.deadline.month - 1]}"
        days = {each.due.astimezone(MOSCOW).date() for each in of.rounds}
        campaigns = [each for each in self.phones.said if each.kind == "campaign" and each.at.date() in days]
        self.held += sum(each.came.get("budget", 0) for each in of.rounds)
        shown = {(each.at.date(), each.who) for each in campaigns if line in each.goals}
        return sum(each.came.get("sent", 0) for each in of.rounds), len(shown)


def days() -> Iterator[date]:
    """Yield every day of the year."""
    return (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))


async def lived(said: Content, folder: Path, seed: int = 7) -> Year:
    """Run the whole year."""
    year = Year(said, folder, seed)
    await year.open()
    await year.begin()
    for day in days():
        await year.move_to(datetime.combine(day, time(12), MOSCOW))
        await _noon(year, day)
        await year.move_to(datetime.combine(day, time(19, 30), MOSCOW))
        await year.evening()
        await year.compare()
        if day.day == 15:
            await year.again()
    await year.store.close()
    return year


async def _noon(year: Year, day: date) -> None:
    for who, klass, goal, deadline in SET.get(day, ()):
        slots = {"klass": year.klass if klass else "", "goal": goal, "last_day": deadline.isoformat()}
        assert isinstance(await year.act(set_one, who, **slots), Granted), (day, goal)
    if day in SEGMENTS:
        await year.segment(ADMIN)
    if day == BLOCKS:
        await year.block(FAMILIES[:2])
    if day == OLD_LEAVES:
        await year.removed()
    if day == NEW_COMES:
        await year.came(NEW)
    if day == NEW_KEEPS:
        async with year.store.work() as work:
            resting = [
                each
                for each in await work.campaigns.of_class(await work.chats.person(NEW), year.klass)
                if each.state == "resting"
            ]
        for each in resting:
            year.suspended.append(each.id)
            assert isinstance(await year.act(keep, NEW, klass=year.klass, campaign=each.id), Granted)
