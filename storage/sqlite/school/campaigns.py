"""Campaigns: teachers of the class and staff set, replace, cancel and read them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from storage.port.answers import Answer, Granted, Lost, Refused
from storage.port.ids import short
from storage.port.school.campaigns import Campaign, CampaignRow, Held, RoundSeen
from storage.port.school.rounds import BEST
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Makers, Row, Statements, listed
from storage.sqlite.people.roles import SqlRoles

IN_FORCE = """
SELECT id, hat FROM campaigns
WHERE school = :school AND coalesce(class, '') = :klass AND goal = :goal AND ended_at IS NULL
"""
NEW = """
INSERT INTO campaigns (id, school, class, goal, deadline, ends_at, author, hat, made_at)
VALUES (:id, :school, nullif(:klass, ''), :goal, :deadline, :ends_at, :author, :role, :now)
"""
ROUND = "INSERT INTO rounds (campaign, days, due) VALUES (?, ?, ?)"
END = "UPDATE campaigns SET state = 'over', ended_at = :now WHERE id = :campaign AND ended_at IS NULL"
OVER = "UPDATE campaigns SET state = 'over', ended_at = ends_at WHERE ended_at IS NULL AND ends_at <= :now"
# a campaign set by a teacher may be changed by the teachers of the class and by staff; one set by staff, by staff only
MAY = """
SELECT EXISTS (
    SELECT 1 FROM hats h WHERE h.person = :person AND (
        (h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.class AND c.hat = 'teacher')
    )
) FROM campaigns c WHERE c.id = :campaign AND c.ended_at IS NULL
"""
KEEP = "UPDATE campaigns SET state = 'set', author = :person WHERE id = :campaign AND state = 'resting'"
# a round whose moment passed while the campaign was suspended is not sent late
MISSED = """
UPDATE rounds SET state = 'passed' WHERE campaign = :campaign AND state = 'planned' AND due <= :now
    AND EXISTS (SELECT 1 FROM campaigns WHERE id = :campaign AND state = 'resting')
"""
# a campaign that is over is shown until it is erased (people/erasure.py)
SEEN = """
SELECT c.id, c.class IS NULL, c.goal, c.deadline, c.hat, c.state, c.made_at FROM campaigns c
WHERE c.school = :school AND coalesce(c.class, '') IN ('', :klass)
    AND (c.ended_at IS NULL OR (c.ended_at = c.ends_at AND NOT EXISTS (
        SELECT 1 FROM campaigns n
        WHERE n.school = c.school AND n.class IS c.class AND n.goal = c.goal AND n.made_at > c.made_at
    )))
