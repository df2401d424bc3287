"""Render everything the book can say for many people, of both sample schools and of no school.

The result is measured by tests, not compared with a stored copy. A text is rendered only for people it can
distinguish: one that names no child is rendered once per school.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from functools import cached_property
from itertools import chain, cycle, product
from typing import NamedTuple, get_args

from bot.app.calendars import calendar
from bot.check.whole import Whole, path_of
from bot.check.words import WRITTEN_BY_US, notes
from bot.messages.limits import strictest
from bot.messages.markup import plain
from bot.rendering.context import ContextFactory
from flows.book.effect_specs import FindSpec
from flows.book.flow import Responsible
from flows.book.loading import library
from flows.checks.graph import Graph
from flows.context.known import Known
from tests.support import people
from tests.support.book.query_samples import SIGHTS
from texts import Texts
from texts.engine.buttons import EVERYWHERE, Label

SCHOOLS = ("", "sample_dnevnik", "vylgort")
#: A text with one of these names depends on a person's progress; any other, at most on the number of children.
_OF_THE_WAY = re.compile(r"\b(?:stages?|steps|pace|known)\b")
_CALLED = re.compile(r"{%-?\s*(?:include|import|from)\s+['\"]([^'\"]+?)(?:\.j2)?['\"]")
#: Slots whose values no way gives literally: people type or choose them, or a command returns them.
TOLD: Mapping[str, str] = {
    "asks_on": people.ASKS_ON.isoformat(),
    "deadline": people.ASKS_ON.isoformat(),
    "given_on": people.ASKS_ON.isoformat(),
    "last_day": people.ASKS_ON.isoformat(),
    "class_name": people.CLASS_NAME,
    "code": "k7x-49fq2m",
    "draft": people.WORDS,
    "klass": people.KLASS,
    "of": "4",
    "profile": "vylgort",
    "hat_label": "3Б · замещает до 12.12",
    "sent_on": people.SENT_ON.isoformat(),
    "step": "2",
    "waited_since": datetime.combine(people.SENT_ON, time(12), UTC).isoformat(),
}

Context = Mapping[str, object]


class Said(NamedTuple):
    """One rendered text: its path («flow/state», or «flow/state key» of a label), the school, and the text."""

    path: str
    school: str
    text: str  #: plain text as people see it; the address of a link follows its words


class Screens:
    """Every text and label of the shipped book."""

    def __init__(self, texts: Texts) -> None:
        """Load the shipped flows anew and join them with the texts."""
        self.texts = texts
        self.whole = Whole(library(), texts, strictest(), calendar(), people.NOW.date())
        self._telling = ContextFactory(texts, self.whole.book)
        self._told = {word: said for word, said in _told(self.whole.graph).items() if any(said)}
        self._found = _found(self.whole.graph)
        self._labels = {(label.section, label.key): label for label in texts.labels()}
        self._made: dict[tuple[str, str], Sequence[Context]] = {}

    @cached_property
    def texts_said(self) -> tuple[Said, ...]:
        """Return every text in all its distinct renderings."""
        paths = sorted({*map(path_of, self.spots), *notes(self.whole), *WRITTEN_BY_US})
        return tuple(said for path in paths for school in SCHOOLS for said in self._said(path, school))

    @cached_property
    def labels_said(self) -> tuple[Said, ...]:
        """Return every label of every screen, per school."""
        return tuple(
            Said(f"{'/'.join(spot)} {key}", school, self._label(*spot, key, school))
            for spot, _ in self.whole.screens()
            for key in self.whole.keys(spot)
            for school in SCHOOLS
        )

    def told(self, word: str) -> tuple[str, ...]:
        """Return every value that a transition of the book sets literally in the slot `word`."""
        return self._told.get(word, ())

    def family(self, path: str) -> Iterator[str]:
        """Yield the source of a text and of every text it includes."""
        due, seen = [path], set[str]()
        while due:
            each = due.pop()
            if each not in seen and self.texts.has(each):
                seen.add(each)
                due += _CALLED.findall(self.texts.source(each))
                yield self.texts.source(each)

    def labels_of(self, path: str) -> Iterator[Label]:
        """Yield the labels of a screen as they are written; nothing if the path is not a screen."""
        flow, _, at = path.partition("/")
        state = self.whole.graph.states.get((flow, at))
        for key in self.whole.keys((flow, at)) if state and not state.passes else ():
            nearest = (self._labels.get((section, key)) for section in (path, flow, EVERYWHERE))
            yield from (label for label in (next(filter(None, nearest), None),) if label)

    @property
    def spots(self) -> tuple[tuple[str, str], ...]:
        """Return every place that has a text of its own."""
        return tuple(spot for spot, _ in self.whole.with_texts())

    def _said(self, path: str, school: str) -> Iterator[Said]:
        forms = {self.texts.render(path, context) for context in self._contexts(path, school)}
        return (Said(path, school, plain(form)) for form in sorted(forms))

    def _contexts(self, path: str, school: str) -> Iterator[Mapping[str, object]]:
        ways, finds = tuple(self._ways(path)), self._found if "found" in self.texts.names(path) else ({},)
        apart = len(ways)  # each set of slots goes to a share of the people; all sets together reach everybody
        by_the_way = any(map(_OF_THE_WAY.search, self.family(path)))
        for n, told in enumerate(ways):
            everybody = self._people(school, told.get("ticket", ""))
            few = (*everybody[:2], everybody[-1])  # with one child, with two, with none
            some = everybody[n % apart :: apart] if by_the_way else ()
            # all results for a few people, and all people with some result: the full product would take too long
            both = chain(product(few, finds if n < 2 else finds[:2]), zip(some, cycle(finds), strict=False))
            listed = (0, 1) if "choices" in self.texts.names(path) else (0,)
            said = ({**context, "told": told, "found": found} for context, found in both)
            yield from ({**each, "choices": lines} for each in said for lines in listed)

    def _people(self, school: str, ticket: str) -> Sequence[Context]:
        if (school, ticket) not in self._made:
            self._made[school, ticket] = [self._context(known, ticket) for known in self._crowds[school]]
        return self._made[school, ticket]

    def _context(self, known: Known, ticket: str) -> Context:
        child = known.children[0].id if known.children else ""
        return self._telling.context(
            known, people.NOW, slots={"ticket": ticket}, results={}, child=child, queried=SIGHTS
        )

    def _ways(self, path: str) -> Iterator[Mapping[str, str]]:
        """Yield the sets of slots to render a text with: the required slots, then all, with every value of each."""
        needed, more = self.texts.words(path), self.texts.optional_words(path)
        tickets = people.TICKETS if "ticket" in self.texts.names(path) else ("",)
        for words in dict.fromkeys((needed, needed | more)):
            for told in _variants({word: self._told.get(word) or (TOLD.get(word, "слово"),) for word in sorted(words)}):
                yield from ({**told, "ticket": ticket} if ticket else told for ticket in tickets)

    def _label(self, flow: str, state: str, key: str, school: str) -> str:
        slots = {word: TOLD.get(word, "слово") for word in self.texts.label_words(flow, state, key)}
        return self.texts.label(flow, state, key, {"told": slots, "school": self.texts.schools.get(school)})

    @cached_property
    def _crowds(self) -> Mapping[str, tuple[Known, ...]]:
        of = people.tracks(self.whole.graph)
        return {school: tuple(people.crowd(school, of)) for school in SCHOOLS}


def _told(graph: Graph) -> dict[str, tuple[str, ...]]:
    guides = (flow.name for flow in graph.flows.values() if flow.recap)
    literals = {"mends": dict.fromkeys(get_args(Responsible)), "guide": dict.fromkeys(guides)}
    entry_points = [told for state in graph.states.values() for told in state.intents.values()]
    ways = [words for steps in graph.steps.values() for step in steps for words in (step.way.gives, step.way.tell)]
    for words in (*entry_points, *ways):
        for word, value in words.items():
            literals.setdefault(word, {})[value] = None
    return {word: tuple(filter(None, values)) for word, values in literals.items()}


def _found(graph: Graph) -> tuple[Mapping[str, str], ...]:
    """Return the possible results: none, and every value of each key, beside two different values of the other keys."""
    listed = finds(graph)
    return ({}, *_variants(listed), *_variants(listed, shift=1))


def finds(graph: Graph) -> dict[str, tuple[str, ...]]:
    """Return {key of a result: all values that the book's transitions can set}."""
    values: dict[str, dict[str, None]] = {}
    wishes = [{w.what: w.value} for state in graph.states.values() for w in state.do if isinstance(w, FindSpec)]
    for found in (*wishes, *(step.way.find for steps in graph.steps.values() for step in steps)):
        for key, value in found.items():
            values.setdefault(key, {})[value] = None
    return {key: tuple(values[key]) for key in sorted(values)}


def _variants(values: Mapping[str, Sequence[str]], shift: int = 0) -> Iterator[dict[str, str]]:
    """Yield mappings in which every value of every key occurs; `shift` rotates each key's values by the key's index."""
    for n in range(max(map(len, values.values()), default=1)):
        yield {key: each[(n + shift * k) % len(each)] for k, (key, each) in enumerate(values.items())}
