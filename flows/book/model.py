"""The book: all flows, and the calendars, terms, labels and intents that the engine uses with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from flows.book.flow import Flow, State
from flows.nlu.intents import IntentClassifier
from flows.values.calendar import Calendar, Span

HOME = ("menu", "home")  #: the main menu, to which every conversation returns
LINKED = ("welcome", "whose_link")  #: where a link with a code leads
FIRST = ("welcome", "start")  #: the first state of a new chat
GUESS = ("guess", "which")  #: «Вы про …?»
LOST = ("guess", "lost")  #: shown after two unrecognised texts, or when no guess was right
CONSENT = ("consent", "ask")
LATER = ("later", "when")  #: «Вернусь позже»: asks when to remind
CONSENT_VERSION = "2026-11-22"  #: the version of `texts/consent/ask.j2`; a new version asks people again
WORK_CONSENT_VERSION = "2026-12-01"  #: the version of `texts/welcome/work_consent.j2`


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """The entry point of an intent: the state it leads to, and the slots it sets."""

    flow: str
    state: str
    slots: Mapping[str, str]


class SchoolFeatures(NamedTuple):
    """What flows depend on in a school: its electronic diary, its chat service, and whether that is confirmed."""

    diary: str = ""
    chats: str = ""
    chats_sure: bool = False


class Phrased(NamedTuple):
    """The topic and the example phrases of an intent."""

    about: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: caches are keyed by the book
class Book:
    """All flows, with the labels that typed text is compared with, and the terms (periods) for counting days."""

    flows: Mapping[str, Flow]
    calendar: Calendar
    terms: Mapping[str, Span]
    labels: Mapping[tuple[str, str, str], str]
    classifier: IntentClassifier
    entry_points: Mapping[str, EntryPoint] = field(default_factory=dict)
    renamed: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(
        default_factory=dict
    )  #: {school: calendar}, for schools with their own time zone or holidays
    openable: Mapping[tuple[str, str], frozenset[str]] = field(
        default_factory=dict
    )  #: {place: slots}: places that links may open, with the slots that the link must set
    features: Mapping[str, SchoolFeatures] = field(default_factory=dict)  #: by school
    own_terms: Mapping[str, Mapping[str, Span]] = field(default_factory=dict)  #: by school
    phrased: Mapping[str, Phrased] = field(default_factory=dict)  #: by intent, for attaching a text to one

    def calendar_of(self, school: str) -> Calendar:
        """Return the calendar of a school; the common calendar if the school has none or is unknown."""
        return self.calendars.get(school, self.calendar)

    def term(self, name: str, school: str) -> Span:
        """Return the length of a term in this school, else the common length. Raises KeyError for an unknown term."""
        return self.own_terms.get(school, {}).get(name) or self.terms[name]

    def state(self, flow: str, state: str) -> State | None:
        """Return a state; None if the book does not have it."""
        of = self.flows.get(flow)
        return of.states.get(state) if of is not None else None

    def label(self, flow: str, state: str, key: str) -> str:
        """Return the label of a button, or its key if the book was built without texts."""
        return self.labels.get((flow, state, key), key)

    def called(self, intent: str) -> str:
        """Return the label of an intent for people; "" if the intent has no entry point."""
        return self.label(*GUESS, intent) if intent in self.entry_points else ""
