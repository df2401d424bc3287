"""Schools, classes and codes that the command line and the sample data create, without a person who asks for them."""

from collections.abc import Sequence
from datetime import datetime

from storage.port.ids import short
from storage.port.people.slips import SlipRow
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Makers, Statements
from storage.sqlite.people.codes import CLASS_CODE
from storage.sqlite.people.families import SqlFamilies
from storage.sqlite.people.new_codes import add_code
from storage.sqlite.people.slips import SqlSlips
from storage.sqlite.school.schools import CLASS, SCHOOL

CLASS_OF = "SELECT id FROM classes WHERE school = :school AND name = :name"


class SqlSetup:
    """Implements storage.port.school.setup.Setup."""

    def __init__(self, db: Statements, makers: Makers, families: SqlFamilies, slips: SqlSlips) -> None:
        """Store the connection, the functions that make ids and codes, and the objects for families and slips."""
        self._db, self._makers, self._families, self._slips = db, makers, families, slips

    async def establish(self, school: str, klass: str, now: datetime, code: str = "") -> str:
        """Create a school and a class unless they exist. Return the class's permanent code."""
        self._db.defer(SCHOOL, school=school, now=text_of(now))
        new = short(self._makers.ids())
        ((id_,),) = await self._db.rows(CLASS, klass=new, school=school, name=klass, now=text_of(now))
        if given := await self._db.row(CLASS_CODE, klass=id_):
            return str(given[0])
        return add_code(self._db, code or self._makers.codes(), "class", "", now, school=school, klass=id_)

    async def staff_code(self, kind: str, school: str, now: datetime, klass: str = "") -> str:
        """Return a new single-use code for staff, or for a teacher of a class.

        Raises KeyError if there is no such class.
        """
        self._db.defer(SCHOOL, school=school, now=text_of(now))
        if kind == "staff":
            return add_code(self._db, self._makers.codes(), "staff", "", now, school=school)
        ident = await self._class_of(school, klass)
        return add_code(self._db, self._makers.codes(), "teacher", "", now, school=school, klass=ident)

    async def slips(self, school: str, klass: str, count: int, now: datetime) -> Sequence[SlipRow]:
        """Set the length of the paper list of a class, make its slips, and return them."""
        ident = await self._class_of(school, klass)
        await self._families.lengthen(ident, count, now)
        await self._slips.add(ident, school, "", now)
        return await self._slips.of_class(ident)

    async def _class_of(self, school: str, name: str) -> str:
        found = await self._db.row(CLASS_OF, school=school, name=name)
        if found is None:
            raise KeyError(name)
        return str(found[0])
