"""A link moves the rows of every table that names a person, and undoing it moves them back."""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from flows.values.segments import Segment
from storage.port.answers import Granted
from storage.port.delivery.broadcasts import Reported
from storage.port.delivery.deliveries import Ended
from storage.port.school.rounds import ReminderRecord
from storage.sqlite.core.opening import migrations
from storage.sqlite.people.links import PLACES
from tests.support.empty_store import opened_at
from tests.support.storage.handovers import deadline, leave
from tests.support.storage.town import ADMIN, MUM, MUM_TOO, NOW, TEACHER, Town

#: Columns that name a person and are not changed by a link
STAY = {
    "links.person": "сама связь",
    "links.other": "сама связь: по ней и разъединяют",
    "several.person": "пометка о нескольких чатах: её ставит сама база",
}
_NAMES = re.compile(r"person|author|other|\w+_by")


def named() -> set[str]:
    """Return every column of the schema that names a person: by a foreign key, or by its name."""
    with closing(sqlite3.connect(":memory:")) as base:
        for step in migrations():
            base.executescript(step.sql)
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        keys = {
            f"{table}.{row[3]}" for table in tables for row in base.execute(f"PRAGMA foreign_key_list({table})")
            if row[2] == "persons"
        }  # fmt: skip
        columns = {f"{table}.{row[1]}" for table in tables for row in base.execute(f"PRAGMA table_info({table})")}
    return keys | {column for column in columns if _NAMES.fullmatch(column.partition(".")[2])}


def test_every_column_that_names_a_person_is_moved_or_excepted() -> None:
    """A new column with a person is added to PLACES of storage's linking module, or to the exceptions here."""
    assert len(named()) > 20
    assert named() - {str(place) for place in PLACES} - STAY.keys() == set()
    assert STAY.keys() <= named()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Open a store."""
    store = await opened_at(tmp_path / "links.db")
    yield Town(store)
    await store.close()


async def rows(town: Town) -> dict[str, set[tuple[str, str]]]:
    """Return the persons in all places: by place, the key of a row and the person."""
    async with town.store.work():
        return {
            str(place): {
                (str(key), str(person))
                for key, person in await town.store._connection.rows(  # type: ignore[attr-defined]
                    f"SELECT {place.key}, {place.column} FROM {place.table} WHERE {place.column} > ''"  # noqa: S608
                )
            }
            for place in PLACES
        }


async def written_to(town: Town) -> str:
    """Send a broadcast to both chats: one received and confirmed it, the other was skipped. Return the class."""
    klass = await town.taught()
    for key in (MUM, MUM_TOO):
        await town.child_of(key, klass)
    mum, other = await town.person(MUM), await town.person(MUM_TOO)
    await town.submit(klass, Segment())
    await town.fill()
    for claimed in await town.claims():
        await town.ended(Ended(claimed.id, "sent", f"m{claimed.id}"))
    await town.keep(mutes=[(other, True)])
    await town.submit(klass, Segment(), ident="b2", kind="reminder")
    await town.fill("b2")
    campaign = await deadline(town, klass, "account")
    async with town.store.work() as work:
        assert await work.broadcasts.confirm("b1", other, NOW) == Granted({})
        await work.fan_out.over(NOW)
        both = ((mum, f"{mum}-1"), (other, f"{other}-1"))
        await work.rounds.keep(
            ReminderRecord(campaign, 2, person, child, "check:next", None, NOW, "budget") for person, child in both
        )
    return klass


async def link(town: Town) -> None:
    """Link the two chats into one person."""
    code, other = await town.code("link", MUM), await town.person(MUM_TOO)
    async with town.store.work() as work:
        assert await work.links.make(code, other, NOW) == Granted({})


async def unlink(town: Town) -> None:
    """Undo the link."""
    person = await town.person(MUM)
    async with town.store.work() as work:
        assert await work.links.undo(person, NOW) == Granted({})


async def test_rows_of_broadcasts_and_campaigns_are_moved_and_moved_back(town: Town) -> None:
    await written_to(town)
    mum, other = await town.person(MUM), await town.person(MUM_TOO)
    before = await rows(town)
    apart = ("confirmed.person", "spared.person", "reminded.person", "prompts.person")
    assert all(other in {person for _, person in before[place]} for place in apart)
    await link(town)
    joined = await rows(town)
    assert not [
        place for place in apart for _, person in joined[place] if person == other and place != "reminded.person"
    ]
    assert {key for key, person in joined["prompts.person"] if person == mum} == {
        key for key, _ in before["prompts.person"]
    }
    await unlink(town)
    after = await rows(town)
    assert {place: after[place] for place in after if not place.startswith("codes")} == {
        place: before[place] for place in before if not place.startswith("codes")
    }


async def test_the_reports_add_up_while_two_are_one_and_after_it_stays(town: Town) -> None:
    await written_to(town)
    before = [await town.reported(TEACHER, ident) for ident in ("b1", "b2")]
    await link(town)
    assert [await town.reported(TEACHER, ident) for ident in ("b1", "b2")] == before
    async with town.store.work() as work:
        await work.erasure.sweep(NOW.replace(day=23))
    after = [await town.reported(TEACHER, ident) for ident in ("b1", "b2")]
    assert after == before
    assert all(isinstance(each, Reported) and each.people == 2 for each in after)


async def test_a_notice_of_a_suspended_deadline_is_not_repeated_in_the_other_chat(town: Town) -> None:
    klass = await town.taught()
    await deadline(town, klass, "account")
    await town.redeem(await town.code("teacher", ADMIN, klass), MUM_TOO)
    await leave(town, klass, TEACHER)
    async with town.store.work() as work:
        assert len(await work.handovers.suspended(NOW)) == 1
    await link(town)
    async with town.store.work() as work:
        assert await work.handovers.suspended(NOW) == []
    await unlink(town)
    async with town.store.work() as work:
        assert await work.handovers.suspended(NOW) == []
