"""Schools, their first administrators, and their classes."""

from collections.abc import Sequence
from datetime import datetime

from storage.port.answers import Answer, Granted, Lost, Refused
from storage.port.ids import short
from storage.port.school.schools import SchoolClass
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Makers, Statements
from storage.sqlite.people.new_codes import FOR_GOOD
from storage.sqlite.people.permissions import STAFF_OF
from storage.sqlite.people.roles import ROLE

INSTALLER = "SELECT person FROM hats WHERE kind = 'installer'"
STAFF = "SELECT person FROM hats WHERE kind = 'staff' AND school = :school"
SCHOOL = "INSERT INTO schools (id, opened_at) VALUES (:school, :now) ON CONFLICT DO NOTHING"
FIRST_ROLE = "UPDATE hats SET role = 'administrator' WHERE person = :person AND kind = 'staff' AND school = :school"
# a class that was closed opens again under its old id; RETURNING gives the old id
CLASS = """
INSERT INTO classes (id, school, name, made_at) VALUES (:klass, :school, :name, :now)
ON CONFLICT (school, name) DO UPDATE SET closed_at = NULL RETURNING id
"""
# 3Б before 10А: the number of a class counts as one
CLASSES = """
SELECT id, name FROM classes
WHERE closed_at IS NULL AND (
    school IN (SELECT school FROM hats WHERE person = :person AND kind = 'staff')
    OR id IN (SELECT class FROM hats WHERE person = :person AND kind = 'teacher')
)
ORDER BY CAST(name AS INTEGER), name
"""


class SqlSchools:
    """Implements storage.port.school.schools.Schools."""

    def __init__(self, db: Statements, makers: Makers) -> None:
        """Store the connection on which the statements run, and the functions that make ids."""
        self._db, self._makers = db, makers

    async def make_installer(self, person: str, now: datetime) -> Answer:
        """Make the person the installer. Granted has the slot kind=installation.

        Return Lost if another person is the installer.
        """
        installers = [installer for (installer,) in await self._db.rows(INSTALLER)]
        if installers and person not in installers:
            return Lost()
        self._db.defer(ROLE, person=person, kind="installer", school="", klass="", now=text_of(now), **FOR_GOOD)
        return Granted({"kind": "installation"})

    async def make(self, school: str, person: str, now: datetime) -> Answer:
        """Create a school, and make `person`, the installer, its first administrator.

        A repeated call returns Granted too.
        """
        if (person,) not in await self._db.rows(INSTALLER):
            return Refused("unknown")
        staff = await self._db.rows(STAFF, school=school)
        if staff and (person,) not in staff:
            return Lost()
        self._db.defer(SCHOOL, school=school, now=text_of(now))
        self._db.defer(ROLE, person=person, kind="staff", school=school, klass="", now=text_of(now), **FOR_GOOD)
        if not staff:
            self._db.defer(FIRST_ROLE, person=person, school=school)
        return Granted({"school": school})

    async def make_class(self, name: str, person: str, now: datetime) -> Answer:
        """Add a class to the school in which the person is staff. Granted has the slots `klass` and `class_name`."""
        staff = await self._db.row(STAFF_OF, person=person)
        if staff is None:
            return Refused("unknown")
        klass = short(self._makers.ids())
        ((klass,),) = await self._db.rows(CLASS, klass=klass, school=staff[0], name=name, now=text_of(now))
        return Granted({"klass": klass, "class_name": name})

    async def classes(self, person: str) -> Sequence[SchoolClass]:
        """Return the classes of the person's school if they are staff, or their own classes if they teach, by name."""
        return [SchoolClass(*row) for row in await self._db.rows(CLASSES, person=person)]
