"""Codes: made, used once, revoked."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from storage.port.answers import Answer, Granted, Lost, Refused
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Makers, Row, Statements
from storage.sqlite.people.links import SPEND, SqlLinks
from storage.sqlite.people.new_codes import add_code
from storage.sqlite.people.permissions import CLASS_IN_REACH, IS_GUARDIAN, LETS_IN, STAFF_OF
from storage.sqlite.people.roles import ROLE
from storage.sqlite.people.slip_entry import by_slip

TRIES = 5  #: wrong codes a person may give within TRIES_IN
LOOKS = 20  #: codes a person may ask about within TRIES_IN, without redeeming any, that give no role
TRIES_IN = timedelta(hours=1)

FORGET_TRIES = "DELETE FROM tries WHERE at <= :since"
# a try from the future, made before the clock was corrected, counts from now on as any other
TRIED_NOW = "UPDATE tries SET at = :now WHERE at > :now"
TRIED = "SELECT count(*) FROM tries WHERE who = :who"
WRONG = "INSERT INTO tries (who, at) VALUES (:who, :now)"
HELD = "SELECT 1 FROM hats WHERE person = :person AND school = :school"  #: a role that the person still has
AT_WORK = frozenset({"teacher", "staff"})  #: kinds of codes that give a role at a school
CHAT = "SELECT account, peer FROM chats WHERE person = :person ORDER BY used_at DESC, id DESC LIMIT 1"
CODE = """
SELECT k.code, k.kind, k.school, k.class, coalesce(c.name, ''), k.child, k.family, k.single, k.spent_at, k.spent_by,
       k.last_day, k.ends_at
FROM codes k LEFT JOIN classes c ON c.id = k.class
WHERE k.code IN (:typed, :lowered) AND k.revoked_at IS NULL AND coalesce(k.ends_at > :now, 1)
ORDER BY k.code = :typed DESC LIMIT 1
"""
REVOKE = "UPDATE codes SET revoked_at = :now WHERE code = :code AND revoked_at IS NULL RETURNING code"
# a new code replaces earlier ones: an earlier one may have been sent to the wrong chat
RENEW = """
UPDATE codes SET revoked_at = :now
WHERE kind = 'child' AND child = :child AND made_by = :person AND spent_at IS NULL AND revoked_at IS NULL
"""
HAS_ROLE = "SELECT 1 FROM hats WHERE person = :person AND kind = :kind AND school = :school AND class = :klass"
GUARDIAN = "INSERT INTO guardians (person, child, since) VALUES (:person, :child, :now)"
CLASS_CODE = "SELECT code FROM codes WHERE class = :klass AND kind = 'class' AND revoked_at IS NULL LIMIT 1"
# a class's permanent code ends
END_OF_CLASS = """
UPDATE codes SET revoked_at = :now WHERE revoked_at IS NULL AND spent_at IS NULL
    AND (kind, class, family) = ('class', :klass, '')