ORDER BY c.deadline, c.id
"""
CLASSES_OF = "SELECT id FROM classes WHERE school = :school AND closed_at IS NULL AND :klass IN ('', id)"
ROUNDS = "SELECT campaign, days, due, state FROM rounds WHERE campaign = :campaign ORDER BY days DESC"
_RANK = "CASE p.outcome " + " ".join(f"WHEN '{word}' THEN {n}" for n, word in enumerate(BEST)) + " END"
CAME = f"""
SELECT days, best, count(*) FROM (
    SELECT p.days AS days, min({_RANK}) AS best FROM prompts p JOIN children k ON k.id = p.child
    WHERE p.campaign = :campaign AND k.class IN (SELECT value FROM json_each(:classes))
    GROUP BY p.days, p.person
) GROUP BY days, best
"""  # noqa: S608 our own words
HELD = """
SELECT p.days, l.name, m.number FROM prompts p
JOIN children k ON k.id = p.child JOIN classes l ON l.id = k.class LEFT JOIN families m ON m.id = k.family
WHERE p.campaign = :campaign AND p.outcome = 'budget' AND k.class IN (SELECT value FROM json_each(:classes))
GROUP BY p.days, k.id ORDER BY p.days, CAST(l.name AS INTEGER), l.name, m.number
"""


class SqlCampaigns:
    """Implements storage.port.school.campaigns.Campaigns."""

    def __init__(self, db: Statements, makers: Makers, roles: SqlRoles) -> None:
        """Store the connection, the functions that make ids, and the object that finds a person's role in a class."""
        self._db, self._makers, self._roles = db, makers, roles

    async def set(self, row: CampaignRow, now: datetime) -> Answer:
        """Store a new campaign. An earlier campaign for the same goal and the same class or school ends."""
        speaks = await self._roles.speaks_for(row.author, row.klass)
        if speaks is None:
            return Refused("unknown")
        school, role = speaks
        in_force = await self._db.row(IN_FORCE, school=school, klass=row.klass, goal=row.goal)
        if in_force and in_force[1] == "staff" and role == "teacher":
            return Lost()
        if in_force:
            self._db.defer(END, campaign=in_force[0], now=text_of(now))
        ident = short(self._makers.ids())
        self._db.defer(
            NEW, id=ident, school=school, klass=row.klass, goal=row.goal, deadline=row.deadline.isoformat(),
            ends_at=text_of(row.ends_at), author=row.author, role=role, now=text_of(now),
        )  # fmt: skip
        self._db.defer_many(ROUND, [(ident, each.days, text_of(each.due)) for each in row.rounds])
        return Granted({"campaign": ident})

    async def cancel(self, campaign: str, person: str, now: datetime) -> Answer:
        """End a campaign. Return Refused("unknown") if this person may not change the campaign, or if it is over."""
        if not await self._may(campaign, person):
            return Refused("unknown")
        self._db.defer(END, campaign=campaign, now=text_of(now))
        return Granted({})

    async def end_over(self, now: datetime) -> None:
        """Set the state `over` for the campaigns whose last day has passed."""
        self._db.defer(OVER, now=text_of(now))

    async def keep(self, campaign: str, person: str, now: datetime) -> Answer:
        """Resume a suspended campaign, and make this person its author.

        Return Refused("unknown") if the person may not change campaigns of that class, or if the campaign is over.
        """
        if not await self._may(campaign, person):
            return Refused("unknown")
        self._db.defer(MISSED, campaign=campaign, now=text_of(now))
        self._db.defer(KEEP, campaign=campaign, person=person)
        return Granted({})

    async def _may(self, campaign: str, person: str) -> bool:
        found = await self._db.row(MAY, campaign=campaign, person=person)
        return bool(found and found[0])

    async def of_class(self, person: str, klass: str) -> Sequence[Campaign]:
        """Return the campaigns of a class and of its whole school; if `klass` is empty, only those of the school."""
        speaks = await self._roles.speaks_for(person, klass)
        if speaks is None:
            return []
        school, role = speaks
        rows = await self._db.rows(SEEN, school=school, klass=klass)
        return [_campaign(row, theirs=role == "staff" or row[4] == "teacher") for row in rows]

    async def one(self, person: str, klass: str, campaign: str) -> Campaign | None:
        """Return a campaign with its rounds and their outcomes; None if the person may not see it."""
        found = next((each for each in await self.of_class(person, klass) if each.id == campaign), None)
        speaks = await self._roles.speaks_for(person, klass)
        if found is None or speaks is None:
            return None
        classes = listed(ident for (ident,) in await self._db.rows(CLASSES_OF, school=speaks[0], klass=klass))
        rounds = await self._db.rows(ROUNDS, campaign=campaign)
        came = await self._db.rows(CAME, campaign=campaign, classes=classes)
        held = await self._db.rows(HELD, campaign=campaign, classes=classes)
        return found._replace(rounds=_rounds(rounds, _by_days(came), held))

    async def classes_of(self, person: str, klass: str) -> Sequence[str]:
        """Return [`klass`], or all classes of the school if `klass` is empty. Empty if `person` may not see them."""
        speaks = await self._roles.speaks_for(person, klass)
        if speaks is None:
            return []
        return [ident for (ident,) in await self._db.rows(CLASSES_OF, school=speaks[0], klass=klass)]


def _campaign(row: Row, *, theirs: bool) -> Campaign:
    ident, whole, goal, deadline, role, state, made_at = row
    return Campaign(
        ident, bool(whole), goal, date.fromisoformat(deadline), role, state, moment_of(made_at), theirs=theirs
    )  # fmt: skip


def _by_days(came: Sequence[Row]) -> dict[int, dict[str, int]]:
    found: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for days, best, count in came:
        found[days][BEST[best]] = count
    return found


def _rounds(rounds: Sequence[Row], came: Mapping[int, Mapping[str, int]], held: Sequence[Row]) -> tuple[RoundSeen, ...]:
    whom = {
        days: tuple(Held(name, number) for at, name, number in held if at == days) for days in {row[0] for row in held}
    }
    return tuple(
        RoundSeen(days, moment_of(due), state, came.get(days, {}), whom.get(days, ())) for _, days, due, state in rounds
    )
