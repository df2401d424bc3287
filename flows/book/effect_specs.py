"""The lines of `do:` as an author writes them: the effects of a state."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A piece of YAML: unknown keys are errors, and nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Since(Shape):
    """A term counted from the date in a slot, or from now: `{fact: check_usual, since: sent_on}`."""

    fact: str
    since: str | None = None


class RecordSpec(Shape):
    """Store a dated record. `about` is a literal; `about_word` and `on_word` name slots; the default date is today."""

    effect: Literal["record"]
    track: Literal["documents", "account", "diary", "myschool", "sferum"]
    stage: str
    about: str = ""
    about_word: str | None = None
    on_word: str | None = None


class OpenLaterSpec(Shape):
    """Schedule a notice, and set the slot `asks_on` to its day."""

    effect: Literal["open_later"]
    flow: str
    wait: Since
    about: str = ""
    about_word: str | None = None
    hand: tuple[str, ...] = ()


class NeverMindSpec(Shape):
    """Cancel the scheduled notices of a flow about the child: for everybody, or only for this person (`mine`)."""

    effect: Literal["never_mind"]
    flow: str
    whose: Literal["all", "mine"] = "all"
    about: str = ""
    about_word: str | None = None


class FindSpec(Shape):
    """Set a result of the session."""

    effect: Literal["find"]
    what: str
    value: str = Field(alias="is")


class OpenTicketSpec(Shape):
    """Open a ticket with the person's question. The topic is the slot `topic_word` if it is set, else `topic`."""

    effect: Literal["open_ticket"]
    topic: str
    topic_word: str | None = None


class MakeCodeSpec(Shape):
    """Create an access code; a class or teacher code is for the class in the slot `klass`."""

    effect: Literal["make_code"]
    kind: Literal["class", "teacher", "staff", "child", "link"]

    @property
    def command(self) -> str:
        """Return the name of the command."""
        return self.effect


class DoSpec(Shape):
    """Run a command by its name (flows.values.commands) with the current slots."""

    effect: Literal["errand"]
    command: str = Field(alias="errand")


class OwnCommandSpec(Shape):
    """Run the command that has the name of the effect."""

    effect: Literal[
        "redeem", "take_ticket", "answer_ticket", "close_ticket", "make_school", "make_class", "link_chats",
        "unlink_chats",
    ]  # fmt: skip

    @property
    def command(self) -> str:
        """Return the name of the command."""
        return self.effect


class PlainSpec(Shape):
    """An effect without parameters: it uses only the session."""

    effect: Literal["consent", "add_child", "forget", "mute", "unmute", "my_class", "missed"]


#: Lines of `do:` that run a command; `answers` has the ways for its outcomes.
RunsCommand = MakeCodeSpec | DoSpec | OwnCommandSpec
EffectSpec = Annotated[
    RecordSpec
    | OpenLaterSpec
    | NeverMindSpec
    | FindSpec
    | OpenTicketSpec
    | MakeCodeSpec
    | DoSpec
    | OwnCommandSpec
    | PlainSpec,
    Field(discriminator="effect"),
]


def command_of(spec: EffectSpec) -> str:
    """Return the name of the command that a line of `do:` runs; "": it runs none."""
    return spec.command if isinstance(spec, RunsCommand) else ""
