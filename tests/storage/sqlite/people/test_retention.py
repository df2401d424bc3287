"""Every table that names a person has a retention period, and the sweep keeps it."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from storage.port.turns import LogRow, Rows
from storage.sqlite.people.erasure import FORGET, KEPT_FOR, OVER
from storage.sqlite.people.retention import RETENTION, Kept
from storage.sqlite.store import SqliteStore
from tests.support.storage.files import read
from tests.support.storage.town import DAY, MUM, NOW

#: Columns that name a person, a chat, a child or a question
NAMES = frozenset(
    {"person", "other", "author", "chat", "peer", "child", "taken_by", "told_by", "made_by", "spent_by", "taught_by"}
    | {"who", "ticket", "link", "body", "text"}
)


@pytest.mark.usefixtures("store")
def test_every_table_that_names_a_person_says_how_long_it_is_kept(file: Path) -> None:
    tables = [str(name) for (name,) in read(file, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    naming = {each for each in tables if NAMES & set(_columns(file, each))} | {"persons", "children", "files"}
    assert naming == RETENTION.keys()


def _columns(file: Path, table: str) -> list[str]:
    return [str(name) for (name,) in read(file, f"SELECT name FROM pragma_table_info('{table}')")]  # noqa: S608


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("table", sorted(RETENTION))
def test_the_retention_period_of_a_table_is_kept(file: Path, table: str) -> None:
    kept = RETENTION[table]
    if isinstance(kept, str):
        parents = read(file, f"SELECT \"table\", on_delete FROM pragma_foreign_key_list('{table}')")  # noqa: S608
        assert (kept, "CASCADE") in parents
    elif isinstance(kept, timedelta):
        spans = {
            KEPT_FOR[name] for each in _of(OVER, table) for name in re.findall(r":(\w+)", each) if name in KEPT_FOR
        }
        assert kept in spans
    elif kept is Kept.nameless:
        assert _of(FORGET, table)
    else:
        assert any(each.startswith("DELETE") for each in _of(FORGET, table))


def _of(statements: tuple[str, ...], table: str) -> list[str]:
    return [each for each in statements if re.match(rf"(DELETE FROM|UPDATE) {table}\b", each)]


async def test_a_long_sweep_is_cut_into_short_ones(store: SqliteStore, file: Path) -> None:
    async with store.work() as work:
        await work.updates.fresh([f"u{n}" for n in range(1200)], NOW)
    left = []
    for _ in range(4):
        async with store.work() as work:
            more = await work.erasure.sweep(NOW + 9 * DAY)
        left.append((more, read(file, "SELECT count(*) FROM seen")[0][0]))
    assert left == [(True, 700), (True, 200), (False, 0), (False, 0)]


async def test_faults_and_the_log_name_nobody_for_ever(store: SqliteStore, file: Path) -> None:
    async with store.work() as work:
        await work.updates.lay_aside("vk:1", MUM, "KeyError", NOW)
        await work.turns.keep(Rows(log=[LogRow("consent", "p1")]), NOW)
    found = []
    for days in (29, 30, 1095, 1096):
        async with store.work() as work:
            await work.erasure.sweep(NOW + days * DAY)
        found += read(file, "SELECT (SELECT count(*) FROM laid_aside), (SELECT count(*) FROM happenings)")
    assert found == [(1, 1), (0, 1), (0, 1), (0, 0)]
