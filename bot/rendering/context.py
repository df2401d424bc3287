"""What a text may speak of: the context of a template, made of what is known and where the chat stands."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from msgspec.structs import replace

from bot.rendering.addresses import NOWHERE, Addresses, Way
from bot.rendering.expected import answer_by
from bot.rendering.printer import Printer
from flows.book.model import Book
from flows.context.known import Child, Known, Line, Stage, Ticket
from flows.context.permissions import school_of
from flows.context.progress import SERVICES, Step, on_the_way, steps
from flows.text.labels import child_label
from flows.values.calendar import Calendar
from texts import Asked, School, Texts

_TERMS = ("check_usual", "check_limit")
WORDS_SHOWN = 1200  #: characters of a ticket's talk on one screen; the last utterance is always whole


class ChildView(NamedTuple):
    """A child as a text speaks of it."""

    label: str
    number: int
    class_name: str
    several: bool
    stages: tuple[Stage, ...]
    family: str
    steps: tuple[Step, ...]

    @property
    def begun(self) -> bool:
        """Tell whether anything says how far the child has come."""
        return any(on_the_way(stage) for stage in self.stages)

    @property
    def without(self) -> bool:
        """Tell whether the parent goes without every service (C11)."""
        return all(step.state == "without" for step in self.steps if step.key in SERVICES)


class ContextFactory:
    """Makes contexts: one for every screen and notice."""

    def __init__(self, texts: Texts, book: Book, addresses: Addresses = NOWHERE) -> None:
        """Keep the words, the book with its calendars and terms, and where people find the bot."""
        self.texts, self.book, self.addresses = texts, book, addresses

    def context(
        self,
        known: Known,
        now: datetime,
        *,
        slots: Mapping[str, str],
        results: Mapping[str, str],
        child: str,
        flow: str = "",
        seen: Mapping[str, object] | None = None,
    ) -> "Context":
        """Give all a template of `flow` may name; see `texts/README.md`."""
        return Context(self, known, now, slots, results, child, flow, seen)

    def school(self, known: Known, child: Child | None, flow: str, klass: str) -> School | None:
        """Give the profile that speaks, None when no school is known."""
        return self.texts.schools.get(school_of(self.book.flows.get(flow), known, child, klass))


class Context(Mapping[str, object]):
    """All a template may name. Most name little of it: each thing is made when it is first looked up."""

    def __init__(
        self,
        of: ContextFactory,
        known: Known,
        at: datetime,
        slots: Mapping[str, str],
        results: Mapping[str, str],
        child: str,
        flow: str,
        seen: Mapping[str, object] | None,
    ) -> None:
        """Keep what it is made of."""
        self._of, self._person, self._at, self._told, self._views = of, known, at, slots, bool(seen)
        self._spoken_of = known.child(child)
        self.profile = of.school(known, self._spoken_of, flow, slots.get("klass", ""))
        self._made: dict[str, object] = {"told": slots, "found": results, "school": self.profile}
        if seen:
            self._made.update(seen)

    def __getitem__(self, name: str) -> object:
        """Give a thing by its name. Raises KeyError for what no template may name."""
        if name not in self._made:
            self._made[name] = MAKERS[name](self)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether a template may name it; nothing is made for that."""
        return name in self._made or name in MAKERS

    def __iter__(self) -> Iterator[str]:
        """Give every name."""
        return iter(dict.fromkeys((*self._made, *MAKERS)))

    def __len__(self) -> int:
        """Count the names."""
        return len(self._made.keys() | MAKERS.keys())

    def key(self, of: "Dependencies") -> tuple[Hashable, ...] | None:
        """Give a value that is the same whenever all that words hang on is the same; None when that cannot be told."""
        if not of.all:
            return ()
        if self._views or (of.talk and self._person.tickets):
            return None
        told = self._told
        own = self.profile.key if self.profile else ""
        return (own, *[told.get(word) for word in of.words], *[find(self) for find in of.finds])

    @cached_property
    def _key(self) -> str:
        return self.profile.key if self.profile else ""

    @cached_property
    def _calendar(self) -> Calendar:
        return self._of.book.calendar_of(self._key)

    @cached_property
    def now(self) -> datetime:
        """The moment, where the school is."""
        return self._at.astimezone(self._calendar.zone)

    @cached_property
    def child(self) -> ChildView | None:
        """The child spoken of."""
        return self._child(self._spoken_of) if self._spoken_of else None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the child's way."""
        return self.child.steps if self.child else ()

    @property
    def known(self) -> dict[str, object]:
        """What is known of the person."""
        known = self._person
        return {
            "children": [self._child(child) for child in known.children],
            "consent": known.consent,
            "staffed": known.staffed,
            "taught": known.taught,
            "muted": known.muted or not known.consent,  # without a consent nobody is reminded of anything
            "hats": known.roles,
            "tickets": known.tickets,
        }

    @property
    def ticket(self) -> Ticket | None:
        """The ticket told, with what of its talk fits a screen."""
        ticket = self._ticket
        return ticket and replace(ticket, lines=recent(ticket.lines))

    @property
    def earlier(self) -> int:
        """How many utterances of it do not fit."""
        return len(self._ticket.lines) - len(recent(self._ticket.lines)) if self._ticket else 0

    @property
    def answer_by(self) -> datetime | None:
        """When a question asked now is usually answered."""
        return answer_by(self.profile, self._calendar, self._at) if self.profile else None

    @property
    def pace(self) -> str:
        """How far into its terms a running check is (C1)."""
        since = next((step.since for step in self.steps if step.key == "check" and step.state == "running"), None)
        if since is None:
            return ""
        terms, today = (self._of.book.term(term, self._key) for term in _TERMS), self.now.date()
        over = [self._calendar.since(since, term) <= today for term in terms]
        return ("usual", "slow", "overdue")[sum(over)]

    @cached_property
    def printer(self) -> Printer:
        """What prints for the school."""
        return Printer(self._of.texts, self._of.addresses, self.profile)

    @property
    def ways(self) -> tuple[Way, ...]:
        """The links that bring the told code along."""
        return self.printer.ways(self._told.get("code", ""))

    @cached_property
    def _ticket(self) -> Ticket | None:
        return self._person.ticket(self._told.get("ticket", ""))

    def _child(self, child: Child) -> ChildView:
        label = child_label(child.number, child.class_name)
        several, drawn = len(self._person.children) > 1, steps(child, self.now.date())
        return ChildView(label, child.number, child.class_name, several, child.stages, child.family, drawn)


