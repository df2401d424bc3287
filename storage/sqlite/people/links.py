"""Links: two persons with two chats are merged into one. Within a day the merge can be undone.

`other` is merged into `person`, who remains. Rows that refer to `other` are changed to `person`, and the ids of the
changed rows are stored for undoing. If both had an equal row (a role, a child), the row of `other` is left unchanged.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from storage.port.answers import Answer, Granted, Lost, Refused
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Makers, Statements

GOOD_FOR = timedelta(minutes=15)  #: validity of a link's code
UNDONE_FOR = timedelta(days=1)  #: after a merge it can be undone


class Place(NamedTuple):
    """A column of a table that refers to a person, and the SQL expression of the key of the column's row."""

    table: str
    key: str
    column: str

    def __str__(self) -> str:
        """Return the text that identifies this column in the table `linked`."""
        return f"{self.table}.{self.column}"


PLACES = (
    Place("chats", "id", "person"),
    Place("hats", "id", "person"),
    Place("guardians", "child", "person"),
    Place("timers", "id", "person"),
    Place("tickets", "id", "person"),
    Place("tickets", "id", "taken_by"),
    Place("ticket_lines", "id", "person"),
    Place("progress", "id", "told_by"),
    Place("codes", "code", "made_by"),
    Place("codes", "code", "spent_by"),
    Place("broadcasts", "id", "author"),
    Place("tickets", "id", "quoted_of"),
    Place("urgent_letters", "broadcast", "author"),
    Place("confirmed", "broadcast", "person"),
    Place("spared", "broadcast", "person"),
    Place("reminded", "cause", "person"),
    Place("prompts", "campaign || ':' || days || ':' || child", "person"),
    Place("rests_told", "campaign", "person"),
    Place("overrides", "id", "author"),
    Place("campaigns", "id", "author"),
    Place("orders", "id", "author"),
    Place("acquaintance", "id", "person"),
    Place("declined", "goal", "person"),
    Place("files", "id", "person"),
    Place("lessons", "id", "person"),
    Place("examples", "id", "author"),
    Place("examples", "id", "taught_by"),
    Place("happenings", "id", "person"),
    Place("happenings", "id", "about"),
)
OFFER = """
SELECT code, made_by, made_at, spent_at FROM codes
WHERE kind = 'link' AND code IN (:typed, lower(:typed)) AND revoked_at IS NULL
"""
RENEW = "UPDATE codes SET revoked_at = :now WHERE kind = 'link' AND made_by = :person AND revoked_at IS NULL"
NEW = "INSERT INTO codes (code, kind, single, made_by, made_at) VALUES (:code, 'link', 1, :person, :now)"
SPEND = "UPDATE codes SET spent_by = :person, spent_at = :now WHERE code = :code"
HELD = """
SELECT (SELECT count(*) FROM guardians WHERE person = :person), (SELECT count(*) FROM tickets WHERE person = :person)
"""
BEGIN = """
INSERT INTO links (person, other, consent, consented_at, muted_at, at)
SELECT id, :other, consent, consented_at, muted_at, :now FROM persons WHERE id = :person
RETURNING id
"""
AGREED = """
UPDATE persons SET consent = o.consent, consented_at = o.consented_at
FROM persons o WHERE persons.id = :person AND o.id = :other AND o.consent > persons.consent
"""
# reminders are muted for the merged person if they were muted in either chat
QUIET = """
UPDATE persons SET muted_at = o.muted_at
FROM persons o WHERE persons.id = :person AND o.id = :other AND persons.muted_at IS NULL
"""
# a person cannot answer their own question: such a ticket is open again
RELEASE = """
UPDATE tickets SET state = iif(state = 'closed', state, 'open'), taken_by = NULL
WHERE person = :person AND taken_by = :person
"""
# a permanent role in either chat makes the role permanent
FOR_GOOD = """
UPDATE hats SET last_day = '', ends_at = NULL
FROM hats o WHERE hats.person = :person AND o.person = :other AND o.kind = hats.kind AND o.class = hats.class
    AND o.school = hats.school AND o.ends_at IS NULL AND hats.ends_at IS NOT NULL
"""
# after undoing a link, the person who had taken the ticket has it again, unless another person took it meanwhile
RELEASED = """
INSERT INTO linked (link, place, row)
SELECT :link, 'released', id FROM tickets
WHERE person = :person AND taken_by = :person AND state IN ('taken', 'answered')
"""
TAKEN_AGAIN = """
UPDATE tickets SET taken_by = iif(person = :person, :other, :person), state = 'taken'
WHERE taken_by IS NULL AND state = 'open' AND id IN (SELECT row FROM linked WHERE link = :link AND place = 'released')
"""
PROMISED = """
UPDATE OR IGNORE timers SET key = replace(key, 'later:' || :old || ':', 'later:' || :new || ':') WHERE person = :new
"""
LAST = "SELECT id, other FROM links WHERE person = :person AND at > :since ORDER BY id DESC LIMIT 1"
# consent that was given after the link is not undone
AGREED_BEFORE = """
UPDATE persons SET consent = l.consent, consented_at = l.consented_at
FROM links l JOIN persons o ON o.id = l.other
WHERE l.id = :link AND persons.id = l.person AND persons.consent = o.consent
"""
QUIET_BEFORE = """
UPDATE persons SET muted_at = l.muted_at
FROM links l JOIN persons o ON o.id = l.other
WHERE l.id = :link AND persons.id = l.person AND persons.muted_at IS o.muted_at
"""
# if both had a timer for a child, only one fires: the other one belongs to `other`, who cannot be reached
PROMISED_TWICE = """
UPDATE timers SET person = :other WHERE person = :person AND key LIKE 'later:' || :other || ':%'
"""
PART = "DELETE FROM links WHERE id = :link"
# earlier links become permanent: their `other` persons are deleted, with rows that the remaining person has too
SETTLE = "DELETE FROM persons WHERE id IN (SELECT other FROM links WHERE person = :person)"


