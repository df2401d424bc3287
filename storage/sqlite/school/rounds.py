"""Rounds of campaigns. All due reminders of a person are sent in one message.

Which persons get a reminder is decided class by class. Each reminder is checked again when its delivery is claimed.

A round:    planned ─ its moment has come ─► filling, one class after another ─► filled
            planned or filling, but too late, or a later round is due too ─► passed
A reminder: queued ─► claimed ─► sent, or another result
            claimed, but its text is out of date ─► again ─► decided again, for example queued or needless
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from storage.port.school.rounds import DueRound, ReminderRecord, Wanted
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Row, Statements, listed
from storage.sqlite.school.scope import NOT_THERE, SCOPE

DUE_ROUNDS = """
SELECT r.campaign, r.days, c.school, r.due, c.ends_at, r.state, r.days > (
    SELECT min(n.days) FROM rounds n WHERE n.campaign = r.campaign AND n.due <= :now
)
FROM rounds r JOIN campaigns c ON c.id = r.campaign AND c.state = 'set'
WHERE r.state IN ('planned', 'filling') AND r.due <= :now ORDER BY r.due, r.campaign, r.days
"""
STATE = "UPDATE rounds SET state = :state, due = :due WHERE campaign = :campaign AND days = :days"
NEXT_CLASS = f"""
SELECT l.id FROM rounds r JOIN campaigns c ON c.id = r.campaign JOIN classes l ON {SCOPE}
WHERE r.campaign = :campaign AND r.days = :days AND l.id > r.filled_to ORDER BY l.id LIMIT 1
"""  # noqa: S608 our own words
FILLED_TO = "UPDATE rounds SET filled_to = :klass WHERE campaign = :campaign AND days = :days"
FILLED = "UPDATE rounds SET state = 'filled' WHERE campaign = :campaign AND days = :days"
PARENTS = """
SELECT DISTINCT g.person FROM children k JOIN guardians g ON g.child = k.id
WHERE k.class = :klass AND NOT EXISTS (
    SELECT 1 FROM prompts p WHERE p.campaign = :campaign AND p.days = :days AND p.person = g.person AND p.child = k.id
)
ORDER BY g.person
"""
# all due reminders of these persons, for any class and goal: they get one message
WANTED = f"""
SELECT g.person, k.id, c.id, r.days, c.goal, c.deadline, c.hat, c.ends_at,
       EXISTS (SELECT 1 FROM declined d WHERE d.person = g.person AND d.goal = c.goal)
FROM json_each(:persons) w
CROSS JOIN guardians g ON g.person = w.value
CROSS JOIN children k ON k.id = g.child
CROSS JOIN classes l ON l.id = k.class
CROSS JOIN campaigns c ON c.state = 'set' AND {SCOPE}
CROSS JOIN rounds r ON r.campaign = c.id
LEFT JOIN fronts f ON f.child = k.id
LEFT JOIN prompts p ON p.campaign = c.id AND p.days = r.days AND p.person = g.person AND p.child = k.id
WHERE {NOT_THERE} AND (p.outcome = 'again' OR (r.state = 'filling' AND p.outcome IS NULL))
ORDER BY g.person, c.deadline, c.id, r.days
"""  # noqa: S608 our own words
REMINDER = """
INSERT INTO prompts (campaign, days, person, child, step, delivery, until, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET step = excluded.step, delivery = excluded.delivery, until = excluded.until,
    outcome = excluded.outcome
WHERE outcome = 'again'
"""
AGAIN = """
SELECT DISTINCT p.person, c.school FROM prompts p JOIN campaigns c ON c.id = p.campaign
WHERE p.outcome = 'again' AND p.until <= :now ORDER BY p.person LIMIT :most
"""
NEEDLESS = """
UPDATE prompts SET outcome = 'needless'
WHERE outcome = 'again' AND person IN (SELECT value FROM json_each(:persons))
"""
NOT_BEFORE = """
UPDATE prompts SET until = :due WHERE outcome = 'again' AND person IN (SELECT value FROM json_each(:persons))
"""


class SqlRounds:
    """Implements storage.port.school.rounds.Rounds."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def due(self, now: datetime) -> Sequence[DueRound]:
        """Return the unfinished rounds whose moment has come, the oldest first."""
        rows = await self._db.rows(DUE_ROUNDS, now=text_of(now))
        return [
            DueRound(campaign, days, school, moment_of(due), moment_of(ends), state, bool(overtaken))
            for campaign, days, school, due, ends, state, overtaken in rows
        ]

    async def set_state(self, of: DueRound, state: str, due: datetime | None = None) -> None:
        """Set the state of a round.

        filling: it has started. planned: it is postponed to `due`. passed: it sends no reminders,
        because it is too late or a later round is due too.
        """
        self._db.defer(STATE, campaign=of.campaign, days=of.days, state=state, due=text_of(due or of.due))

    async def next_class(self, of: DueRound) -> Sequence[str] | None:
        """Return the parents in the next class of a round whose reminders are not decided yet. May be empty.

        If all classes of the round have been returned, set its state to `filled` and return None.
        """
        found = await self._db.row(NEXT_CLASS, campaign=of.campaign, days=of.days)
        if found is None:
            self._db.defer(FILLED, campaign=of.campaign, days=of.days)
            return None
        self._db.defer(FILLED_TO, campaign=of.campaign, days=of.days, klass=found[0])
        rows = await self._db.rows(PARENTS, campaign=of.campaign, days=of.days, klass=found[0])
        return [person for (person,) in rows]

    async def wanted(self, persons: Collection[str]) -> Sequence[Wanted]:
        """Return the reminders of all started rounds that have no final outcome for these persons yet.

        There is one row for each person, child, campaign and round. Children who reached the goal are left out; goals
        that the person declined are included.
        """
        return [_wanted(row) for row in await self._db.rows(WANTED, persons=listed(persons))]

    async def keep(self, rows: Iterable[ReminderRecord]) -> None:
        """Store reminder records. A stored outcome is replaced only if it is `again` (to be decided again)."""
        self._db.defer_many(REMINDER, [(*row[:6], text_of(row.until), row.outcome) for row in rows])

    async def again(self, now: datetime, most: int) -> Sequence[tuple[str, str]]:
        """Return up to `most` pairs (person, school): the reminders of this person must be decided again now."""
        return [
            (str(person), str(school)) for person, school in await self._db.rows(AGAIN, now=text_of(now), most=most)
        ]

    async def needless(self, persons: Collection[str]) -> None:
        """Record that these persons no longer need the reminders that were to be decided again (outcome `again`)."""
        self._db.defer(NEEDLESS, persons=listed(persons))

    async def not_before(self, persons: Collection[str], due: datetime) -> None:
        """Postpone these persons' reminders that are to be decided again (outcome `again`) to the moment `due`."""
        self._db.defer(NOT_BEFORE, persons=listed(persons), due=text_of(due))


def _wanted(row: Row) -> Wanted:
    person, child, campaign, days, goal, deadline, role, ends_at, declined = row
    return Wanted(
        person, child, campaign, days, goal, date.fromisoformat(deadline), role, moment_of(ends_at),
        declined=bool(declined),
    )  # fmt: skip