"""


class SqlCodes:
    """Implements storage.port.people.codes.Codes."""

    def __init__(self, db: Statements, makers: Makers, links: SqlLinks) -> None:
        """Store the connection, the functions that make ids and codes, and the object for the codes of links."""
        self._db, self._makers, self._links = db, makers, links

    async def redeem(self, code: str, person: str, now: datetime) -> Answer:
        """Use a code. `storage.port.people.codes` lists the result for each kind of code."""
        who = await self._trying(person)
        if await self._tried_enough(who, now):
            return Refused("too_many")
        found = await self._db.row(CODE, typed=code, lowered=code.lower(), now=text_of(now))
        if found is None:
            self._db.defer(WRONG, who=who, now=text_of(now))
            return Refused("unknown")
        return await self._let_in(found, person, now)

    async def look_up(self, code: str, person: str, now: datetime) -> Answer:
        """Return the kind of a code of a role at a school. The code is not spent."""
        who = await self._trying(person)
        looks = f"look:{who}"
        if await self._tried_enough(who, now) or await self._tried_enough(looks, now, LOOKS):
            return Refused("too_many")
        found = await self._db.row(CODE, typed=code, lowered=code.lower(), now=text_of(now))
        if found is None or found[1] not in AT_WORK:
            self._db.defer(WRONG, who=looks, now=text_of(now))
            return Refused("unknown")
        free = found[9] is None or (found[9] == person and await self._db.row(HELD, person=person, school=found[2]))
        return Granted({"kind": str(found[1])}) if free else Lost()

    async def _trying(self, person: str) -> str:
        # counted by chat and not by person: a person who erases their data must not get five more tries
        chat = await self._db.row(CHAT, person=person)
        return hashlib.sha256(repr(tuple(chat or (person,))).encode()).hexdigest()[:32]

    async def _tried_enough(self, who: str, now: datetime, most: int = TRIES) -> bool:
        self._db.defer(FORGET_TRIES, since=text_of(now - TRIES_IN))
        self._db.defer(TRIED_NOW, now=text_of(now))
        ((tried,),) = await self._db.rows(TRIED, who=who)
        return int(tried) >= most

    async def _let_in(self, found: Row, person: str, now: datetime) -> Answer:
        code, kind, school, klass, class_name, child, family, single, spent_at, spent_by, last_day, ends_at = found
        if kind == "link":
            return await self._links.offered(code, person, now)
        if kind == "family":
            return await by_slip(self._db, code, spent_by, family, person, now)
        slots = {"kind": kind, "child": child} if kind == "child" else _slots_of_role(kind, school, klass, class_name)
        slots |= {"last_day": last_day} if last_day else {}
        if not single or (spent_by == person and await self._has(slots, person)):
            return Granted(slots)
        if spent_at is not None:
            return Lost()
        return await self._spend(code, slots, ends_at, person, now)

    async def _has(self, slots: Mapping[str, str], person: str) -> bool:
        # the role or child the code gave may be gone: a person who left a class needs a new code
        if child := slots.get("child", ""):
            return bool(await self._db.row(IS_GUARDIAN, person=person, child=child))
        return bool(
            await self._db.row(
                HAS_ROLE, person=person, kind=slots["kind"], school=slots["school"], klass=slots["klass"]
            )
        )

    async def _spend(self, code: str, slots: dict[str, str], ends_at: str | None, person: str, now: datetime) -> Answer:
        child, at = slots.get("child", ""), text_of(now)
        # a parent who tries the link they made for the other parent does not spend it
        if child and await self._db.row(IS_GUARDIAN, person=person, child=child):
            return Granted(slots)
        self._db.defer(SPEND, code=code, person=person, now=at)
        if child:
            self._db.defer(GUARDIAN, person=person, child=child, now=at)
        else:
            role = {"kind": slots["kind"], "school": slots["school"], "klass": slots["klass"]}
            until = {"last_day": slots.get("last_day", ""), "ends_at": ends_at}
            self._db.defer(ROLE, person=person, now=at, **role, **until)
        return Granted(slots)

    async def revoke(self, code: str, now: datetime) -> bool:
        """Revoke a code. Return False if it does not exist."""
        return bool(await self._db.rows(REVOKE, code=code, now=text_of(now)))

    async def end_of_class(self, klass: str, person: str, now: datetime) -> Answer:
        """Revoke the permanent code of a class."""
        if await self._db.row(CLASS_IN_REACH, person=person, klass=klass) is None:
            return Refused("unknown")
        self._db.defer(END_OF_CLASS, klass=klass, now=text_of(now))
        return Granted({})

    async def make(self, kind: str, person: str, now: datetime, klass: str = "", child: str = "") -> Answer:
        """Make a code of the kind class, teacher, staff, child or link. Granted has the slot `code`.

        Raises KeyError for another kind.
        """
        match kind:
            case "link":
                return Granted({"code": self._links.new_code(person, now)})
            case "class":
                return await self._of_class(klass, person, now)
            case "teacher":
                found = await self._db.row(LETS_IN, person=person, klass=klass)
                return self._of_role(kind, found, person, now, klass)
            case "staff":
                return self._of_role(kind, await self._db.row(STAFF_OF, person=person), person, now)
            case "child":
                return await self._of_child(child, person, now)
            case _:
                raise KeyError(kind)

    async def _of_class(self, klass: str, person: str, now: datetime) -> Answer:
        found = await self._db.row(CLASS_IN_REACH, person=person, klass=klass)
        if found and (given := await self._db.row(CLASS_CODE, klass=klass)):
            return Granted({"code": str(given[0])})
        return self._of_role("class", found, person, now, klass)

    def _of_role(self, kind: str, found: Row | None, person: str, now: datetime, klass: str = "") -> Answer:
        if found is None:
            return Refused("unknown")
        code = self._makers.codes()
        return Granted({"code": add_code(self._db, code, kind, person, now, school=str(found[0]), klass=klass)})

    async def _of_child(self, child: str, person: str, now: datetime) -> Answer:
        if await self._db.row(IS_GUARDIAN, person=person, child=child) is None:
            return Refused("unknown")
        self._db.defer(RENEW, child=child, person=person, now=text_of(now))
        return Granted({"code": add_code(self._db, self._makers.codes(), "child", person, now, child=child)})


def _slots_of_role(kind: str, school: str, klass: str, class_name: str) -> dict[str, str]:
    return {"kind": kind, "school": school, "klass": klass, "class_name": class_name}
