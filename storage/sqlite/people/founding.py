"""Schools, classes and codes made by the command line and the sample, which have no person."""

from datetime import datetime

from storage.port.ids import short
from storage.sqlite.core.moments import text_of
from storage.sqlite.people.codes import STANDING, Codes
from storage.sqlite.people.schools import CLASS, SCHOOL

CLASS_OF = "SELECT id FROM classes WHERE school = :school AND name = :name"


class Founding(Codes):
    """What can be made by nobody in particular."""

    async def establish(self, school: str, klass: str, now: datetime, code: str = "") -> str:
        """Open a school and a class unless they are there, and give the class's standing code."""
        await self._run(SCHOOL, school=school, now=text_of(now))
        new = short(self._makers.ids())
        ((id_,),) = await self._rows(CLASS, klass=new, school=school, name=klass, now=text_of(now))
        if standing := await self._row(STANDING, klass=id_):
            return str(standing[0])
        return await self._made("class", "", now, school=school, klass=id_, code=code)

    async def staff_code(self, kind: str, school: str, now: datetime, klass: str = "") -> str:
        """Make a single-use code for staff, or for a teacher of a class by its name. KeyError: no such class."""
        await self._run(SCHOOL, school=school, now=text_of(now))
        if kind == "staff":
            return await self._made("staff", "", now, school=school)
        found = await self._row(CLASS_OF, school=school, name=klass)
        if found is None:
            raise KeyError(klass)
        return await self._made("teacher", "", now, school=school, klass=str(found[0]))
