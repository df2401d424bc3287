"""Examples that schools attached to intents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from flows.values.examples import Examples
from storage.port.answers import Answer, Granted, Lost, Refused
from storage.port.ids import short
from storage.port.school.examples import OwnExample
from storage.sqlite.core.memory import Memory
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Execute, Makers, Row, Statements
from storage.sqlite.school.unrecognised import SCHOOL

MOST = 300  #: examples of a school: a near match is searched among all of them

EXAMPLES = "SELECT school, text, meaning FROM examples WHERE ended_at IS NULL ORDER BY at, id"
OF_STAFF = f"""
SELECT id, text, meaning, at FROM examples WHERE school = {SCHOOL} AND ended_at IS NULL ORDER BY at DESC, id DESC
"""  # noqa: S608 our own words
WHERE = f"SELECT {SCHOOL}"
ATTACH = """
INSERT INTO examples (id, school, text, meaning, author, taught_by, at)
VALUES (:id, :school, :text, :intent, :person, :taught_by, :now)
ON CONFLICT DO NOTHING RETURNING id
"""
DETACH = f"""
UPDATE examples SET ended_at = :now WHERE id = :example AND school = {SCHOOL} AND ended_at IS NULL RETURNING id
"""  # noqa: S608 our own words


class SqlExamples:
    """Implements storage.port.school.examples.OwnExamples.

    The examples of all schools are cached until one of them changes.
    """

    def __init__(self, db: Statements, makers: Makers, memory: Memory) -> None:
        """Store the connection, the functions that make ids, and the memory that caches the examples."""
        self._db, self._makers, self._memory = db, makers, memory

    def by_school(self, execute: Execute) -> Mapping[str, Examples]:
        """Return {school: examples} for all schools.

        The same objects are returned until an example changes, because the classifier caches an index of each.
        """
        if self._memory.examples is None:
            self._memory.examples = _by_school(execute(EXAMPLES, {}))
        return self._memory.examples

    async def attached(self, person: str) -> Sequence[OwnExample]:
        """Return the examples of the school in which the person is staff, the newest first."""
        found = await self._db.rows(OF_STAFF, person=person)
        return [OwnExample(ident, text, intent, moment_of(at)) for ident, text, intent, at in found]

    async def attach(self, text: str, intent: str, person: str, now: datetime, taught_by: str = "") -> Answer:
        """Attach a text to an intent. See `storage.port.school.examples` for refusals."""
        ((school,),) = await self._db.rows(WHERE, person=person)
        if school is None:
            return Refused("unknown")
        if len(await self.attached(person)) >= MOST:
            return Refused("too_many")
        self._memory.examples = None
        values = {"school": school, "text": text, "intent": intent, "person": person, "taught_by": taught_by}
        found = await self._db.rows(ATTACH, id=short(self._makers.ids()), now=text_of(now), **values)
        return Granted({}) if found else Lost()

    async def detach(self, example: str, person: str, now: datetime) -> Answer:
        """Detach an example from its intent.

        Return Refused("unknown") if the school of `person` has no such example.
        """
        self._memory.examples = None
        found = await self._db.rows(DETACH, example=example, person=person, now=text_of(now))
        return Granted({}) if found else Refused("unknown")


def _by_school(rows: Iterable[Row]) -> Mapping[str, Examples]:
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for school, text, intent in rows:
        found[school].append((text, intent))
    return {school: tuple(examples) for school, examples in found.items()}
