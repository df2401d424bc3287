"""A store with people in it, and short steps that prepare a test. Steps take chats by their keys."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from flows.context.known import Known
from flows.values.events import News
from flows.values.segments import Segment
from storage.port.answers import Answer, Granted, Lost, Refused
from storage.port.delivery.broadcasts import BroadcastRow, Reported
from storage.port.delivery.budget import WITHIN
from storage.port.delivery.deliveries import Claimed, DeliveryRow, Ended
from storage.port.delivery.timers import TimerRow
from storage.port.people.chats import ChatKey, ChatState
from storage.port.school.tickets import TicketRow
from storage.port.store import Store, Work
from storage.port.turns import ChildRow, Rows

Listed = TypeVar("Listed")
NOW = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
VK, TELEGRAM = "vk:vylgort", "telegram"
MUM, DAD, GRAN = ChatKey(VK, "1001"), ChatKey(VK, "1002"), ChatKey(VK, "1003")
MUM_TOO = ChatKey(TELEGRAM, "77")
ADMIN, DEPUTY, TEACHER = ChatKey(VK, "2001"), ChatKey(VK, "2002"), ChatKey(VK, "2003")
STRANGER = ChatKey(VK, "9001")
SCHOOL = "vylgort"
WORDS = "Ребёнок всё ещё не видит «Создать» 😢, подъём в семь, щётка, Ёлкина-Преображенская"


class Town:
    """A store with people in it, and the steps that prepare a test."""

    def __init__(self, store: Store) -> None:
        """Store an open store."""
        self.store = store
        self._last = 0

    async def chat_state(self, key: ChatKey, now: datetime = NOW, tickets: Sequence[str] = ()) -> ChatState:
        """Load the state of a chat, as a message from it does."""
        async with self.store.work() as work:
            return (await work.chats.load([key], now, tickets))[key]

    async def person(self, key: ChatKey, now: datetime = NOW) -> str:
        """Return the person of a chat, created at the first call."""
        return (await self.chat_state(key, now)).known.person

    async def stands(self, person: str) -> ChatKey | None:
        """Return the chat in which a person gets messages; None if none of their chats can be reached."""
        async with self.store.work() as work:
            found = await work.chats.of_persons([person, person], NOW)
        return found[person].key if found else None

    async def link(self, maker: ChatKey, taker: ChatKey, now: datetime = NOW) -> Answer:
        """Link two chats to one person: `maker` makes the code, `taker` redeems it."""
        code, person = await self.code("link", maker), await self.person(taker)
        async with self.store.work() as work:
            return await work.links.make(code, person, now)

    async def unlink(self, key: ChatKey, now: datetime = NOW) -> Answer:
        """Undo the link of a chat."""
        person = await self.person(key)
        async with self.store.work() as work:
            return await work.links.undo(person, now)

    async def knows(self, key: ChatKey, now: datetime = NOW, tickets: Sequence[str] = ()) -> Known:
        """Return what is known of the person of a chat."""
        return (await self.chat_state(key, now, tickets)).known

    async def keep(self, now: datetime = NOW, **rows: object) -> None:
        """Store rows. Each keyword is the name of a field of `Rows`."""
        async with self.store.work() as work:
            await work.turns.keep(Rows(**rows), now)  # type: ignore[arg-type]  # each test names what it keeps

    async def founded(self) -> str:
        """Found the installation, the school and class 3Б as the administrator; return the class."""
        admin = await self.person(ADMIN)
        async with self.store.work() as work:
            await work.schools.make_installer(admin, NOW)
            await work.schools.make(SCHOOL, admin, NOW)
            made = await work.schools.make_class("3Б", admin, NOW)
        assert isinstance(made, Granted)
        return made.slots["klass"]

    async def code(self, kind: str, key: ChatKey, klass: str = "", child: str = "") -> str:
        """Make a code as the person of a chat."""
        person = await self.person(key)
        async with self.store.work() as work:
            made = await work.codes.make(kind, person, NOW, klass, child)
        assert isinstance(made, Granted), made
        return made.slots["code"]

    async def redeem(self, code: str, key: ChatKey, now: datetime = NOW) -> Granted | Lost | Refused:
        """Redeem a code as the person of a chat."""
        person = await self.person(key, now)
        async with self.store.work() as work:
            return await work.codes.redeem(code, person, now)

    async def hired(self, key: ChatKey) -> None:
        """Give the staff role of the school to the person of a chat."""
        assert isinstance(await self.redeem(await self.code("staff", ADMIN), key), Granted)

    async def child_of(self, key: ChatKey, klass: str = "", child: str = "") -> str:
        """Create a card of a child; return the child."""
        person = await self.person(key)
        card = child or f"{person}-1"
        await self.keep(children=[ChildRow(card, person, klass)])
        return card

    async def segment(self, klass: str, kind: str, before: str = "", step: str = "") -> set[str]:
        """Return the persons of a segment of a class."""
        async with self.store.work() as work:
            return set(await work.segments.members([klass], Segment(kind, step=step), before))

    async def taught(self) -> str:
        """Found 3Б and its teacher; return the class."""
        klass = await self.founded()
        await self.redeem(await self.code("teacher", ADMIN, klass), TEACHER)
        return klass

    async def submit(
        self, klass: str, segment: Segment, author: ChatKey = TEACHER, ident: str = "b1", kind: str = "own"
    ) -> Answer:
        """Submit a broadcast to a segment of a class."""
        person = await self.person(author)
        since = NOW - WITHIN[kind]
        row = BroadcastRow(ident, person, SCHOOL, (klass,), segment, WORDS, NOW, since, kind=kind)
        async with self.store.work() as work:
            return await work.broadcasts.submit(row, NOW)

    async def fill(self, broadcast: str = "b1", most: int = 100) -> bool:
        """Fill in one chunk of the recipients of a broadcast."""
        async with self.store.work() as work:
            return await work.fan_out.fill(broadcast, NOW, most)

    async def reported(self, key: ChatKey, broadcast: str = "b1") -> Reported | None:
        """Query the report of a broadcast as the person of a chat."""
        person = await self.person(key)
        async with self.store.work() as work:
            return await work.broadcasts.reported(broadcast, person)

    async def asked(
        self, key: ChatKey, ident: str = "t1", child: str = "", summary: str = WORDS, topic: str = "create_missing"
    ) -> int:
        """Open a ticket; return its number."""
        row = TicketRow(ident, SCHOOL, await self.person(key), child, topic, summary)
        async with self.store.work() as work:
            return await work.tickets.open(row, NOW)

    async def take(self, ident: str, key: ChatKey) -> Granted | Lost | Refused:
        """Take a ticket."""
        person = await self.person(key)
        async with self.store.work() as work:
            return await work.tickets.take(ident, person, NOW)

    async def answer(self, ident: str, key: ChatKey, words: str = WORDS) -> Granted | Lost | Refused:
        """Answer in a ticket."""
        person = await self.person(key)
        async with self.store.work() as work:
            return await work.tickets.answer(ident, words, person, NOW)

    async def close_ticket(self, ident: str, key: ChatKey) -> Granted | Lost | Refused:
        """Close a ticket."""
        person = await self.person(key)
        async with self.store.work() as work:
            return await work.tickets.close(ident, person, NOW)

    async def another_class(self, name: str) -> str:
        """Add a class as the administrator; return its id."""
        admin = await self.person(ADMIN)
        async with self.store.work() as work:
            other = await work.schools.make_class(name, admin, NOW)
        assert isinstance(other, Granted)
        return other.slots["klass"]

    async def two_teachers(self) -> tuple[str, str]:
        """Found a school with two classes, the second with the deputy as its teacher; return their ids."""
        klass = await self.founded()
        other = await self.another_class("3В")
        for who, whose in ((TEACHER, klass), (DEPUTY, other)):
            await self.redeem(await self.code("teacher", ADMIN, whose), who)
        return klass, other

    async def said(
        self, key: ChatKey, *, urgency: int = 0, due: datetime = NOW, edit: bool = False, living: bool = False,
        body: str = WORDS, ticket: str = "", file: str = "", replaceable: bool = False,
    ) -> int:  # fmt: skip
        """Queue a message to a chat; return its id."""
        self._last += 1
        chat = (await self.chat_state(key)).chat
        row = DeliveryRow(self._last, chat, urgency, body, due, edit, living, ticket, file, replaceable=replaceable)
        await self.keep(deliveries=[row])
        return self._last

    async def shown(self, key: ChatKey, body: str = "", *, edit: bool = False, due: datetime = NOW) -> int:
        """Queue a screen that the next screen of the chat replaces; return its id. Each has other words by default."""
        return await self.said(
            key, body=body or f"Экран {self._last}", edit=edit, due=due, living=True, replaceable=True
        )

    async def claimed(
        self, now: datetime = NOW, most: int = 100, accounts: Sequence[str] = (VK, TELEGRAM)
    ) -> list[int]:
        """Claim deliveries; return their ids."""
        return [each.id for each in await self.claims(now, most, accounts)]

    async def claims(
        self, now: datetime = NOW, most: int = 100, accounts: Sequence[str] = (VK, TELEGRAM)
    ) -> Sequence[Claimed]:
        """Claim deliveries."""
        async with self.store.work() as work:
            return await work.delivery.claim(now, most, accounts)

    async def ended(self, *ends: Ended, now: datetime = NOW) -> None:
        """Record the results of delivery attempts."""
        async with self.store.work() as work:
            await work.delivery.settle(ends, now)

    async def due(self, now: datetime = NOW, most: int = 100) -> list[tuple[str, str]]:
        """Return each due timer as its peer, and the state of its notice or «wait»."""
        async with self.store.work() as work:
            timers = await work.timers.due(now, most)
        return [(timer.key.peer, timer.event.state if isinstance(timer.event, News) else "wait") for timer in timers]

    async def lists(self, key: ChatKey, of: Callable[[Work, str], Awaitable[Sequence[Listed]]]) -> list[Listed]:
        """Return the list that the query `of` returns for the person of a chat."""
        person = await self.person(key)
        async with self.store.work() as work:
            return list(await of(work, person))

    async def forget(self, key: ChatKey) -> None:
        """Erase the person of a chat."""
        person = await self.person(key)
        async with self.store.work() as work:
            await work.erasure.forget(person, NOW)

    async def kept(self, person: str) -> dict[str, int]:
        """Return {kind: number of stored rows} of a person, without kinds that have no rows."""
        async with self.store.work() as work:
            return {what: count for what, count in (await work.erasure.kept(person)).items() if count}


def promise(person: str, state: str = "day_5", *, due: datetime = NOW, child: str = "", about: str = "") -> TimerRow:
    """Make the timer row of a promised notice."""
    news = News("follow_up", state, {}, child)
    return TimerRow(f"{person}:{state}:{about}", due, news, person, None, child, "follow_up", about)
