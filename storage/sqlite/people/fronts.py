"""The front of every child: the step of the way they make, worked out of their stages after each record."""

from datetime import date

from flows.context.known import Child
from flows.context.progress import Front, front
from storage.sqlite.core.statements import Row, Statements, listed
from storage.sqlite.people import knowing
from storage.sqlite.people.standings import STAGES

DUE = "SELECT child FROM fronts_due LIMIT 500"
FRONT = """
INSERT INTO fronts (child, begun, step, state, since, checked, done) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (child) DO UPDATE SET begun = excluded.begun, step = excluded.step, state = excluded.state,
    since = excluded.since, checked = excluded.checked, done = excluded.done
"""
DONE = "DELETE FROM fronts_due WHERE child IN (SELECT value FROM json_each(:children))"


class Fronts(Statements):
    """Fronts, kept beside the records they are worked out of, and worked out in the transaction that adds one."""

    async def work_out(self) -> None:
        """Work out the fronts of the children something was recorded about since."""
        while due := [child for (child,) in await self._rows(DUE)]:
            stages = knowing.stages_by_child(await self._rows(STAGES, children=listed(due)))
            rows = [_row(child, front(Child(child, stages=stages.get(child, ())))) for child in due]
            await self._each((FRONT, rows), (DONE, {"children": listed(due)}))


def _row(child: str, of: Front) -> Row:
    return (child, of.begun, of.step, of.state, _day(of.since), _day(of.checked), f" {' '.join(of.done)} ")


def _day(of: date | None) -> str:
    return of.isoformat() if of else ""
