"""The input of every check in this package: the book, its texts and the channels' limits."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from bot.app.calendars import calendars
from bot.app.school_features import features
from bot.messages.limits import Limits
from flows.book.errors import Fault
from flows.book.flow import State
from flows.book.loading import Library
from flows.book.model import Book
from flows.checks.graph import Graph, Spot, named
from flows.checks.known_slots import Words, set_everywhere
from flows.checks.names import TURNS
from flows.nlu.intents import IntentClassifier
from flows.values.calendar import Calendar, Span, Unit
from texts import Texts


class _Terms(dict[str, Span]):
    """{name of a fact: term}, where a term is a time span.

    A missing term counts as one day and raises no error, because the check `unknown_term` reports missing terms.
    """

    def __missing__(self, name: str) -> Span:
        return Span(1, Unit.days)


class Whole:
    """The book, its texts and the channels' limits, with values derived from them that are computed only once."""

    def __init__(self, library: Library, texts: Texts, limits: Limits, calendar: Calendar, today: date) -> None:
        """Store what is checked. `calendar`: the working days; `today` decides which facts are out of date."""
        self.graph, self.texts, self.limits = Graph(library), texts, limits
        self.calendar, self.today = calendar, today

    @cached_property
    def book(self) -> Book:
        """Return a book of the flows whose files could be read. Rules and templates are evaluated with it."""
        terms = _Terms((name, Span.parse(term)) for name, term in self.texts.terms.items())
        return Book(
            self.graph.flows, self.calendar, terms, {}, IntentClassifier({}),
            calendars=calendars(self.calendar, self.texts.schools), features=features(self.texts.schools),
        )  # fmt: skip

    @cached_property
    def words(self) -> Words:
        """Return each state's slots set at entry: those common to all transitions, and those of each transition."""
        return Words(self.graph)

    @cached_property
    def known_slots(self) -> Mapping[Spot, frozenset[str]]:
        """Return {state: slots that are certainly set when the state's text is rendered}."""
        return set_everywhere(self.graph)

    def with_texts(self) -> Iterator[tuple[Spot, State]]:
        """Yield every state that has a text: screens, notices, and states with a text shown above the next screen."""
        for spot, state in self.graph.states.items():
            if state.note or not state.passes:
                yield spot, state

    def screens(self) -> Iterator[tuple[Spot, State]]:
        """Yield every state that can have buttons: screens and notices."""
        return ((spot, state) for spot, state in self.graph.states.items() if not state.passes)

    def keys(self, spot: Spot) -> tuple[str, ...]:
        """Return the keys of all buttons that a state may show, including those that the engine adds."""
        state = self.graph.states[spot]
        if state.notice:
            return tuple(state.buttons)
        turns = TURNS if state.choices else ()
        return (*state.buttons, *turns, *self.graph.universals(spot))


def of_text(rule: str, path: str, says: str, line: int = 1) -> Fault:
    """Return a fault at a line of the template at `path`. `rule`: the check; `says`: the message."""
    return Fault(rule, f"texts/{path}.j2:{line}", says)


def path_of(spot: Spot) -> str:
    """Return the path of a state's text among the texts: «flow/state»."""
    return named(spot)
