"""Prompts: the reminders of a campaign's round, one message a person, decided class by class and again as they go.

round:  planned ─ due ─► filling ─ class by class ─► filled        too late ─► passed
prompt: queued ─► in hand ─► sent …      what it says is no longer so ─► again ─► queued anew, or needless
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from flows.values.campaigns import goal_label
from flows.values.events import Option
from storage.port.values import Asked, Claimed, DueRound, PromptRow, Wanted
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Row, Statements, listed
from storage.sqlite.delivery.broadcasts import DROP

# a class's own deadline of a goal counts there instead of the school's
_SCOPE = """
l.school = c.school AND l.closed_at IS NULL AND (c.class = l.id OR (c.class IS NULL AND NOT EXISTS (
    SELECT 1 FROM campaigns o WHERE o.school = c.school AND o.class = l.id AND o.goal = c.goal AND o.state = 'set'
)))
"""
_NOT_THERE = "coalesce(instr(f.done, ' ' || c.goal || ' '), 0) = 0"
DUE_ROUNDS = """
SELECT r.campaign, r.days, c.school, r.due, c.ends_at, r.state, r.days > (
    SELECT min(n.days) FROM rounds n WHERE n.campaign = r.campaign AND n.due <= :now
)
FROM rounds r JOIN campaigns c ON c.id = r.campaign AND c.state = 'set'
WHERE r.state IN ('planned', 'filling') AND r.due <= :now ORDER BY r.due, r.campaign, r.days
"""
STATE = "UPDATE rounds SET state = :state, due = :due WHERE campaign = :campaign AND days = :days"
NEXT_CLASS = f"""
SELECT l.id FROM rounds r JOIN campaigns c ON c.id = r.campaign JOIN classes l ON {_SCOPE}
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
# all that is due for these persons, whatever the class and the goal: they get one message
WANTED = f"""
SELECT g.person, k.id, c.id, r.days, c.goal, c.deadline, c.hat, c.ends_at,
       EXISTS (SELECT 1 FROM declined d WHERE d.person = g.person AND d.goal = c.goal)
FROM json_each(:persons) w
CROSS JOIN guardians g ON g.person = w.value
CROSS JOIN children k ON k.id = g.child
CROSS JOIN classes l ON l.id = k.class
CROSS JOIN campaigns c ON c.state = 'set' AND {_SCOPE}
CROSS JOIN rounds r ON r.campaign = c.id
LEFT JOIN fronts f ON f.child = k.id
LEFT JOIN prompts p ON p.campaign = c.id AND p.days = r.days AND p.person = g.person AND p.child = k.id
WHERE {_NOT_THERE} AND (p.outcome = 'again' OR (r.state = 'filling' AND p.outcome IS NULL))
ORDER BY g.person, c.deadline, c.id, r.days
"""  # noqa: S608 our own words
PROMPT = """
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
# what it says must still be so: the child is in the class and where it was, the goal not reached, nobody said «stop»
STALE = f"""
SELECT DISTINCT p.delivery FROM prompts p
WHERE p.delivery IN (SELECT value FROM json_each(:deliveries)) AND (p.until <= :now OR NOT EXISTS (
    SELECT 1 FROM campaigns c
    JOIN children k ON k.id = p.child
    JOIN classes l ON l.id = k.class AND {_SCOPE}
    JOIN guardians g ON g.child = k.id AND g.person = p.person
    JOIN persons s ON s.id = p.person AND s.muted_at IS NULL
    LEFT JOIN fronts f ON f.child = k.id
    WHERE c.id = p.campaign AND c.state = 'set' AND {_NOT_THERE}
      AND coalesce(f.step || ':' || f.state, 'card:next') = p.step
      AND NOT EXISTS (SELECT 1 FROM declined d WHERE d.person = p.person AND d.goal = c.goal)
))
"""  # noqa: S608 our own words
# nothing of it went: it does not count against the budget
UNSPENT = """
DELETE FROM reminded WHERE kind = 'reminder'
    AND (person, cause) IN (SELECT person, CAST(delivery AS TEXT) FROM prompts
        WHERE delivery IN (SELECT value FROM json_each(:ids)))
"""
TAKEN_BACK = """
UPDATE prompts SET outcome = 'again', delivery = NULL, until = :now
WHERE delivery IN (SELECT value FROM json_each(:ids))
"""
DECLINE = "INSERT INTO declined (person, goal, at) VALUES (:person, :goal, :now) ON CONFLICT DO NOTHING"
ALLOW = "DELETE FROM declined WHERE person = :person AND goal = :goal"
DECLINED = "SELECT goal FROM declined WHERE person = :person ORDER BY at, goal"
ASKED = f"""
SELECT k.id, c.goal, c.deadline, c.hat,
       EXISTS (SELECT 1 FROM declined d WHERE d.person = g.person AND d.goal = c.goal)
