"""Steps of tests about broadcasts, on a `Town`."""

from flows.values.segments import Segment
from storage.port.answers import Answer, Granted
from storage.port.delivery.broadcasts import BroadcastRow
from storage.port.delivery.budget import WITHIN
from storage.port.delivery.deliveries import Ended
from storage.port.people.chats import ChatKey
from tests.support.storage.town import (
    NOW,
    SCHOOL,
    TEACHER,
    WORDS,
    Town,
)

EVERYBODY = Segment()


async def sent(town: Town) -> None:
    """Claim every due delivery and record it as sent."""
    for claimed in await town.claims():
        await town.ended(Ended(claimed.id, "sent", f"m{claimed.id}"))
    async with town.store.work() as work:
        await work.fan_out.over(NOW)


async def confirm(town: Town, key: ChatKey, broadcast: str = "b1") -> Answer:
    """Confirm a broadcast as read, as the person of a chat."""
    person = await town.person(key)
    async with town.store.work() as work:
        return await work.broadcasts.confirm(broadcast, person, NOW)


async def unread(town: Town, key: ChatKey, broadcast: str = "b1") -> list[int]:
    """Query who has not read a broadcast, as the person of a chat."""
    person = await town.person(key)
    async with town.store.work() as work:
        return list(await work.broadcasts.unread(broadcast, person))


async def removed(town: Town, klass: str) -> None:
    """Remove the teacher's role in the class."""
    person = await town.person(TEACHER)
    async with town.store.work() as work:
        assert await work.roles.leave(klass, person) == Granted({})


async def row(town: Town, klass: str, ident: str, by: ChatKey = TEACHER, **more: object) -> BroadcastRow:
    """Make the row of a broadcast."""
    author = await town.person(by)
    return BroadcastRow(ident, author, SCHOOL, (klass,), EVERYBODY, WORDS, NOW, NOW - WITHIN["own"], **more)  # type: ignore[arg-type]


async def submit(town: Town, of: BroadcastRow) -> Answer:
    """Submit a row."""
    async with town.store.work() as work:
        return await work.broadcasts.submit(of, NOW)


async def author_of(work: object, broadcast: str) -> str:
    """Return the person who wrote a broadcast."""
    ((author,),) = await work.boards._db.rows("SELECT author FROM broadcasts WHERE id = :b", b=broadcast)  # type: ignore[attr-defined]
    return str(author)


async def families_of(work: object, klass: str, teacher: str) -> list[tuple[str, str]]:
    """Return the new families of a class, each with its parents."""
    found = []
    for family in ("n1", "n2"):
        for parent, _ in await work.families.parents(klass, family, teacher):  # type: ignore[attr-defined]
            found.append((family, parent))
    return found
