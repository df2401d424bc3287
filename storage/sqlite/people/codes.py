"""Codes: made, and spent once."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from storage.port.values import Answer, Granted, Lost, Refused
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Row, Value
from storage.sqlite.people.linking import SPEND
from storage.sqlite.people.slips import Slips

# no i l o 0 1 (look-alikes) and no other vowel (words nobody meant): 28 signs, nine of them are 43 bits
LETTERS = "bcdfghjkmnpqrstvwxyz"
DIGITS = "23456789"
TRIES = 5  #: wrong codes a person may give within TRIES_IN
TRIES_IN = timedelta(hours=1)

FORGET_TRIES = "DELETE FROM tries WHERE at <= :since"
TRIED = "SELECT count(*) FROM tries WHERE who = :who"
WRONG = "INSERT INTO tries (who, at) VALUES (:who, :now)"
CHAT = "SELECT account, peer FROM chats WHERE person = :person ORDER BY used_at DESC, id DESC LIMIT 1"
CODE = """
SELECT k.code, k.kind, k.school, k.class, coalesce(c.name, ''), k.child, k.family, k.single, k.spent_at, k.spent_by,
       k.last_day, k.ends_at
FROM codes k LEFT JOIN classes c ON c.id = k.class
WHERE k.code IN (:typed, :lowered) AND k.revoked_at IS NULL AND coalesce(k.ends_at > :now, 1)
ORDER BY k.code = :typed DESC LIMIT 1
"""
REVOKE = "UPDATE codes SET revoked_at = :now WHERE code = :code AND revoked_at IS NULL RETURNING code"
# a parent who makes a code anew means the new one; the one that was sent to the wrong chat dies
RENEW = """
UPDATE codes SET revoked_at = :now
WHERE kind = 'child' AND child = :child AND made_by = :person AND spent_at IS NULL AND revoked_at IS NULL
"""
HAT = """
INSERT INTO hats (person, kind, school, class, turn, since, last_day, ends_at)
SELECT :person, :kind, :school, :klass, coalesce(max(turn), 0) + 1, :now, :last_day, :ends_at
FROM hats WHERE kind = :kind AND school = :school
ON CONFLICT (person, kind, school, class) DO UPDATE SET last_day = excluded.last_day, ends_at = excluded.ends_at
    WHERE hats.ends_at IS NOT NULL AND coalesce(excluded.ends_at > hats.ends_at, 1)
"""  # whoever has it until a day may get it until a later one, or for good; never for less
#: Of a hat that does not end by itself
FOR_GOOD: dict[str, Value] = {"last_day": "", "ends_at": None}
WEARS = "SELECT 1 FROM hats WHERE person = :person AND kind = :kind AND school = :school AND class = :klass"
IS_GUARDIAN = "SELECT 1 FROM guardians WHERE person = :person AND child = :child"
GUARDIAN = "INSERT INTO guardians (person, child, since) VALUES (:person, :child, :now)"
CLASS_IN_REACH = """
SELECT c.school FROM classes c JOIN hats h ON h.person = :person
    AND ((h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.id))
WHERE c.id = :klass
"""
# who lets others in: the teacher of the class, but no substitute, and staff of its school
LETS_IN = """
SELECT c.school FROM classes c JOIN hats h ON h.person = :person
    AND ((h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.id AND h.ends_at IS NULL))
