"""Effects: what a turn asks the runner to do, as values. The runner turns them into rows of one transaction.

messages    Say · Notice
query       Ask                                  (answered by `Answered`)
command     Do                                   (answered by `Taken`, `TakenByOther` or `Denied`)
stored      Consent · AddChild · Record · OpenTicket · Forget · Mute · Unrecognised
scheduled   Wait · OpenLater · NeverMind
"""

from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from flows.values import stored_names

type_tag = "effect"


class Button(msgspec.Struct, frozen=True, omit_defaults=True):
    """One button of a screen. A list line has its `label` here; the other labels are in `<flow>/buttons.yaml`."""

    key: str
    label: str = ""


class Link(msgspec.Struct, frozen=True, rename=stored_names.SLOTS):
    """One button of a notice. It opens `flow/state`, and stays valid on every visit."""

    key: str
    flow: str
    state: str
    slots: Mapping[str, str] = {}


class Say(msgspec.Struct, frozen=True, tag_field=type_tag, tag="say"):
    """Show the screen of `flow/state`. `notes`: paths of texts to show above it in the same message."""

    flow: str
    state: str
    visit: int
    buttons: tuple[Button, ...] = ()
    notes: tuple[str, ...] = ()
    slots: Mapping[str, str] = {}
    results: Mapping[str, str] = {}
    child: str = ""
    keep: bool = False  #: the message is worth keeping, so no later screen replaces it in place
    step: tuple[int, int] | None = None  #: in a guide: the number of the step shown, and the number of steps
    query: str = ""  #: the query whose result the text needs
    attach: str = ""  #: the name of the attached picture or document (flows.values.attachments)


class Notice(msgspec.Struct, frozen=True, tag_field=type_tag, tag="notice"):
    """Send a message that no action of the person caused.

    The session does not change. `urgency`: ticket or reminder.
    """

    flow: str
    state: str
    links: tuple[Link, ...] = ()
    slots: Mapping[str, str] = {}
    child: str = ""
    urgency: str = "reminder"
    query: str = ""
    attach: str = ""


class Ask(msgspec.Struct, frozen=True, tag_field=type_tag, tag="ask"):
    """Ask the store for a list that is not in `Known`. `slots` narrow the list."""

    question: str
    slots: Mapping[str, str] = {}


class Do(msgspec.Struct, frozen=True, tag_field=type_tag, tag="do"):
    """Run `command` (flows.values.commands) with these slots. The event that answers it names the command."""

    command: str
    slots: Mapping[str, str] = {}


class Consent(msgspec.Struct, frozen=True, tag_field=type_tag, tag="consent"):
    """Store that the person agreed to `version` of the consent."""

    version: str
    at_work: bool = False  #: the consent of staff and teachers: only logged, their role shows that it was given


class AddChild(msgspec.Struct, frozen=True, tag_field=type_tag, tag="add_child"):
    """Create a child, without a name. `klass` is "" if no class code was redeemed."""

    child: str
    klass: str = ""
    family: str = ""  #: the family that the slip named, if there was a slip


class Record(msgspec.Struct, frozen=True, tag_field=type_tag, tag="record"):
    """Store a stage that a child has reached, as a new dated record. Old records remain."""

    child: str
    track: str
    stage: str
    on: date
    about: str = ""


class OpenTicket(msgspec.Struct, frozen=True, tag_field=type_tag, tag="open_ticket"):
    """Open a ticket for the school's staff. The runner renders `human/summary` from `slots` and `results`."""

    topic: str
    child: str = ""
    slots: Mapping[str, str] = {}
    results: Mapping[str, str] = {}


class Forget(msgspec.Struct, frozen=True, tag_field=type_tag, tag="forget"):
    """Erase all data of the person and all texts they wrote."""


class Mute(msgspec.Struct, frozen=True, tag_field=type_tag, tag="mute"):
    """Stop the reminders to this person (`on` is True) or resume them (False)."""

    on: bool


class Unrecognised(msgspec.Struct, frozen=True, tag_field=type_tag, tag="missed"):
    """Count an unrecognised text by its signature (flows.nlu.signature) and its likeliest intent.

    The text is not stored.
    """

    school: str
    signature: str
    guess: str = ""


class Wait(msgspec.Struct, frozen=True, tag_field=type_tag, tag="wait"):
    """Schedule the event `WaitedOut(visit)` for `due` (UTC). The event is ignored if the person has left the screen."""

    visit: int
    due: datetime


class OpenLater(msgspec.Struct, frozen=True, tag_field=type_tag, tag="open_later"):
    """Schedule the notice `flow/state` about a child for `due`. An older schedule of that notice is replaced.

    `since`: the day in a slot from which the term is counted; None if it is counted from now.
    """

    child: str
    flow: str
    state: str
    due: datetime
    about: str = ""
    slots: Mapping[str, str] = {}
    since: datetime | None = None


class NeverMind(msgspec.Struct, frozen=True, tag_field=type_tag, tag="never_mind"):
    """Cancel scheduled notices of a flow about a child.

    `about`: only those about this document; empty for all. `mine`: only those to this person, not to other parents.
    """

    child: str
    flow: str
    about: str = ""
    mine: bool = False


Stored = Consent | AddChild | Record | Mute | Unrecognised
Kept = Stored | OpenTicket | Forget
Promise = Wait | OpenLater | NeverMind
Uncontested = Say | Notice | Kept | Promise
Contested = Ask | Do
Effect = Uncontested | Contested

#: Effects that stop a turn until the store answers them, inside the same transaction.
CONTESTED = (Ask, Do)

#: Effects that must not run twice, so «назад» does not lead to the screen before them. Commands: `CommandSpec.final`.
FINAL = (OpenTicket, Forget, Consent, AddChild)
#: Effects that need consent, because they store something about a child or words of a person.
NEEDS_CONSENT = frozenset({"add_child", "record", "open_later", "open_ticket"})

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Effect] = msgspec.json.Decoder(Effect)


def encoded(effect: Effect) -> str:
    """Return the effect as one line of JSON."""
    return _encoder.encode(effect).decode()


def decoded(line: str) -> Effect:
    """Return the effect of a line of JSON. Raises msgspec.ValidationError if the JSON is not an effect."""
    return _decoder.decode(line)
