"""Steps of tests about unrecognised messages and submitted examples, on a `Town`."""

from datetime import datetime

from storage.port.answers import Answer
from storage.port.people.chats import ChatKey
from storage.port.school.submitted_examples import SubmittedExampleRow
from storage.port.school.unrecognised import UnrecognisedRow, UnrecognisedSignature
from storage.port.turns import ChildRow, Rows
from tests.support.storage.town import ADMIN, NOW, SCHOOL, Town

SIGNATURE, RARE = "галочки, нет", "галочки, …"


TEXT, INTENT = "часики вместо галочки", "status_checking"


async def missed(town: Town, *rows: UnrecognisedRow, now: datetime = NOW) -> None:
    """Store texts as unrecognised messages."""
    async with town.store.work() as work:
        await work.turns.keep(Rows(unrecognised=list(rows)), now)


async def listed(town: Town, key: ChatKey, now: datetime = NOW) -> list[tuple[str, str, int]]:
    """Return the list of unrecognised messages that the person of a chat sees."""
    person = await town.person(key)
    async with town.store.work() as work:
        return [(each.key, each.signature, each.times) for each in await work.unrecognised.top(person, now)]


async def found(town: Town, signature: str, key: ChatKey) -> UnrecognisedSignature | None:
    """Open the unrecognised message with this signature; its key is taken from the administrator's list."""
    person = await town.person(key)
    value = next(key for key, listed_signature, _ in await listed(town, ADMIN) if listed_signature == signature)
    async with town.store.work() as work:
        return await work.unrecognised.one(value, person, NOW)


async def taught(town: Town, key: ChatKey, now: datetime = NOW) -> Answer:
    """Submit TEXT to the school as an example from the person of a chat."""
    row = SubmittedExampleRow(SCHOOL, await town.person(key), TEXT, INTENT)
    async with town.store.work() as work:
        return await work.submitted_examples.keep(row, now)


async def attach(town: Town, key: ChatKey, text: str = TEXT, by: ChatKey | None = None) -> Answer:
    """Attach a text to an intent; `by` is the chat whose person wrote the text."""
    person, whose = await town.person(key), await town.person(by) if by else ""
    async with town.store.work() as work:
        return await work.examples.attach(text, INTENT, person, NOW, whose)


async def parent(town: Town, key: ChatKey, klass: str) -> None:
    """Add a child of the person of a chat to a class."""
    await town.keep(children=[ChildRow(f"c-{key.peer}", await town.person(key), klass)])
