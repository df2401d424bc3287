"""The shape of a flow as its author writes it in YAML, and the book that all flows make.

Every key of the grammar is a field here and is explained in `flows/README.md`; an unknown key is an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from flows.book.effect_specs import EffectSpec, Shape, Since
from flows.nlu.intents import Ear
from flows.values.calendar import Calendar, Span

HOME = ("menu", "home")  #: the map: where everything ends that ends nowhere else
FIRST = ("welcome", "start")  #: where a chat that has stood nowhere begins
GUESS = ("guess", "which")  #: «Вы про …?»
LOST = ("guess", "lost")  #: not understood twice in a row, or guessed wrong: where to go, and how to teach the bot
CONSENT = ("consent", "ask")
LATER = ("later", "when")  #: «Вернусь позже»: when to remind
CONSENT_VERSION = "2026-11-22"  #: the version of `texts/consent/ask.j2`; a new one is asked anew


def _listed(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


def _target(value: object) -> object:
    return {"go": value} if isinstance(value, str) else value


def _doors(value: object) -> object:
    return {meaning: {} for meaning in value} if isinstance(value, list) else value


class Target(Shape):
    """Where a way leads: `go` a state of this flow, `open` another flow or `flow/state`; `back`, `return` are words."""

    go: str | None = None
    open: str | None = None
    gives: Mapping[str, str] = Field(default={}, alias="with")  #: words told to what opens
    hand: tuple[str, ...] = ()  #: told words handed on to what opens
    tell: Mapping[str, str] = {}  #: words told by taking this way
    find: Mapping[str, str] = {}  #: what is found out by taking this way, for the ticket
    when: str | None = None  #: a rule; the way is there only while it holds


Way = Annotated[Target, BeforeValidator(_target)]


Universal = Literal["back", "later", "menu", "human"]
#: Who mends what is spoken of (D7); their words stand in `texts/everywhere/_who.j2`
Mender = Literal["school", "teacher", "gosuslugi", "zags", "sfr", "centre", "chats"]


class State(Shape):
    """A moment of a conversation. It either passes on (`then`, `branch`, `answers`) or stops and shows a screen."""

    source: str = ""
    was: tuple[str, ...] = ()
    hears: Annotated[Mapping[str, Mapping[str, str]], BeforeValidator(_doors)] = {}
    do: Annotated[tuple[EffectSpec, ...], BeforeValidator(_listed)] = ()
    note: bool = False  #: a passing state with a text: it is said above the next screen
    branch: tuple[Way, ...] = ()
    then: Way | None = None
    answers: Mapping[str, Way] = {}
    buttons: Mapping[str, Way] = {}
    choices: str | None = None
    chosen: Way | None = None
    read: str | None = None
    receives: Way | None = None  #: the way when a picture or a PDF is sent here
    attach: str | None = None  #: a picture or a document the message carries
    next: Way | None = None
    wait: Since | None = None
    waited_out: Way | None = None
    notice: bool = False
    unless: str | None = None
    urgency: Literal["reminder", "ticket"] = "reminder"
    keep: bool = False
    discard: bool = False
    universals: tuple[Universal, ...] | None = None
    step: int | None = None  #: the screen is this step of its guide
    ends: bool = False  #: the guide is over: its place is kept no longer
    mends: Mender | None = None
    view: str | None = None  #: what the store is looked into for; the text has it under this name (bot/queries)

    @cached_property
    def chooses(self) -> bool:
        """Tell whether some of its buttons are there only while a rule holds."""
        return any(way.when for way in self.buttons.values())

    @cached_property
    def own(self) -> tuple[str, ...]:
        """Give the keys of its buttons, in order."""
        return tuple(self.buttons)

    @cached_property
    def still(self) -> bool:
        """Tell whether coming here does nothing but show a screen, as in most states."""
        return not (self.passes or self.do or self.note or self.read or self.ends)

    @property
    def passes(self) -> bool:
        """Tell whether the state shows no screen of its own."""
        return bool(self.then or self.branch or self.answers)

    def ways(self) -> tuple[tuple[str, Target], ...]:
        """Give every way out, each with the name of the key it stands under."""
        keys = ("then", "chosen", "next", "receives", "waited_out")
        single = [(key, way) for key in keys if (way := getattr(self, key))]
        several = [(f"branch {n}", way) for n, way in enumerate(self.branch, 1)]
        keyed = [(f"answers {key}", way) for key, way in self.answers.items()]
        return (*single, *several, *keyed, *((f"buttons {key}", way) for key, way in self.buttons.items()))


class Flow(Shape):
    """A conversation: one YAML file of `flows/library`."""

    flow: str
    source: str = ""
    whom: Literal["anyone", "parent", "teacher", "staff", "answerer", "installer"] = Field(
        default="anyone", alias="for"
    )
    takes: tuple[str, ...] = ()
    start: str
    universals: tuple[Universal, ...] = ("back", "menu", "human")
    was: tuple[str, ...] = ()
    recap: str | None = None  #: the flow is a guide; this state meets whoever comes back to it half-way
    mends: Mender | None = None
    states: Mapping[str, State]

    @cached_property
    def length(self) -> int:
        """Count the steps of a guide."""
        return max((state.step or 0 for state in self.states.values()), default=0)

    @property
    def name(self) -> str:
        """Give the flow's name."""
        return self.flow


@dataclass(frozen=True, slots=True)
class Door:
    """A state a recognised meaning leads straight to, and the words told by it."""

    flow: str
    state: str
    told: Mapping[str, str]


class Traits(NamedTuple):
    """What a school's profile decides of the way: its diary, where its chats are, and whether that is certain."""

    diary: str = ""
    chats: str = ""
    chats_sure: bool = False


class Phrased(NamedTuple):
    """What a meaning is about, and the phrases of the book that ask it."""

    about: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: what is worked out of one once is kept by it
class Book:
    """All flows, and what the engine needs of the words: labels to match typed text with, terms to count with."""

    flows: Mapping[str, Flow]
    calendar: Calendar
    terms: Mapping[str, Span]
    labels: Mapping[tuple[str, str, str], str]
    ear: Ear
    doors: Mapping[str, Door] = field(default_factory=dict)
    renamed: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)  #: of schools with a zone or holidays of their own
    openable: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)  #: from outside, with which words
    traits: Mapping[str, Traits] = field(default_factory=dict)  #: of schools
    own_terms: Mapping[str, Mapping[str, Span]] = field(default_factory=dict)  #: of schools that have their own
    phrased: Mapping[str, Phrased] = field(default_factory=dict)  #: of meanings, for whoever attaches a text to one

    def calendar_of(self, school: str) -> Calendar:
        """Give the calendar a school counts by; the common one when it has none of its own, or no school is known."""
        return self.calendars.get(school, self.calendar)

    def term(self, name: str, school: str) -> Span:
        """Give a term as a school counts it: its own, else the common one. Raises KeyError for what is no term."""
        return self.own_terms.get(school, {}).get(name) or self.terms[name]

    def state(self, flow: str, state: str) -> State | None:
        """Give a state by its place, None when the book has none there."""
        of = self.flows.get(flow)
        return of.states.get(state) if of is not None else None

    def label(self, flow: str, state: str, key: str) -> str:
        """Give the words on a button, the key itself where the book was built without words."""
        return self.labels.get((flow, state, key), key)

    def called(self, meaning: str) -> str:
        """Give what people are told a meaning is, empty for one that leads nowhere."""
        return self.label(*GUESS, meaning) if meaning in self.doors else ""