WHERE c.id = :klass
"""
STAFF_OF = "SELECT school FROM hats WHERE person = :person AND kind = 'staff' ORDER BY since, id LIMIT 1"
STANDING = "SELECT code FROM codes WHERE class = :klass AND kind = 'class' AND revoked_at IS NULL LIMIT 1"
NEW = """
INSERT INTO codes (code, kind, school, class, child, single, made_by, made_at, last_day, ends_at)
VALUES (:code, :kind, :school, :klass, :child, :single, :person, :now, :last_day, :ends_at)
"""


def new_code() -> str:
    """Make a code nobody guesses: `k7x-49fq2m`, with a digit anywhere and a letter after the hyphen.

    Six figures at the end would look like the number of a certificate, and be crossed out where they are typed.
    """
    while True:
        signs = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(9))
        if not set(signs[3:]).isdisjoint(LETTERS) and not set(signs).isdisjoint(DIGITS):
            return f"{signs[:3]}-{signs[3:]}"


class Codes(Slips):
    """Codes: made, and spent once."""

    async def redeem(self, code: str, person: str, now: datetime) -> Answer:
        """Let a person in by a code, as the port says for each kind."""
        who = await self._trying(person)
        if await self._tried_enough(who, now):
            return Refused("too_many")
        found = await self._row(CODE, typed=code, lowered=code.lower(), now=text_of(now))
        if found is None:
            await self._run(WRONG, who=who, now=text_of(now))
            return Refused("unknown")
        return await self._let_in(found, person, now)

    async def _trying(self, person: str) -> str:
        # not the person: erasing oneself must not give five tries more
        chat = await self._row(CHAT, person=person)
        return hashlib.sha256(repr(tuple(chat or (person,))).encode()).hexdigest()[:32]

    async def _tried_enough(self, who: str, now: datetime) -> bool:
        await self._run(FORGET_TRIES, since=text_of(now - TRIES_IN))
        ((tried,),) = await self._rows(TRIED, who=who)
        return int(tried) >= TRIES

    async def _let_in(self, found: Row, person: str, now: datetime) -> Answer:
        code, kind, school, klass, class_name, child, family, single, spent_at, spent_by, last_day, ends_at = found
        if kind == "link":
            return await self._offered(code, person, now)
        if kind == "family":
            return await self._by_slip(code, spent_by, family, person, now)
        told = {"kind": kind, "child": child} if kind == "child" else _told(kind, school, klass, class_name)
        told |= {"last_day": last_day} if last_day else {}
        if not single or (spent_by == person and await self._has(told, person)):
            return Granted(told)
        if spent_at is not None:
            return Lost()
        return await self._spend(code, told, ends_at, person, now)

    async def _has(self, told: Mapping[str, str], person: str) -> bool:
        # what a code gave may be gone since: who left a class comes back by a new one
        if child := told.get("child", ""):
            return bool(await self._row(IS_GUARDIAN, person=person, child=child))
        return bool(
            await self._row(WEARS, person=person, kind=told["kind"], school=told["school"], klass=told["klass"])
        )

    async def _spend(self, code: str, told: dict[str, str], ends_at: str | None, person: str, now: datetime) -> Answer:
        child, at = told.get("child", ""), text_of(now)
        # a parent who tries the link they made for the other parent does not spend it
        if child and await self._row(IS_GUARDIAN, person=person, child=child):
            return Granted(told)
        await self._run(SPEND, code=code, person=person, now=at)
        if child:
            await self._run(GUARDIAN, person=person, child=child, now=at)
        else:
            hat = {"kind": told["kind"], "school": told["school"], "klass": told["klass"]}
            until = {"last_day": told.get("last_day", ""), "ends_at": ends_at}
            await self._run(HAT, person=person, now=at, **hat, **until)
        return Granted(told)

    async def revoke(self, code: str, now: datetime) -> bool:
        """Let nobody in by a code any more; tell whether there was such a code."""
        return bool(await self._rows(REVOKE, code=code, now=text_of(now)))

    async def make_code(self, kind: str, person: str, now: datetime, klass: str = "", child: str = "") -> Answer:
        """Give a code as told.code, of one kind: class, teacher, staff, child or link."""
        if kind == "link":
            return Granted({"code": await self._link_code(person, now)})
        match kind:
            case "class":
                found = await self._row(CLASS_IN_REACH, person=person, klass=klass)
            case "teacher":
                found = await self._row(LETS_IN, person=person, klass=klass)
            case "staff":
                found, klass = await self._row(STAFF_OF, person=person), ""
            case "child":
                found, klass = await self._row(IS_GUARDIAN, person=person, child=child), ""
            case _:
                raise KeyError(kind)
        if found is None:
            return Refused("unknown")
        if kind == "class" and (standing := await self._row(STANDING, klass=klass)):
            return Granted({"code": str(standing[0])})
        if kind == "child":
            await self._run(RENEW, child=child, person=person, now=text_of(now))
            return Granted({"code": await self._made(kind, person, now, child=child)})
        return Granted({"code": await self._made(kind, person, now, school=str(found[0]), klass=klass)})

    async def _made(
        self,
        kind: str,
        person: str,
        now: datetime,
        *,
        school: str = "",
        klass: str = "",
        child: str = "",
        code: str = "",
        until: Mapping[str, Value] = FOR_GOOD,
    ) -> str:
        code = code or self._makers.codes()
        await self._run(
            NEW, code=code, kind=kind, school=school, klass=klass, child=child, single=kind != "class",
            person=person, now=text_of(now), **until,
        )  # fmt: skip
        return code


def _told(kind: str, school: str, klass: str, class_name: str) -> dict[str, str]:
    return {"kind": kind, "school": school, "klass": klass, "class_name": class_name}
