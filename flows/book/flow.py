"""A flow and its states as an author writes them in YAML.

Every key is explained in `flows/README.md`; an unknown key is an error.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from flows.book.effect_specs import EffectSpec, Shape, Since


def _listed(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


def _target(value: object) -> object:
    return {"go": value} if isinstance(value, str) else value


def _entry_points(value: object) -> object:
    return {intent: {} for intent in value} if isinstance(value, list) else value


class Target(Shape):
    """Where a button or a state leads. `go`: a state of this flow or a keyword (`back`, `return` …).

    `open`: another flow, or its state as `flow/state`.
    """

    go: str | None = None
    open: str | None = None
    gives: Mapping[str, str] = Field(default={}, alias="with")  #: slots to set in the flow that opens
    hand: tuple[str, ...] = ()  #: slots to pass to the flow that opens
    tell: Mapping[str, str] = {}  #: slots that this way sets
    find: Mapping[str, str] = {}  #: results that this way sets, for the ticket
    when: str | None = None  #: a rule; the way is open only while the rule is true


Way = Annotated[Target, BeforeValidator(_target)]

Universal = Literal["back", "later", "menu", "human"]
#: Who can be responsible for a problem (D7); the names are in `texts/everywhere/_who.j2`
#: `office` means zags or sfr: the office that issued the document named by the slot `document`
Responsible = Literal["school", "teacher", "gosuslugi", "zags", "sfr", "office", "centre", "chats"]


class State(Shape):
    """One state of a conversation. It either leads on at once (`then`, `branch`, `answers`) or shows a screen."""

    source: str = ""
    was: tuple[str, ...] = ()
    intents: Annotated[Mapping[str, Mapping[str, str]], BeforeValidator(_entry_points)] = Field(
        default={}, alias="hears"
    )
    do: Annotated[tuple[EffectSpec, ...], BeforeValidator(_listed)] = ()
    note: bool = False  #: the state leads on at once, and its text is shown above the next screen
    branch: tuple[Way, ...] = ()
    then: Way | None = None
    answers: Mapping[str, Way] = {}
    buttons: Mapping[str, Way] = {}
    choices: str | None = None
    chosen: Way | None = None
    read: str | None = None
    receives: Way | None = None  #: the way to follow when a person sends a picture or a PDF here
    attach: str | None = None  #: the name of a picture or document to attach to the message
    next: Way | None = None
    wait: Since | None = None
    waited_out: Way | None = None
    notice: bool = False
    unless: str | None = None
    urgency: Literal["reminder", "ticket"] = "reminder"
    keep: bool = False
    discard: bool = False
    universals: tuple[Universal, ...] | None = None
    step: int | None = None  #: the number of this screen in its guide
    ends: bool = False  #: the guide ends here: the session no longer stores its step
    responsible: Responsible | None = Field(default=None, alias="mends")
    query: str | None = Field(
        default=None, alias="view"
    )  #: the name of the query whose result the text uses (bot/queries)

    @cached_property
    def chooses(self) -> bool:
        """Return whether some buttons of the state are shown only if a rule (`when`) is true."""
        return any(way.when for way in self.buttons.values())

    @cached_property
    def own(self) -> tuple[str, ...]:
        """Return the keys of the state's buttons, in order."""
        return tuple(self.buttons)

    @cached_property
    def only_shows_screen(self) -> bool:
        """Return whether entering the state does nothing but show its screen. This is so for most states."""
        return not (self.passes or self.do or self.note or self.read or self.ends)

    @property
    def passes(self) -> bool:
        """Return whether the state leads on at once and shows no screen of its own."""
        return bool(self.then or self.branch or self.answers)

    def ways(self) -> tuple[tuple[str, Target], ...]:
        """Return every transition out of the state as a pair (YAML key, target)."""
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
    recap: str | None = None  #: for a guide: the state shown when a person returns to it half-way
    responsible: Responsible | None = Field(default=None, alias="mends")
    states: Mapping[str, State]

    @cached_property
    def length(self) -> int:
        """Return the number of steps of a guide; 0 for other flows."""
        return max((state.step or 0 for state in self.states.values()), default=0)

    @property
    def name(self) -> str:
        """Return the flow's name."""
        return self.flow
