"""The lines of `do:` (the effects of a state) as an author writes them."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """The base class of everything read from the YAML. Unknown keys are errors; loaded values cannot be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Since(Shape):
    """The end of the term named `fact`. It is counted from the date in the slot `since`; without `since`, from now."""

    fact: str
    since: str | None = None


class RecordSpec(Shape):
    """Store a dated record of what happened.

    The document is the value of the slot that `about_word` names; without `about_word` it is `about` itself. The date
    is the value of the slot that `on_word` names; today if `on_word` is absent or that slot is not set.
    """

    effect: Literal["record"]
    track: Literal["documents", "account", "diary", "myschool", "sferum"]
    stage: str
    about: str = ""
    about_word: str | None = None
    on_word: str | None = None


class OpenLaterSpec(Shape):
    """Schedule a notice about the child, and set the slot `asks_on` to the day on which it is due."""

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
    """Set a result in the session, for example an answer of the person. `what`: its key; `value`: its value."""

    effect: Literal["find"]
    what: str
    value: str = Field(alias="is")


class OpenTicketSpec(Shape):
    """Open a ticket with the person's question. The topic is the slot `topic_word` if it is set, else `topic`."""

    effect: Literal["open_ticket"]
    topic: str
    topic_word: str | None = None


class MakeCodeSpec(Shape):
    """Create an access code. Codes for a class or a teacher belong to the class in the slot `klass`."""

    effect: Literal["make_code"]
    kind: Literal["class", "teacher", "staff", "child", "link"]

    @property
    def command(self) -> str:
        """Return the name of the command."""
        return self.effect


class DoSpec(Shape):
    """Run a command, one of flows.values.commands, with the current slots."""

    effect: Literal["errand"]
    command: str = Field(alias="errand")


class OwnCommandSpec(Shape):
    """Run the command that has the same name as the effect."""

    effect: Literal[
        "redeem", "take_ticket", "answer_ticket", "close_ticket", "make_school", "make_class", "link_chats",
        "unlink_chats",
    ]  # fmt: skip

    @property
    def command(self) -> str:
        """Return the name of the command."""
        return self.effect


class PlainSpec(Shape):
    """An effect without parameters. It uses only the data of the session and of the person."""

    effect: Literal["consent", "consent_at_work", "add_child", "forget", "mute", "unmute", "my_class", "missed"]


#: Lines of `do:` that run a command. The ways for its outcomes are in `answers` of the state.
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
    """Return the name of the command that a line of `do:` runs; "" if it runs none."""
    return spec.command if isinstance(spec, RunsCommand) else ""
