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
    """Where a way leads: `go` to a state of this flow, to `back`, `return` …; `open` another flow or `flow/state`."""

    go: str | None = None
    open: str | None = None
    gives: Mapping[str, str] = Field(default={}, alias="with")  #: slots to set in what opens
    hand: tuple[str, ...] = ()  #: slots to pass on to what opens
    tell: Mapping[str, str] = {}  #: slots this way sets
    find: Mapping[str, str] = {}  #: results this way sets, for the ticket
    when: str | None = None  #: a rule; the way is open only while the rule is true


Way = Annotated[Target, BeforeValidator(_target)]

Universal = Literal["back", "later", "menu", "human"]
#: Who is responsible (D7); their names are in `texts/everywhere/_who.j2`
Responsible = Literal["school", "teacher", "gosuslugi", "zags", "sfr", "centre", "chats"]


class State(Shape):
    """One state of a conversation. It either passes on (`then`, `branch`, `answers`) or shows a screen."""

    source: str = ""
    was: tuple[str, ...] = ()
    intents: Annotated[Mapping[str, Mapping[str, str]], BeforeValidator(_entry_points)] = Field(
        default={}, alias="hears"
    )
    do: Annotated[tuple[EffectSpec, ...], BeforeValidator(_listed)] = ()
    note: bool = False  #: the state passes on, and its text is shown above the next screen
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
    step: int | None = None  #: the number of this screen in its guide
    ends: bool = False  #: the guide ends here: the session no longer stores its step
    responsible: Responsible | None = Field(default=None, alias="mends")
    query: str | None = Field(
        default=None, alias="view"
    )  #: the query whose answer the text uses, under this name (bot/queries)

    @cached_property
    def chooses(self) -> bool:
        """Return whether some of its buttons depend on a rule."""
        return any(way.when for way in self.buttons.values())

    @cached_property
    def own(self) -> tuple[str, ...]:
        """Return the keys of its buttons in order."""
        return tuple(self.buttons)

    @cached_property
    def only_shows_screen(self) -> bool:
        """Return whether entering the state only shows its screen, as in most states."""
        return not (self.passes or self.do or self.note or self.read or self.ends)

    @property
    def passes(self) -> bool:
        """Return whether the state shows no screen of its own."""
        return bool(self.then or self.branch or self.answers)

    def ways(self) -> tuple[tuple[str, Target], ...]:
        """Return every way out with its YAML key."""
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
        """Return the number of steps of a guide."""
        return max((state.step or 0 for state in self.states.values()), default=0)

    @property
    def name(self) -> str:
        """Return the flow's name."""
        return self.flow
