"""Find years, dates, phones, links and terms in texts that come from no fact and no school profile.

The dates of the samples (`tests.support.people`) differ from all other dates, so exactly these are allowed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import NamedTuple

from bot.check.raw import RULES
from bot.check.seeds import cited
from bot.check.words import WRITTEN_BY_US, notes
from bot.rendering.expected import answer_by
from flows.book.model import CONSENT_VERSION
from flows.checks.graph import named
from flows.values import segments
from tests.support import people
from tests.support.book.all_screens import Said, Screens
from tests.support.book.school_ways import reached, sure_of_chats
from texts import Fact, School
from texts.engine.facts import sayings
from texts.engine.templating.filters import NBSP, plural

MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_MONTH = f"(?:{'|'.join(MONTHS)})"
#: Patterns to look for; phones and terms are those that `python -m bot check` looks for in written texts.
CHECKABLE: Mapping[str, re.Pattern[str]] = {
    "год": re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)"),
    "день": re.compile(rf"(?<!\d)\d{{1,2}} {_MONTH}(?: \d{{4}} года)?"),
    "телефон": RULES["raw_phone"][0],
    "ссылка": re.compile(rf"(?:{RULES['raw_link'][0].pattern})(?<![).,;:!?»])", re.IGNORECASE),
    "срок": RULES["raw_term"][0],
}
#: Dates that refer to nothing: they show how a day may be typed.
EXAMPLES = ("12 ноября",)
FORMS = (("день", "дня", "дней"), ("календарный день", "календарных дня", "календарных дней"))
WAITS = ("рабочего дня", "рабочих дней", "рабочих дней")  #: «дольше … рабочих дней»
#: п. 3.5, steps 1–2 and 11–13: the way through ВКонтакте, which schools in MAX no longer use (F53–F54, F63–F65, P20).
THROUGH_VK = cited(["F53–F54, F63–F65"])
OF_VK = re.compile(r"\bво ВКонтакте\b", re.IGNORECASE)  #: then a text addresses those whose chats are there
#: The order's own dates are past: a text may name them as the start, not as a deadline (C10).
AS_A_TERM = re.compile(rf"\b(?:до|к|ко|по|не позднее|не позже|срок\w*)(?: \d{{1,2}})?(?: {_MONTH})? 2024\b")


class Untrue(NamedTuple):
    """A checkable value without a source: its kind, the value, and the text that contains it."""

    what: str
    found: str
    said: Said

    def __str__(self) -> str:
        """Return a description in one line."""
        return f"{self.said.path} ({self.said.school or 'без школы'}): {self.what} «{self.found}»"


class Truth:
    """The values a text may contain: those of the facts, of a profile, and the dates of the samples."""

    def __init__(self, screens: Screens) -> None:
        """Collect the allowed values of every school and of no school."""
        self._screens = screens
        in_max = [school for school in screens.texts.schools.values() if school.chats.kind == "max"]
        self._vk = {school.key: self.of_vk(school) for school in in_max}
        self._of_max = {school.key: self._told_in_max(school) for school in in_max}
        self._sources = {key: tuple(dict.fromkeys(self._sayable(key))) for key in ("", *screens.texts.schools)}

    def untrue(self, said: Said) -> Iterator[Untrue]:
        """Yield the checkable values of a text that have no source."""
        text = _even(said.text)
        for what, pattern in CHECKABLE.items():
            for found in pattern.finditer(text):
                if not self._sourced(text, found.start(), found.end(), said.school):
                    yield Untrue(what, found[0], said)

    def through_vk(self, said: Said) -> Iterator[Untrue]:
        """Yield the words about ВКонтакте in a text that people of a school in MAX see.

        While the school is not sure of its chats, they are allowed after the words «во ВКонтакте», and in places that
        only people who said their chats are there can reach.
        """
        if said.path.partition(" ")[0] not in self._of_max.get(said.school, ()):
            return
        sure = self._screens.texts.schools[said.school].chats.sure
        for fact in self._vk[said.school]:
            found = _named(fact, said.text)
            if found and (sure or not OF_VK.search(said.text[: found.start()])):
                yield Untrue(f"шаг через ВКонтакте, факт {fact.name}", fact.said, said)

    def _told_in_max(self, school: School) -> frozenset[str]:
        """Return the paths of texts shown where chats are in MAX for sure, with the notes above any screen."""
        whole = self._screens.whole
        places = reached(whole.graph, sure_of_chats(whole.book, school.key), school.key)
        return frozenset(map(named, places)) | notes(whole) | WRITTEN_BY_US

    def of_vk(self, school: School | None) -> list[Fact]:
        """Return the facts of the way through ВКонтакте, without the name of Сферум itself."""
        facts = self._screens.texts.facts_of(school).values()
        return [fact for fact in facts if cited([fact.source]) & THROUGH_VK and not fact.sure]

    def _sourced(self, text: str, start: int, end: int, school: str) -> bool:
        return any(
            text.startswith(source, at)
            for source in self._sources[school]
            for at in range(max(0, end - len(source)), start + 1)
        )

    def _sayable(self, key: str) -> Iterator[str]:
        school = self._screens.texts.schools.get(key)
        facts = self._screens.texts.facts_of(school)
        yield from map(_even, sayings(facts).values())
        for fact in facts.values():
            yield _even(fact.value)
        yield from map(_even, _words_of(school))
        yield from _dates(self._days(school))
        yield from (*_spans(), *self._waits(), *EXAMPLES)

    def _waits(self) -> Iterator[str]:
        """Yield the days by which a teacher selects families: a button chooses them, so they are not a term."""
        chosen = filter(None, map(segments.read, self._screens.told("segment")))
        yield from (_even(plural(of.days, *WAITS)) for of in chosen if of.days)

    def _days(self, school: School | None) -> set[date]:
        answered = answer_by(school, self._screens.whole.book.calendar_of(school.key), people.NOW) if school else None
        return {*people.days(), date.fromisoformat(CONSENT_VERSION), *([answered.date()] if answered else [])}


def _named(fact: Fact, text: str) -> re.Match[str] | None:
    # A button is named in quotes or is a whole label: its word alone may be an ordinary word («присоединиться»).
    word = re.escape(fact.said)
    whole = rf"«{word}»|\A{word}\Z" if fact.kind == "button" else rf"(?<!\w){word}(?!\w)"
    return re.search(whole, text) if fact.said in text else None


def _words_of(value: object) -> Iterator[str]:
    """Yield every word of a profile at any depth. Dates are yielded in the form that texts show."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield from _dates([value])
    elif isinstance(value, tuple):
        yield from (word for each in value for word in _words_of(each))
    elif is_dataclass(value):
        yield from (word for one in fields(value) for word in _words_of(getattr(value, one.name)))


def _dates(days: Iterable[date]) -> Iterator[str]:
    for day in days:
        year = "" if day.year == people.NOW.year else f" {day.year} года"
        yield f"{day.day} {MONTHS[day.month - 1]}{year}"


def _spans() -> Iterator[str]:
    """Yield the number of days since each sample date, with and without today."""
    since = {age.days + more for age in people.AGES for more in (0, 1)}
    yield from (_even(plural(days, *forms)) for days in since for forms in FORMS)


def _even(text: str) -> str:
    return text.replace(NBSP, " ").lower()
