"""Queries about one class use indices: their plans scan no table."""

from pathlib import Path

import pytest

from storage.sqlite.core.statements import listed
from storage.sqlite.delivery import segments
from storage.sqlite.people import roles
from storage.sqlite.school import boards
from storage.sqlite.store import SqliteStore
from tests.support.empty_store import opened_at


def counting(whom: str) -> str:
    """Return the SQL that counts these people."""
    return segments.COUNT_PARENTS if "g.person" in whom else segments.COUNT


CLASS = {"klass": "c", "person": "p"}
COUNTED = {"classes": listed(["c"]), "before": "2026-11-09", "step": "check", "numbers": listed([1]), "broadcast": "b"}
ASKED = {
    "the name of the board": (boards.CLASS, CLASS),
    "its children": (boards.CHILDREN, CLASS),
    "their stages": (boards.STAGES, CLASS),
    "who is stuck": (boards.STUCK, CLASS),
    "the teachers of a school": (roles.TEACHERS, {"person": "p"}),
    **{f"the count of {kind}": (counting(whom).format(whom=whom), COUNTED) for kind, whom in segments.WHOM.items()},
}


@pytest.mark.parametrize("name", ASKED)
async def test_no_table_is_gone_through(name: str, tmp_path: Path) -> None:
    sql, values = ASKED[name]
    store: SqliteStore = await opened_at(tmp_path / "plans.db")
    try:
        used = {word: value for word, value in values.items() if f":{word}" in sql}
        plan = [row[3] for row in await store._connection.execute_fetchall(f"EXPLAIN QUERY PLAN {sql}", used)]
    finally:
        await store.close()
    scans = [step for step in plan if step.startswith("SCAN") and not step.startswith(("SCAN json_each", "SCAN CONST"))]
    scans = [step for step in scans if not step.startswith(("SCAN c VIRTUAL", "SCAN t", "SCAN those"))]
    assert not scans, plan


async def test_a_board_is_three_statements_in_one_hop(tmp_path: Path) -> None:
    store = await opened_at(tmp_path / "plans.db")
    said: list[int] = []
    each = store._connection.each

    async def counted(*statements: object) -> object:
        said.append(len(statements))
        return await each(*statements)  # type: ignore[arg-type]

    try:
        async with store.work() as work:
            await work.boards.roll("c", "p")
            store._connection.each = counted  # type: ignore[method-assign,assignment]
            assert await work.boards.roll("c", "p") is None
    finally:
        await store.close()
    assert said == [3]
