"""Hats of class teachers: let in until a day, left, taken off by the school, over by themselves."""

from datetime import date, datetime

from flows.context.known import hat_label
from flows.values.events import Option
from storage.port.values import Answer, Granted, Refused
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.people.codes import LETS_IN, Codes

# a person of two chats may have brought the same hat twice: undoing the link must not give it back
PARTS = "SELECT :person UNION SELECT other FROM links WHERE person = :person"
WORN = """
SELECT h.person, c.id, c.name FROM hats h JOIN classes c ON c.id = h.class WHERE h.id = :hat AND h.kind = 'teacher'
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


class Hats(Codes):
    """Hats of class teachers."""

    async def let_in(self, klass: str, last_day: date, ends_at: datetime, person: str, now: datetime) -> Answer:
        """Make a code for a substitute of a class."""
        found = await self._row(LETS_IN, klass=klass, person=person)
        if found is None:
            return Refused("unknown")
        until = {"last_day": last_day.isoformat(), "ends_at": text_of(ends_at)}
        code = await self._made("teacher", person, now, school=str(found[0]), klass=klass, until=until)
        return Granted({"code": code})

    async def leave(self, klass: str, person: str) -> Answer:
        """Take off one's own hat of a class."""
        gone = await self._rows(TAKEN_OFF, klass=klass, person=person)
        return Granted({}) if gone else Refused("unknown")

    async def take_off(self, hat: str, person: str) -> Answer:
        """Take a teacher's hat off, as staff of the school; told klass, class_name and whose it was."""
        reached = {option.value for option in await self._class_teachers(person)}
        if hat not in reached:
            return Refused("unknown")
        ((whose, klass, name),) = await self._rows(WORN, hat=int(hat))
        await self._run(TAKEN_OFF, klass=klass, person=whose)
        return Granted({"whose": whose, "klass": klass, "class_name": name})

    async def _class_teachers(self, person: str) -> tuple[Option, ...]:
        rows = await self._rows(TEACHERS, person=person)
        return tuple(
            Option(str(hat), hat_label(name, last_day, moment_of(since).date())) for hat, name, last_day, since in rows
        )
