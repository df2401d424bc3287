"""The current step of every child: the first step that is not done, computed from the child's records.

Segments, reminders and boards count children by their current step in SQL. Therefore the step is stored (table
`fronts`) in the transaction that adds the records.

This is the one module of storage that runs logic of flows: `flows.context.progress.current_step`. All other modules of
storage import only flows.values (types and their JSON), the types of flows.context.known, and Card of
flows.context.boards. The contract `storage-of-flows` in pyproject.toml checks that.
"""

from datetime import date

from flows.context.known import Child
from flows.context.progress import CurrentStep, current_step
from storage.sqlite.core.statements import Row, Statements, listed
from storage.sqlite.people import known_rows
from storage.sqlite.people.chats import STAGES

DUE = "SELECT child FROM fronts_due LIMIT 500"
CURRENT_STEP = """
INSERT INTO fronts (child, begun, step, state, since, checked, done) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (child) DO UPDATE SET begun = excluded.begun, step = excluded.step, state = excluded.state,
    since = excluded.since, checked = excluded.checked, done = excluded.done
"""
DONE = "DELETE FROM fronts_due WHERE child IN (SELECT value FROM json_each(:children))"


class CurrentSteps:
    """Stores the current steps of children, computed in the transaction that adds their records."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def work_out(self) -> None:
        """Compute the current steps of the children that have new records."""
        while due := [child for (child,) in await self._db.rows(DUE)]:
            stages = known_rows.stages_by_child(await self._db.rows(STAGES, children=listed(due)))
            rows = [_row(child, current_step(Child(child, stages=stages.get(child, ())))) for child in due]
            await self._db.each((CURRENT_STEP, rows), (DONE, {"children": listed(due)}))


def _row(child: str, of: CurrentStep) -> Row:
    return (child, of.begun, of.step, of.state, _day(of.since), _day(of.checked), f" {' '.join(of.done)} ")


def _day(of: date | None) -> str:
    return of.isoformat() if of else ""