# the chat in which the code was used becomes the last used: updates do not mark a person's only chat
USED = """
UPDATE chats SET used_at = :now
WHERE id = (SELECT id FROM chats WHERE person = :person ORDER BY used_at DESC, id DESC LIMIT 1)
"""


class Offer(NamedTuple):
    """A valid code for a link, and the person who made it."""

    code: str
    maker: str


class SqlLinks:
    """Implements storage.port.people.links.Links."""

    def __init__(self, db: Statements, makers: Makers) -> None:
        """Store the connection on which the statements run, and the function that makes codes."""
        self._db, self._makers = db, makers

    async def make(self, code: str, person: str, now: datetime) -> Answer:
        """Merge `person` into the person who made the code. See `storage.port.people.links` for refusals."""
        offer = await self._offer(code, person, now)
        if not isinstance(offer, Offer):
            return offer
        self._db.defer(SPEND, code=offer.code, person=person, now=text_of(now))
        self._db.defer(USED, person=person, now=text_of(now))
        self._db.defer(SETTLE, person=person)  # persons linked to them before stay linked
        await self._merge(offer.maker, person, now)
        return Granted({})

    async def undo(self, person: str, now: datetime) -> Answer:
        """Undo the last merge of a person if it is younger than 24 hours.

        Rows that no longer exist are not restored.
        """
        found = await self._db.row(LAST, person=person, since=text_of(now - UNDONE_FOR))
        if found is None:
            return Refused("unknown")
        link, other = found
        for place in PLACES:
            self._db.defer(_back(place), link=link, place=str(place), person=person, other=other)
        self._db.defer(TAKEN_AGAIN, link=link, person=person, other=other)
        self._db.defer(PROMISED, old=person, new=other)
        self._db.defer(AGREED_BEFORE, link=link)
        self._db.defer(QUIET_BEFORE, link=link)
        self._db.defer(PART, link=link)
        return Granted({})

    async def offered(self, code: str, person: str, now: datetime) -> Answer:
        """Return how many children and questions each of the two persons has, before they are merged.

        Nothing is written.
        """
        offer = await self._offer(code, person, now)
        if not isinstance(offer, Offer):
            return offer
        here, there = await self._counted(person), await self._counted(offer.maker, "_there")
        return Granted({"kind": "link", "code": offer.code, **here, **there})

    async def _offer(self, code: str, person: str, now: datetime) -> "Offer | Lost | Refused":
        found = await self._db.row(OFFER, typed=code)
        if found is None:
            return Refused("unknown")
        known, maker, made_at, spent_at = found
        if spent_at is not None:
            return Lost()
        # a person cannot use their own code
        # a code from the future was made before the clock was corrected
        good = text_of(now - GOOD_FOR) < str(made_at) <= text_of(now + GOOD_FOR)
        return Refused("unknown") if not good or maker in {"", person} else Offer(str(known), str(maker))

    async def _counted(self, person: str, where: str = "") -> dict[str, str]:
        ((children, questions),) = await self._db.rows(HELD, person=person)
        return {f"children{where}": str(children), f"questions{where}": str(questions)}

    def new_code(self, person: str, now: datetime) -> str:
        """Make a code with which another chat can be linked to this person. Revoke the person's earlier code."""
        code = self._makers.codes()
        self._db.defer(RENEW, person=person, now=text_of(now))
        self._db.defer(NEW, code=code, person=person, now=text_of(now))
        return code

    async def _merge(self, person: str, other: str, now: datetime) -> None:
        ((link,),) = await self._db.rows(BEGIN, person=person, other=other, now=text_of(now))
        for place in PLACES:
            self._db.defer(_listed(place), link=link, place=str(place), other=other)
        self._db.defer(AGREED, person=person, other=other)
        self._db.defer(QUIET, person=person, other=other)
        self._db.defer(FOR_GOOD, person=person, other=other)
        self._moved(person, other)
        self._db.defer(RELEASED, link=link, person=person)
        self._db.defer(RELEASE, person=person)

    def _moved(self, person: str, other: str) -> None:
        for place in PLACES:
            self._db.defer(_over(place), person=person, other=other)
        self._db.defer(PROMISED, old=other, new=person)
        self._db.defer(PROMISED_TWICE, person=person, other=other)


def _listed(place: Place) -> str:
    table, key, column = place
    return f"INSERT INTO linked (link, place, row) SELECT :link, :place, {key} FROM {table} WHERE {column} = :other"  # noqa: S608 our own words


def _over(place: Place) -> str:
    table, _, column = place
    return f"UPDATE OR IGNORE {table} SET {column} = :person WHERE {column} = :other"  # noqa: S608 our own words


def _back(place: Place) -> str:
    table, key, column = place
    return f"""
        UPDATE OR IGNORE {table} SET {column} = :other
        WHERE {column} = :person AND {key} IN (SELECT row FROM linked WHERE link = :link AND place = :place)
    """  # noqa: S608 our own words
