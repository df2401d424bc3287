"""What the tests of misses and lessons do in a town."""

from datetime import datetime

from storage.port.answers import Answer
from storage.port.people.chats import ChatKey
from storage.port.school.submitted_examples import SubmittedExampleRow
from storage.port.school.unrecognised import UnrecognisedRow, UnrecognisedSignature
from storage.port.turns import ChildRow, Rows
from tests.support.storage.town import ADMIN, NOW, SCHOOL, Town

SHAPE, RARE = "галочки, нет", "галочки, …"


TEXT, MEANING = "часики вместо галочки", "status_checking"


async def missed(town: Town, *rows: UnrecognisedRow, now: datetime = NOW) -> None:
    """Let texts be missed."""
    async with town.store.work() as work:
        await work.turns.keep(Rows(unrecognised=list(rows)), now)


async def listed(town: Town, key: ChatKey, now: datetime = NOW) -> list[tuple[str, str, int]]:
    """Ask for the misses as somebody."""
    person = await town.person(key)
    async with town.store.work() as work:
        return [(each.key, each.signature, each.times) for each in await work.unrecognised.top(person, now)]


async def found(town: Town, signature: str, key: ChatKey) -> UnrecognisedSignature | None:
    """Open the miss of a shape as somebody who sees the list of the administrator."""
    person = await town.person(key)
    value = next(key for key, listed_shape, _ in await listed(town, ADMIN) if listed_shape == signature)
    async with town.store.work() as work:
        return await work.unrecognised.one(value, person, NOW)


async def taught(town: Town, key: ChatKey, now: datetime = NOW) -> Answer:
    """Let somebody show the school their words."""
    row = SubmittedExampleRow(SCHOOL, await town.person(key), TEXT, MEANING)
    async with town.store.work() as work:
        return await work.submitted_examples.keep(row, now)


async def attach(town: Town, key: ChatKey, text: str = TEXT, by: ChatKey | None = None) -> Answer:
    """Let somebody attach a text, which are somebody's own words."""
    person, whose = await town.person(key), await town.person(by) if by else ""
    async with town.store.work() as work:
        return await work.examples.attach(text, MEANING, person, NOW, whose)


async def parent(town: Town, key: ChatKey, klass: str) -> None:
    """Let a child of somebody be in a class."""
    await town.keep(children=[ChildRow(f"c-{key.peer}", await town.person(key), klass)])
