"""What schools attached to meanings: read once, and kept in memory until somebody changes it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from flows.context.known import lesson_label
from flows.nlu.intents import Examples
from flows.values.events import Option
from storage.port.ids import short
from storage.port.values import Answer, Granted, Lost, OwnExample, Refused
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Row, Say, Statements
from storage.sqlite.school.misses import SCHOOL

MOST = 300  #: examples of a school: a near match looks among all of them

EXAMPLES = "SELECT school, text, meaning FROM examples WHERE ended_at IS NULL ORDER BY at, id"
OF_STAFF = f"""
SELECT id, text, meaning, at FROM examples WHERE school = {SCHOOL} AND ended_at IS NULL ORDER BY at DESC, id DESC
"""  # noqa: S608 our own words
WHERE = f"SELECT {SCHOOL}"
ATTACH = """
INSERT INTO examples (id, school, text, meaning, author, taught_by, at)
VALUES (:id, :school, :text, :meaning, :person, :taught_by, :now)
ON CONFLICT DO NOTHING RETURNING id
"""
DETACH = f"""
UPDATE examples SET ended_at = :now WHERE id = :example AND school = {SCHOOL} AND ended_at IS NULL RETURNING id
"""  # noqa: S608 our own words


class OwnExamples(Statements):
    """What every school attached; `examples` is None until it is read, and again once it changed."""

    examples: Mapping[str, Examples] | None = None

    def _examples(self, say: Say) -> Mapping[str, Examples]:
        """Give the examples of every school: the very same tuples every time, for the ear keeps an index of each."""
        if self.examples is None:
            self.examples = _by_school(say(EXAMPLES, {}))
        return self.examples

    async def attached(self, person: str) -> Sequence[OwnExample]:
        """Give what the school of a member of staff attached, the newest first; nothing to anybody else."""
        found = await self._rows(OF_STAFF, person=person)
        return [OwnExample(ident, text, meaning, moment_of(at)) for ident, text, meaning, at in found]

    async def attach(self, text: str, meaning: str, person: str, now: datetime, taught_by: str = "") -> Answer:
        """Let the school of a member of staff hear a text as a meaning.

        Lost: it has this very text already. Refused("unknown"): not staff; Refused("too_many"): it has 300.
        """
        ((school,),) = await self._rows(WHERE, person=person)
        if school is None:
            return Refused("unknown")
        if len(await self.attached(person)) >= MOST:
            return Refused("too_many")
        self.examples = None
        values = {"school": school, "text": text, "meaning": meaning, "person": person, "taught_by": taught_by}
        found = await self._rows(ATTACH, id=short(self._makers.ids()), now=text_of(now), **values)
        return Granted({}) if found else Lost()

    async def detach(self, example: str, person: str, now: datetime) -> Answer:
        """Let a text be heard as before. Refused("unknown"): no example of their school, or ended already."""
        self.examples = None
        found = await self._rows(DETACH, example=example, person=person, now=text_of(now))
        return Granted({}) if found else Refused("unknown")

    async def _attached(self, person: str) -> tuple[Option, ...]:
        return tuple(Option(each.id, lesson_label(each.text)) for each in await self.attached(person))


def _by_school(rows: Iterable[Row]) -> Mapping[str, Examples]:
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for school, text, meaning in rows:
        found[school].append((text, meaning))
    return {school: tuple(examples) for school, examples in found.items()}