FROM guardians g
CROSS JOIN children k ON k.id = g.child
CROSS JOIN classes l ON l.id = k.class
CROSS JOIN campaigns c ON c.state = 'set' AND {_SCOPE}
LEFT JOIN fronts f ON f.child = k.id
WHERE g.person = :person AND {_NOT_THERE}
ORDER BY g.since, k.id, c.deadline, c.goal
"""  # noqa: S608 our own words


class Prompts(Statements):
    """Who is reminded of what."""

    async def due_rounds(self, now: datetime) -> Sequence[DueRound]:
        """Give the rounds whose moment has come and which are not gone through yet, the oldest first."""
        rows = await self._rows(DUE_ROUNDS, now=text_of(now))
        return [
            DueRound(campaign, days, school, moment_of(due), moment_of(ends), state, bool(overtaken))
            for campaign, days, school, due, ends, state, overtaken in rows
        ]

    async def turn_round(self, of: DueRound, state: str, due: datetime | None = None) -> None:
        """Begin a round (filling), put it off (planned, at another moment) or let it go (passed)."""
        await self._run(STATE, campaign=of.campaign, days=of.days, state=state, due=text_of(due or of.due))

    async def next_class(self, of: DueRound) -> Sequence[str] | None:
        """Give the parents of the next class of a round, maybe none; None when all classes are gone through."""
        found = await self._row(NEXT_CLASS, campaign=of.campaign, days=of.days)
        if found is None:
            await self._run(FILLED, campaign=of.campaign, days=of.days)
            return None
        await self._run(FILLED_TO, campaign=of.campaign, days=of.days, klass=found[0])
        rows = await self._rows(PARENTS, campaign=of.campaign, days=of.days, klass=found[0])
        return [person for (person,) in rows]

    async def wanted(self, persons: Collection[str]) -> Sequence[Wanted]:
        """Give all that these persons are to be reminded of now: by person, child, goal and round."""
        return [_wanted(row) for row in await self._rows(WANTED, persons=listed(persons))]

    async def prompt(self, rows: Iterable[PromptRow]) -> None:
        """Keep what came of a round for persons; what was decided before stays."""
        await self._many(PROMPT, [(*row[:6], text_of(row.until), row.outcome) for row in rows])

    async def again(self, now: datetime, most: int) -> Sequence[tuple[str, str]]:
        """Give persons whose reminder was taken back, each with the school it is of."""
        return [(str(person), str(school)) for person, school in await self._rows(AGAIN, now=text_of(now), most=most)]

    async def needless(self, persons: Collection[str]) -> None:
        """Let what was taken back and is not wanted any more be needless."""
        await self._run(NEEDLESS, persons=listed(persons))

    async def not_before(self, persons: Collection[str], due: datetime) -> None:
        """Let what was taken back wait for a moment at which one may write again."""
        await self._run(NOT_BEFORE, persons=listed(persons), due=text_of(due))

    async def take_back(self, claimed: Sequence[Claimed], now: datetime) -> Sequence[Claimed]:
        """Give of claimed deliveries those that still say what is so; the reminders that do not are decided anew."""
        untried = [each.id for each in claimed if each.prompt and not each.attempts + each.interrupted]
        if not untried:
            return claimed
        stale = {row[0] for row in await self._rows(STALE, deliveries=listed(untried), now=text_of(now))}
        if not stale:
            return claimed
        ids = listed(sorted(stale))
        for statement in (UNSPENT, TAKEN_BACK, DROP):
            await self._run(statement, ids=ids, **({"now": text_of(now)} if statement is TAKEN_BACK else {}))
        return [each for each in claimed if each.id not in stale]

    async def decline(self, person: str, goal: str, now: datetime) -> None:
        """Keep that a person wants no reminders of a goal."""
        await self._run(DECLINE, person=person, goal=goal, now=text_of(now))

    async def allow(self, person: str, goal: str) -> None:
        """Let reminders of a goal come again."""
        await self._run(ALLOW, person=person, goal=goal)

    async def declined(self, person: str) -> Sequence[str]:
        """Give the goals a person wants no reminders of."""
        return [goal for (goal,) in await self._rows(DECLINED, person=person)]

    async def asked(self, person: str) -> Sequence[Asked]:
        """Give the deadlines that concern a person's children now: of goals they have not reached."""
        rows = await self._rows(ASKED, person=person)
        return [
            Asked(child, goal, date.fromisoformat(deadline), hat, declined=bool(declined))
            for child, goal, deadline, hat, declined in rows
        ]

    async def _goals(self, person: str) -> tuple[Option, ...]:
        goals = dict.fromkeys(each.goal for each in await self.asked(person) if not each.declined)
        return tuple(Option(goal, goal_label(goal)) for goal in goals)

    async def _declined_goals(self, person: str) -> tuple[Option, ...]:
        return tuple(Option(goal, goal_label(goal)) for goal in await self.declined(person))


def _wanted(row: Row) -> Wanted:
    person, child, campaign, days, goal, deadline, hat, ends_at, declined = row
    return Wanted(
        person, child, campaign, days, goal, date.fromisoformat(deadline), hat, moment_of(ends_at),
        declined=bool(declined),
    )  # fmt: skip
