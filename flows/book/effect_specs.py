"""The lines of `do:` as an author writes them: the effects of a state."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A piece of YAML: nothing that is not named here, nothing changed after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Since(Shape):
    """A term counted from a told date, or from now: `{fact: check_usual, since: sent_on}`."""

    fact: str
    since: str | None = None


class RecordSpec(Shape):
    """Keep a dated record; `about` is a literal, `about_word` and `on_word` name told words (default today)."""

    effect: Literal["record"]
    track: Literal["documents", "account", "diary", "myschool", "sferum"]
    stage: str
    about: str = ""
    about_word: str | None = None
    on_word: str | None = None


class OpenLaterSpec(Shape):
    """Promise a notice; tells `asks_on`, the day it comes."""

    effect: Literal["open_later"]
    flow: str
    wait: Since
    about: str = ""
    about_word: str | None = None
    hand: tuple[str, ...] = ()


class NeverMindSpec(Shape):
    """Cancel the promises of a flow about the child: everybody's, or only those made to this person (`mine`)."""

    effect: Literal["never_mind"]
    flow: str
    whose: Literal["all", "mine"] = "all"
    about: str = ""
    about_word: str | None = None


class FindSpec(Shape):
    """Keep in the session what was found out."""

    effect: Literal["find"]
    what: str
    value: str = Field(alias="is")


class OpenTicketSpec(Shape):
    """Put the person's question before the school; the topic is a told word when that was told."""

    effect: Literal["open_ticket"]
    topic: str
    topic_word: str | None = None


class MakeCodeSpec(Shape):
    """Make a code of a kind; the class of a class or teacher code is told.klass."""

    effect: Literal["make_code"]
    kind: Literal["class", "teacher", "staff", "child", "link"]

    @property
    def command(self) -> str:
        """Give the name of the command."""
        return self.effect


class DoSpec(Shape):
    """Run a command by its name (flows.values.commands), with the told words as slots."""

    effect: Literal["errand"]
    command: str = Field(alias="errand")


class OwnCommandSpec(Shape):
    """Run a command whose name is the effect's own."""

    effect: Literal[
        "redeem", "take_ticket", "answer_ticket", "close_ticket", "make_school", "make_class", "link_chats",
        "unlink_chats",
    ]  # fmt: skip

    @property
    def command(self) -> str:
        """Give the name of the command."""
        return self.effect


class PlainSpec(Shape):
    """A wish with nothing to say: all it needs stands in the session."""

    effect: Literal["consent", "add_child", "forget", "mute", "unmute", "my_class", "missed"]


#: Lines of `do:` that run a command: its answer leads on, by `answers`.
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
    """Name the command a line of `do:` runs; empty for what the engine does by itself."""
    return spec.command if isinstance(spec, RunsCommand) else ""
