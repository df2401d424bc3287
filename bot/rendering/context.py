"""The context of a template: the values a text may use, computed from the slots and what is known of the person."""

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
WORDS_SHOWN = 1200  #: the most characters of a ticket's lines on one screen; the newest line is always shown whole


class ChildView(NamedTuple):
    """The data of a child that templates can show. `several`: the person has more than one child."""

    label: str
    number: int
    class_name: str
    several: bool
    stages: tuple[Stage, ...]
    family: str
    steps: tuple[Step, ...]

    @property
    def begun(self) -> bool:
        """True if at least one stored stage is progress on a track."""
        return any(on_the_way(stage) for stage in self.stages)

    @property
    def without(self) -> bool:
        """True if the parent decided to do without every service (C11)."""
        return all(step.state == "without" for step in self.steps if step.key in SERVICES)


class ContextFactory:
    """Makes the contexts of templates, a new one for each screen or notice."""

    def __init__(self, texts: Texts, book: Book, addresses: Addresses = NOWHERE) -> None:
        """Store the texts, the book with its calendars and terms, and the addresses of the bot."""
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
        queried: Mapping[str, object] | None = None,
    ) -> "Context":
        """Return the context for a template of `flow`. `texts/README.md` lists the names that it may use.

        `child`: the id of the current child, or empty. `queried`: {name of a query: its value}.
        """
        return Context(self, known, now, slots, results, child, flow, queried)

    def school(self, known: Known, child: Child | None, flow: str, klass: str) -> School | None:
        """Return the profile of the school in whose name the text is written; None if no school is known.

        See `school_of` for how the flow, the child and the class decide.
        """
        return self.texts.schools.get(school_of(self.book.flows.get(flow), known, child, klass))


class Context(Mapping[str, object]):
    """{name: value} for a template. Each value is computed at its first lookup, because a template uses few of them."""

    def __init__(
        self,
        of: ContextFactory,
        known: Known,
        at: datetime,
        slots: Mapping[str, str],
        results: Mapping[str, str],
        child: str,
        flow: str,
        queried: Mapping[str, object] | None,
    ) -> None:
        """Store the data from which the values are computed."""
        self._of, self._known, self._at, self._slots, self._queried = of, known, at, slots, bool(queried)
        self._current_child = known.child(child)
        self.profile = of.school(known, self._current_child, flow, slots.get("klass", ""))
        self._made: dict[str, object] = {"told": slots, "found": results, "school": self.profile}
        if queried:
            self._made.update(queried)

    def __getitem__(self, name: str) -> object:
        """Return a value by its name. Raises KeyError for a name that no template may use."""
        if name not in self._made:
            self._made[name] = MAKERS[name](self)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        """Return True if a template may use the name. Its value is not computed."""
        return name in self._made or name in MAKERS

    def __iter__(self) -> Iterator[str]:
        """Iterate over all names."""
        return iter(dict.fromkeys((*self._made, *MAKERS)))

    def __len__(self) -> int:
        """Count the names."""
        return len(self._made.keys() | MAKERS.keys())

    def key(self, of: "Dependencies") -> tuple[Hashable, ...] | None:
        """Return the cache key for these dependencies, or None if the text must not be cached.

        Texts with equal keys are equal.
        """
        if not of.all:
            return ()
        if self._queried or (of.talk and self._known.tickets):
            return None
        slots = self._slots
        own = self.profile.key if self.profile else ""
        return (own, *[slots.get(name) for name in of.words], *[find(self) for find in of.finds])

    @cached_property
    def _school_key(self) -> str:
        return self.profile.key if self.profile else ""

    @cached_property
    def _calendar(self) -> Calendar:
        return self._of.book.calendar_of(self._school_key)

    @cached_property
    def now(self) -> datetime:
        """The current moment, in the time zone of the school."""
        return self._at.astimezone(self._calendar.zone)

    @cached_property
    def child(self) -> ChildView | None:
        """The child that the text is about; None if it is about no child."""
        return self._child(self._current_child) if self._current_child else None

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps of the child, each with its state; empty if the text is about no child."""
        return self.child.steps if self.child else ()

    @property
    def known(self) -> dict[str, object]:
        """What is known of the person."""
        known = self._known
        return {
            "children": [self._child(child) for child in known.children],
            "consent": known.consent,
            "staffed": known.staffed,
            "taught": known.taught,
            "muted": known.muted or not known.consent,  # nobody is reminded of anything before they consent
            "hats": known.roles,
            "tickets": known.tickets,
        }

    @property
    def ticket(self) -> Ticket | None:
        """The ticket that the slots name, with the newest lines that fit on one screen."""
        ticket = self._ticket
        return ticket and replace(ticket, lines=recent(ticket.lines))

    @property
    def earlier(self) -> int:
        """How many older lines of the ticket do not fit on the screen."""
        return len(self._ticket.lines) - len(recent(self._ticket.lines)) if self._ticket else 0

    @property
    def answer_by(self) -> datetime | None:
        """The moment by which a question asked now is usually answered; None if the school's hours are not known."""
        return answer_by(self.profile, self._calendar, self._at) if self.profile else None

    @property
    def pace(self) -> str:
        """How long the running check of the child's application takes (C1): "usual", "slow" or "overdue".

        It is "" if no check is running.
        """
        since = next((step.since for step in self.steps if step.key == "check" and step.state == "running"), None)
        if since is None:
            return ""
        terms, today = (self._of.book.term(term, self._school_key) for term in _TERMS), self.now.date()
        over = [self._calendar.since(since, term) <= today for term in terms]
        return ("usual", "slow", "overdue")[sum(over)]

    @cached_property
    def printer(self) -> Printer:
        """The maker of PDF files in the name of the school for which this text is rendered."""
        return Printer(self._of.texts, self._of.addresses, self.profile)

    @property
    def ways(self) -> tuple[Way, ...]:
        """The links to the bot that contain the access code in the slots."""
        return self.printer.ways(self._slots.get("code", ""))

    @cached_property
    def _ticket(self) -> Ticket | None:
        return self._known.ticket(self._slots.get("ticket", ""))

    def _child(self, child: Child) -> ChildView:
        label = child_label(child.number, child.class_name)
        several, drawn = len(self._known.children) > 1, steps(child, self.now.date())
        return ChildView(label, child.number, child.class_name, several, child.stages, child.family, drawn)