#: What is made when it is looked up, by its name in a template
MAKERS: Mapping[str, Callable[[Context], object]] = {
    name: attrgetter(name)
    for name in ("child", "steps", "known", "ticket", "earlier", "answer_by", "pace", "now", "ways", "printer")
}


def _of_child(of: Context) -> Hashable:
    child = of._spoken_of
    return child and (_card(child), len(of._person.children) > 1, of.now.date())


def _of_person(of: Context) -> Hashable:
    known = of._person
    cards = tuple(map(_card, known.children))
    return (known.consent, known.muted, known.roles, known.staffed, known.taught, cards, of.now.date())


def _card(child: Child) -> Hashable:
    return (child.number, child.class_name, child.stages, child.family_number, child.family_mark)


#: What each thing hangs on, but told words and the school's profile; of the rest nothing is remembered
KEYS: Mapping[str, Callable[[Context], Hashable]] = {
    "found": lambda of: frozenset(of["found"].items()),  # type: ignore[attr-defined]  # a mapping
    "child": _of_child,
    "steps": _of_child,
    "pace": _of_child,
    "known": _of_person,
    "now": lambda of: of.now.date(),
}
OWN_WORDS = frozenset({"draft"})  #: told words that hold what a person typed


class Dependencies(NamedTuple):
    """What the words of a screen hang on: nothing, or the school's profile, told words, things, tickets' talk."""

    all: bool
    words: tuple[str, ...]
    finds: tuple[Callable[[Context], Hashable], ...]
    talk: bool


def dependencies_of(asked: Asked) -> Dependencies | None:
    """Tell what words that ask this hang on; None when it cannot be told.

    Words of people (a draft, a ticket's talk) are nobody's key: they must be nowhere once they are forgotten.
    """
    if asked.moment or not OWN_WORDS.isdisjoint(asked.words) or asked.names & (MAKERS.keys() - KEYS.keys()):
        return None
    named = sorted(asked.names & KEYS.keys())
    return Dependencies(
        bool(asked.names), tuple(sorted(asked.words)), tuple(KEYS[name] for name in named), "known" in named
    )


def recent(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Give the newest utterances that fit one screen, at least one."""
    room, first = WORDS_SHOWN, len(lines)
    while first and (room := room - len(lines[first - 1].text)) >= 0:
        first -= 1
    return lines[min(first, len(lines) - 1) :] if lines else ()
