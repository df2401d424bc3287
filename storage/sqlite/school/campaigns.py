"""Campaigns: set by whoever teaches the class or answers for the school, replaced, cancelled, looked at."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from flows.values.campaigns import campaign_label
from flows.values.events import Option
from storage.port.ids import short
from storage.port.values import Answer, Campaign, CampaignRow, Granted, Held, Lost, Refused, RoundSeen
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Row, Statements, listed
from storage.sqlite.people.codes import STAFF_OF

# who is both teaches the class here: what they set about it is the teacher's own
SPEAKS = """
SELECT c.school, h.kind FROM classes c JOIN hats h ON h.person = :person
    AND ((h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.id))
WHERE c.id = :klass ORDER BY h.kind = 'teacher' DESC LIMIT 1
"""
STANDING = """
SELECT id, hat FROM campaigns
WHERE school = :school AND coalesce(class, '') = :klass AND goal = :goal AND ended_at IS NULL
"""
NEW = """
INSERT INTO campaigns (id, school, class, goal, deadline, ends_at, author, hat, made_at)
VALUES (:id, :school, nullif(:klass, ''), :goal, :deadline, :ends_at, :author, :hat, :now)
"""
ROUND = "INSERT INTO rounds (campaign, days, due) VALUES (?, ?, ?)"
END = "UPDATE campaigns SET state = 'over', ended_at = :now WHERE id = :campaign AND ended_at IS NULL"
OVER = "UPDATE campaigns SET state = 'over', ended_at = ends_at WHERE ended_at IS NULL AND ends_at <= :now"
# what a teacher set is the teacher's of the class and the school's; what the school set is the school's
MAY = """
SELECT EXISTS (
    SELECT 1 FROM hats h WHERE h.person = :person AND (
        (h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.class AND c.hat = 'teacher')
    )
) FROM campaigns c WHERE c.id = :campaign AND c.ended_at IS NULL
"""
KEEP = "UPDATE campaigns SET state = 'set', author = :person WHERE id = :campaign AND state = 'resting'"
# a reminder whose moment went by while nobody spoke for it is not caught up with
MISSED = """
UPDATE rounds SET state = 'passed' WHERE campaign = :campaign AND state = 'planned' AND due <= :now
    AND EXISTS (SELECT 1 FROM campaigns WHERE id = :campaign AND state = 'resting')
"""
# what is over is shown until it is erased (storage/oblivion)
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
#: A person with several children counts once in a round, by the best that came of it
BEST = ("sent", "queued", "in_hand", "unknown", "unreachable", "refused", "again", "budget", "muted", "declined",
        "needless")  # fmt: skip
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


class Campaigns(Statements):
    """Campaigns, as those who set them see them."""

    async def speaks_for(self, person: str, klass: str) -> tuple[str, str] | None:
        """Give the school and the hat a person speaks with about a class, or (klass empty) about the whole school."""
        if klass:
            found = await self._row(SPEAKS, person=person, klass=klass)
            return (str(found[0]), str(found[1])) if found else None
        found = await self._row(STAFF_OF, person=person)
        return (str(found[0]), "staff") if found else None

    async def set_campaign(self, row: CampaignRow, now: datetime) -> Answer:
        """Set a deadline; the one of the same goal and scope ends by it. Lost: the school has set one, and this is a
        teacher. Refused("unknown"): not theirs to set."""
        speaks = await self.speaks_for(row.author, row.klass)
        if speaks is None:
            return Refused("unknown")
        school, hat = speaks
        standing = await self._row(STANDING, school=school, klass=row.klass, goal=row.goal)
        if standing and standing[1] == "staff" and hat == "teacher":
            return Lost()
        if standing:
            await self._run(END, campaign=standing[0], now=text_of(now))
        ident = short(self._makers.ids())
        await self._run(
            NEW, id=ident, school=school, klass=row.klass, goal=row.goal, deadline=row.deadline.isoformat(),
            ends_at=text_of(row.ends_at), author=row.author, hat=hat, now=text_of(now),
        )  # fmt: skip
        await self._many(ROUND, [(ident, each.days, text_of(each.due)) for each in row.rounds])
        return Granted({"campaign": ident})

    async def cancel_campaign(self, campaign: str, person: str, now: datetime) -> Answer:
        """End a campaign: nothing of it goes any more. Refused("unknown"): not theirs, or over."""
        if not await self._may(campaign, person):
            return Refused("unknown")
        await self._run(END, campaign=campaign, now=text_of(now))
        return Granted({})

    async def end_campaigns(self, now: datetime) -> None:
        """End the campaigns whose last day is over."""
        await self._run(OVER, now=text_of(now))

    async def keep_campaign(self, campaign: str, person: str, now: datetime) -> Answer:
        """Let a campaign that rests go on in this person's name. Refused("unknown"): not theirs, or over."""
        if not await self._may(campaign, person):
            return Refused("unknown")
        await self._run(MISSED, campaign=campaign, now=text_of(now))
        await self._run(KEEP, campaign=campaign, person=person)
        return Granted({})

    async def _may(self, campaign: str, person: str) -> bool:
        found = await self._row(MAY, campaign=campaign, person=person)
        return bool(found and found[0])

    async def campaigns(self, person: str, klass: str) -> Sequence[Campaign]:
        """Give the campaigns of a class and those of the whole school (klass empty: these alone), to whom they concern.

        Every figure is about the class asked for, or about the school when none is.
        """
        speaks = await self.speaks_for(person, klass)
        if speaks is None:
            return []
        school, hat = speaks
        rows = await self._rows(SEEN, school=school, klass=klass)
        return [_campaign(row, theirs=hat == "staff" or row[4] == "teacher") for row in rows]

    async def campaign(self, person: str, klass: str, campaign: str) -> Campaign | None:
        """Give one of them with its rounds and what came of each; None when it is not this person's to see."""
        found = next((each for each in await self.campaigns(person, klass) if each.id == campaign), None)
        speaks = await self.speaks_for(person, klass)
        if found is None or speaks is None:
            return None
        classes = listed(ident for (ident,) in await self._rows(CLASSES_OF, school=speaks[0], klass=klass))
        rounds = await self._rows(ROUNDS, campaign=campaign)
        came = await self._rows(CAME, campaign=campaign, classes=classes)
        held = await self._rows(HELD, campaign=campaign, classes=classes)
        return found._replace(rounds=_rounds(rounds, _by_days(came), held))

    async def classes_of(self, person: str, klass: str) -> Sequence[str]:
        """Give the classes meant: the one, or all of the school; none where the person may not."""
        speaks = await self.speaks_for(person, klass)
        if speaks is None:
            return []
        return [ident for (ident,) in await self._rows(CLASSES_OF, school=speaks[0], klass=klass)]

    async def _deadlines(self, person: str, klass: str) -> tuple[Option, ...]:
        found = await self.campaigns(person, klass)
        return tuple(Option(each.id, campaign_label(each.goal, each.deadline)) for each in found)


def _campaign(row: Row, *, theirs: bool) -> Campaign:
    ident, whole, goal, deadline, hat, state, made_at = row
    return Campaign(
        ident, bool(whole), goal, date.fromisoformat(deadline), hat, state, moment_of(made_at), theirs=theirs
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
