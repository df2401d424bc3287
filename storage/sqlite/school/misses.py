"""What was not understood: shapes counted by school, and the words people sent to their school."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import blake2s

from flows.context.known import lesson_label, miss_label
from flows.values.events import Option
from storage.port.ids import short
from storage.port.values import Answer, Granted, Lesson, LessonRow, Miss, MissRow, Refused
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Statements

SHOWN_FOR = timedelta(days=30)  #: misses are counted over
LESSONS_FOR = timedelta(days=30)
MISSES_FOR = timedelta(days=90)
MOST_SHOWN = 40  #: lines of a list: what is rarer waits
A_DAY = 3  #: lessons of one person within a day: nobody floods a school

MISSED = """
INSERT INTO misses (school, key, guess, day, shape, count) VALUES (?, ?, ?, ?, ?, 1)
ON CONFLICT (school, key, guess, day) DO UPDATE SET count = count + 1
"""
SCHOOL = "(SELECT school FROM hats WHERE person = :person AND kind = 'staff' ORDER BY since, id LIMIT 1)"
TOP = f"""
SELECT key, shape, sum(count) FROM misses WHERE school = {SCHOOL} AND day > :since
GROUP BY key ORDER BY sum(count) DESC, max(day) DESC, key LIMIT {MOST_SHOWN}
"""  # noqa: S608 our own words
MISS = f"""
SELECT shape, guess, sum(count), min(day) FROM misses WHERE school = {SCHOOL} AND key = :key AND day > :since
GROUP BY guess ORDER BY sum(count) DESC, guess
"""  # noqa: S608 our own words
DROP_MISS = f"DELETE FROM misses WHERE school = {SCHOOL} AND key = :key"  # noqa: S608 our own words
SENT = "SELECT count(*) FROM lessons WHERE person = :person AND at > :since"
LESSON = """
INSERT INTO lessons (id, school, person, text, meaning, at) VALUES (:id, :school, :person, :text, :meaning, :now)
"""
LESSONS = f"SELECT id, text FROM lessons WHERE school = {SCHOOL} ORDER BY at DESC, id LIMIT {MOST_SHOWN}"  # noqa: S608
ONE_LESSON = f"SELECT text, meaning, at, person FROM lessons WHERE school = {SCHOOL} AND id = :lesson"  # noqa: S608
DROP_LESSON = f"DELETE FROM lessons WHERE school = {SCHOOL} AND id = :lesson"  # noqa: S608 our own words


def missed(row: MissRow, at: str) -> tuple[str, str, str, str, str]:
    """Give the values of MISSED for one text not understood at a moment."""
    return row.school, key_of(row.shape), row.guess, at[:10], row.shape


def key_of(shape: str) -> str:
    """Name a shape by twelve signs: what a button can carry."""
    return blake2s(shape.encode(), digest_size=6).hexdigest()


class Misses(Statements):
    """Shapes and lessons, as staff of their school see them. Who is no staff sees none."""

    async def misses(self, person: str, now: datetime) -> Sequence[Option]:
        """List what the person's school misses most over a month, the most frequent first."""
        found = await self._rows(TOP, person=person, since=_since(now))
        return [Option(key, miss_label(shape, count)) for key, shape, count in found]

    async def miss(self, key: str, person: str, now: datetime) -> Miss | None:
        """Give one shape with its counts over a month."""
        found = await self._rows(MISS, person=person, key=key, since=_since(now))
        if not found:
            return None
        counts = tuple((guess, count) for _, guess, count, _ in found)
        return Miss(found[0][0], counts, date.fromisoformat(min(row[3] for row in found)))

    async def drop_miss(self, key: str, person: str) -> None:
        """Count a shape anew: what was counted so far is seen to."""
        await self._run(DROP_MISS, person=person, key=key)

    async def teach(self, row: LessonRow, now: datetime) -> Answer:
        """Keep the words somebody sends their school. Refused("too_many") after three within a day."""
        ((sent,),) = await self._rows(SENT, person=row.person, since=text_of(now - timedelta(days=1)))
        if sent >= A_DAY:
            return Refused("too_many")
        await self._run(LESSON, id=short(self._makers.ids()), now=text_of(now), **row._asdict())
        return Granted({})

    async def lesson(self, lesson: str, person: str) -> Lesson | None:
        """Give the words somebody sent to the school of a person."""
        found = await self._row(ONE_LESSON, person=person, lesson=lesson)
        return Lesson(found[0], found[1], moment_of(found[2]), found[3]) if found else None

    async def drop_lesson(self, lesson: str, person: str) -> None:
        """Erase a lesson that was seen to."""
        await self._run(DROP_LESSON, person=person, lesson=lesson)

    async def _lessons(self, person: str) -> tuple[Option, ...]:
        return tuple(Option(lesson, lesson_label(text)) for lesson, text in await self._rows(LESSONS, person=person))


def _since(now: datetime) -> str:
    return (now - SHOWN_FOR).date().isoformat()
