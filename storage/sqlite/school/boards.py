"""The board of a class: stages and days of its children, for persons who may see the class."""

from collections.abc import Mapping
from datetime import date

from flows.context.boards import Card
from flows.context.known import Stage
from storage.port.school.boards import Roll
from storage.sqlite.core.moments import moment_of
from storage.sqlite.core.statements import Row, Statements
from storage.sqlite.people.permissions import CLASS_IN_REACH

#: No rows for anybody who may not see the class
REACHED = f"SELECT :klass WHERE EXISTS ({CLASS_IN_REACH})"
CLASS = f"SELECT name, families FROM classes WHERE id IN ({REACHED})"  # noqa: S608
CHILDREN = f"""
SELECT k.id, coalesce(m.number, 0), iif(m.number IS NULL, coalesce(m.mark, 0), 0), k.made_at, EXISTS (
    SELECT 1 FROM guardians g JOIN chats c ON c.person = g.person AND c.reachable = 1 WHERE g.child = k.id
)
FROM children k LEFT JOIN families m ON m.id = k.family
WHERE k.class IN ({REACHED})
ORDER BY k.made_at, k.id
"""  # noqa: S608
STAGES = f"""
SELECT s.child, s.track, s.stage, s.on_day, s.about FROM children k JOIN stages s ON s.child = k.id
WHERE k.class IN ({REACHED}) ORDER BY s.record
"""  # noqa: S608
#: A family of two children counts at the step of each; a child without a family counts as a family
STUCK = f"""
SELECT coalesce(f.step, 'card') AS at, count(DISTINCT coalesce(k.family, k.id))
FROM children k LEFT JOIN fronts f ON f.child = k.id
WHERE k.class IN ({REACHED}) AND coalesce(f.step, 'card') <> '' GROUP BY at
"""  # noqa: S608


class SqlBoards:
    """Implements storage.port.school.boards.Boards."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def roll(self, klass: str, person: str) -> Roll | None:
        """Return the progress of the children of a class; None if `person` may not see the class."""
        whom = {"klass": klass, "person": person}
        named, children, stages = await self._db.each((CLASS, whom), (CHILDREN, whom), (STAGES, whom))
        if not named:
            return None
        ((name, families),) = named
        return Roll(name, families, tuple(_cards(children, stages)))

    async def stuck(self, klass: str, person: str) -> Mapping[str, int]:
        """Return {current step: number of families with a child at it}. Steps without families are left out."""
        return dict(await self._db.rows(STUCK, klass=klass, person=person))


def _cards(children: list[Row], stages: list[Row]) -> list[Card]:
    reached: dict[str, list[Stage]] = {child: [] for child, *_ in children}
    for child, track, stage, day, about in stages:
        reached[child].append(Stage(track, stage, date.fromisoformat(day), about))
    return [
        Card(number, _day(came), bool(reachable), tuple(reached[child]), mark)
        for child, number, mark, came, reachable in children
    ]


def _day(moment: str) -> date:
    return moment_of(moment).date()
