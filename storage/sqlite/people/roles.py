"""Roles of staff and class teachers: permanent or until a day, given up, or taken away by the school."""

from collections.abc import Sequence
from datetime import date, datetime

from storage.port.answers import Answer, Granted, Refused
from storage.port.people.roles import ClassTeacher
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Makers, Statements, Value
from storage.sqlite.people.new_codes import add_code
from storage.sqlite.people.permissions import LETS_IN, STAFF_OF

ROLE = """
INSERT INTO hats (person, kind, school, class, turn, since, last_day, ends_at)
SELECT :person, :kind, :school, :klass, coalesce(max(turn), 0) + 1, :now, :last_day, :ends_at
FROM hats WHERE kind = :kind AND school = :school
ON CONFLICT (person, kind, school, class) DO UPDATE SET last_day = excluded.last_day, ends_at = excluded.ends_at
    WHERE hats.ends_at IS NOT NULL AND coalesce(excluded.ends_at > hats.ends_at, 1)
"""  # a role that ends can be extended or made permanent, never shortened
# a person with both roles acts as teacher of their class, so that the class's other teachers may change what they set
SPEAKS = """
SELECT c.school, h.kind FROM classes c JOIN hats h ON h.person = :person
    AND ((h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.id))
WHERE c.id = :klass ORDER BY h.kind = 'teacher' DESC LIMIT 1
"""
# a person merged from two may have the role twice: both rows are deleted, or undoing the link would restore the role
PARTS = "SELECT :person UNION SELECT other FROM links WHERE person = :person"
TEACHER_OF = """
SELECT h.person, c.id, c.name FROM hats h JOIN classes c ON c.id = h.class WHERE h.id = :role AND h.kind = 'teacher'
"""
TAKEN_OFF = f"""
DELETE FROM hats WHERE kind = 'teacher' AND class = :klass AND person IN ({PARTS}) RETURNING id
"""  # noqa: S608 our own words
TEACHERS = """
SELECT h.id, c.name, h.last_day, h.since FROM hats h JOIN classes c ON c.id = h.class
WHERE h.kind = 'teacher' AND EXISTS (SELECT 1 FROM chats WHERE chats.person = h.person) AND h.school IN (
    SELECT school FROM hats WHERE person = :person AND kind = 'staff'
)
ORDER BY CAST(c.name AS INTEGER), c.name, h.since
"""


class SqlRoles:
    """Implements storage.port.people.roles.Roles."""

    def __init__(self, db: Statements, makers: Makers) -> None:
        """Store the connection on which the statements run, and the function that makes codes."""
        self._db, self._makers = db, makers

    async def speaks_for(self, person: str, klass: str) -> tuple[str, str] | None:
        """Return the (school, role) with which a person acts for a class; None if they have no role there.

        If `klass` is empty: the school in which the person is staff.
        """
        if klass:
            found = await self._db.row(SPEAKS, person=person, klass=klass)
            return (str(found[0]), str(found[1])) if found else None
        found = await self._db.row(STAFF_OF, person=person)
        return (str(found[0]), "staff") if found else None

    async def let_in(self, klass: str, last_day: date, ends_at: datetime, person: str, now: datetime) -> Answer:
        """Make a single-use code for a substitute teacher of a class.

        The role that the code gives ends at the moment `ends_at`, the end of the day `last_day`. `person` makes the
        code.
        """
        found = await self._db.row(LETS_IN, klass=klass, person=person)
        if found is None:
            return Refused("unknown")
        school, code = str(found[0]), self._makers.codes()
        until: dict[str, Value] = {"last_day": last_day.isoformat(), "ends_at": text_of(ends_at)}
        add_code(self._db, code, "teacher", person, now, school=school, klass=klass, until=until)
        return Granted({"code": code})

    async def leave(self, klass: str, person: str) -> Answer:
        """End the role that `person` has in a class, at their own request."""
        gone = await self._db.rows(TAKEN_OFF, klass=klass, person=person)
        return Granted({}) if gone else Refused("unknown")

    async def take_off(self, role: str, person: str) -> Answer:
        """Take a class teacher's role away, at the request of `person`, who is staff of the school.

        Granted has the slots `whose` (id of the teacher), `klass` and `class_name`.
        """
        reached = {each.role for each in await self.class_teachers(person)}
        if role not in reached:
            return Refused("unknown")
        ((whose, klass, name),) = await self._db.rows(TEACHER_OF, role=int(role))
        self._db.defer(TAKEN_OFF, klass=klass, person=whose)
        return Granted({"whose": whose, "klass": klass, "class_name": name})

    async def class_teachers(self, person: str) -> Sequence[ClassTeacher]:
        """Return the class teachers of the school in which the person is staff."""
        rows = await self._db.rows(TEACHERS, person=person)
        return [ClassTeacher(str(role), name, last_day, moment_of(since)) for role, name, last_day, since in rows]