#: Values computed at their first lookup, by their names in templates
MAKERS: Mapping[str, Callable[[Context], object]] = {
    name: attrgetter(name)
    for name in ("child", "steps", "known", "ticket", "earlier", "answer_by", "pace", "now", "ways", "printer")
}


def _of_child(of: Context) -> Hashable:
    child = of._current_child
    return child and (_card(child), len(of._known.children) > 1, of.now.date())


def _of_person(of: Context) -> Hashable:
    known = of._known
    cards = tuple(map(_card, known.children))
    return (known.consent, known.muted, known.roles, known.staffed, known.taught, cards, of.now.date())


def _card(child: Child) -> Hashable:
    return (child.number, child.class_name, child.stages, child.family_number, child.family_mark)


#: {name: function that returns its part of the cache key}. `Context.key` adds the slots and the school's profile. A
#: text is not cached if it uses a name of MAKERS that is not listed here.
KEYS: Mapping[str, Callable[[Context], Hashable]] = {
    "found": lambda of: frozenset(of["found"].items()),  # type: ignore[attr-defined]  # a mapping
    "child": _of_child,
    "steps": _of_child,
    "pace": _of_child,
    "known": _of_person,
    "now": lambda of: of.now.date(),
}
#: Slots whose texts are not cached: what a person typed, and a moment from which hours are counted
OWN_WORDS = frozenset({"draft", "waited_since"})


class Dependencies(NamedTuple):
    """The values on which the text of a screen depends. Its cache key is computed from them."""

    all: bool  #: False: the text depends on nothing
    words: tuple[str, ...]  #: the slots it reads
    finds: tuple[Callable[[Context], Hashable], ...]  #: the functions of KEYS for the names that it uses
    talk: bool  #: it may show the lines of tickets


def dependencies_of(asked: Asked) -> Dependencies | None:
    """Return the dependencies of a screen whose templates read the values `asked`; None if it must not be cached.

    What a person typed (a draft, the lines of a ticket) is never part of a key, because no cache may hold it after the
    person is erased.
    """
    if asked.moment or not OWN_WORDS.isdisjoint(asked.words) or asked.names & (MAKERS.keys() - KEYS.keys()):
        return None
    named = sorted(asked.names & KEYS.keys())
    return Dependencies(
        bool(asked.names), tuple(sorted(asked.words)), tuple(KEYS[name] for name in named), "known" in named
    )


def recent(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the newest lines of a ticket that fit on one screen; the last line even if it is too long."""
    room, first = WORDS_SHOWN, len(lines)
    while first and (room := room - len(lines[first - 1].text)) >= 0:
        first -= 1
    return lines[min(first, len(lines) - 1) :] if lines else ()
