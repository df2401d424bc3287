"""What is wanted of the world: wishes a turn ends with, as values. The runner makes rows of one transaction of them.

said        Say · Notice
asked       Ask                                  (answered by `Answered`)
contested   Do                                   (answered by `Taken`, `TakenByOther` or `Denied`)
kept        Consent · AddChild · Record · OpenTicket · Forget · Mute · Unrecognised
promised    Wait · OpenLater · NeverMind
"""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

type_tag = "effect"


class Button(msgspec.Struct, frozen=True, omit_defaults=True):
    """One button of a screen: `label` is set for a line of a list, else the words stand in `<flow>/buttons.yaml`."""

    key: str
    label: str = ""


class Link(msgspec.Struct, frozen=True, rename={"slots": "told"}):
    """One button of a notice: it opens `flow/state` and belongs to no visit."""

    key: str
    flow: str
    state: str
    slots: Mapping[str, str] = {}


class Say(msgspec.Struct, frozen=True, tag_field=type_tag, tag="say"):
    """Show the screen of `flow/state`, with `notes` (text paths) said before it in the same message."""

    flow: str
    state: str
    visit: int
    buttons: tuple[Button, ...] = ()
    notes: tuple[str, ...] = ()
    slots: Mapping[str, str] = {}
    results: Mapping[str, str] = {}
    child: str = ""
    keep: bool = False  #: the person should keep this message: it is never edited away
    step: tuple[int, int] | None = None  #: of a guide: the number of the step shown, and how many there are
    query: str = ""  #: what the store is looked into for, before the text is rendered
    attach: str = ""  #: the name of the picture or document it carries (flows.values.attachments)


class Notice(msgspec.Struct, frozen=True, tag_field=type_tag, tag="notice"):
    """Tell the person something first, without moving their session; `urgency` is ticket or reminder."""

    flow: str
    state: str
    links: tuple[Link, ...] = ()
    slots: Mapping[str, str] = {}
    child: str = ""
    urgency: str = "reminder"
    query: str = ""
    attach: str = ""


class Ask(msgspec.Struct, frozen=True, tag_field=type_tag, tag="ask"):
    """Ask the store a question known does not answer; `told` narrows it."""

    question: str
    slots: Mapping[str, str] = {}


class Do(msgspec.Struct, frozen=True, tag_field=type_tag, tag="do"):
    """Run the command `command` (flows.values.commands) with these slots. The answer names the command as its wish."""

    command: str
    slots: Mapping[str, str] = {}


class Consent(msgspec.Struct, frozen=True, tag_field=type_tag, tag="consent"):
    """Keep that the person agreed to `version` of the consent."""

    version: str


class AddChild(msgspec.Struct, frozen=True, tag_field=type_tag, tag="add_child"):
    """Begin a card of a child without a name; `klass` may be empty (no code)."""

    child: str
    klass: str = ""
    family: str = ""  #: the one of the class that a slip named


class Record(msgspec.Struct, frozen=True, tag_field=type_tag, tag="record"):
    """Keep how far a child has come: a dated record, never overwritten."""

    child: str
    track: str
    stage: str
    on: date
    about: str = ""


class OpenTicket(msgspec.Struct, frozen=True, tag_field=type_tag, tag="open_ticket"):
    """Put a question before the school's staff. The runner renders `human/summary` from `told` and `found`."""

    topic: str
    child: str = ""
    slots: Mapping[str, str] = {}
    results: Mapping[str, str] = {}


class Forget(msgspec.Struct, frozen=True, tag_field=type_tag, tag="forget"):
    """Erase the person and all they wrote, at once."""


class Mute(msgspec.Struct, frozen=True, tag_field=type_tag, tag="mute"):
    """Stop the reminders (`on`) or let them come again."""

    on: bool


class Unrecognised(msgspec.Struct, frozen=True, tag_field=type_tag, tag="missed"):
    """Count a text that was not understood, by its shape (flows.nlu.signature) and what it was taken for, no words."""

    school: str
    signature: str
    guess: str = ""


class Wait(msgspec.Struct, frozen=True, tag_field=type_tag, tag="wait"):
    """Hand over `WaitedOut(visit)` at `due` (UTC) unless the person has moved on."""

    visit: int
    due: datetime


class OpenLater(msgspec.Struct, frozen=True, tag_field=type_tag, tag="open_later"):
    """Promise a notice `flow/state` about a child at `due`; a later promise of the same kind replaces it."""

    child: str
    flow: str
    state: str
    due: datetime
    about: str = ""
    slots: Mapping[str, str] = {}


class NeverMind(msgspec.Struct, frozen=True, tag_field=type_tag, tag="never_mind"):
    """Cancel the promises of a flow about a child; `about` empty means any, `mine` only those made to this person."""

    child: str
    flow: str
    about: str = ""
    mine: bool = False


Kept = Consent | AddChild | Record | OpenTicket | Forget | Mute | Unrecognised
Promise = Wait | OpenLater | NeverMind
Uncontested = Say | Notice | Kept | Promise
Contested = Ask | Do
Effect = Uncontested | Contested

#: What ends a turn half-way: the store answers it inside the same transaction.
CONTESTED = (Ask, Do)

#: Effects that cannot be wished twice by going back one screen. Commands: `CommandSpec.final`.
FINAL = (OpenTicket, Forget, Consent, AddChild)
#: Wishes that keep something about a child or a person's words: the consent is asked before them.
NEEDS_CONSENT = frozenset({"add_child", "record", "open_later", "open_ticket"})

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Effect] = msgspec.json.Decoder(Effect)


def encoded(effect: Effect) -> str:
    """Give the effect as one line of JSON."""
    return _encoder.encode(effect).decode()


def decoded(line: str) -> Effect:
    """Read an effect back. Raises msgspec.ValidationError for what is no effect."""
    return _decoder.decode(line)
