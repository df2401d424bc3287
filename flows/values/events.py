"""Events: what happened to a chat.

    Event = Opened | Said | Pressed | SentFile | WaitedOut | News | Refreshed | Answered | Taken | TakenByOther | Denied

The first four come from a person, the next three from time and from other people, the rest are the store's answers
inside one transaction. All of them are values and travel as JSON (`encoded`, `decoded`).
"""

from collections.abc import Mapping

import msgspec

from flows.values import stored_names

type_tag = "event"


class Option(msgspec.Struct, frozen=True):
    """One line of a list: `value` is stored, `label` is shown."""

    value: str
    label: str


class Opened(msgspec.Struct, frozen=True, tag_field=type_tag, tag="opened", rename=stored_names.SLOTS):
    """A person opened a flow from outside it: by a deep link or by a button of a notice.

    `slots` are those the flow `takes`. They can be forged, so `flows.context.permissions` checks them.
    """

    flow: str
    state: str = ""
    slots: Mapping[str, str] = {}


class Said(msgspec.Struct, frozen=True, tag_field=type_tag, tag="said"):
    """A person typed `text`. It is redacted before anything else is done with it; this event is never stored."""

    text: str
    edited: bool = False


class Pressed(msgspec.Struct, frozen=True, tag_field=type_tag, tag="pressed"):
    """A person pressed the button `key` of the screen shown on `visit`. It may be old or forged."""

    visit: int
    key: str


FILE_KINDS = frozenset({"picture", "voice", "sticker", "document", "video", "contact", "place", "other"})


class SentFile(msgspec.Struct, frozen=True, tag_field=type_tag, tag="sent_file"):
    """A person sent something that is not text. `kind` is one of FILE_KINDS.

    It is downloaded only for a member of staff whose state `receives` it: then `file` names it in the store, or `why`
    says why it could not be fetched (too_big, not_taken, lost). Only then `name` and `text`, the caption, are set.
    """

    kind: str
    file: str = ""
    name: str = ""
    text: str = ""
    why: str = ""


class WaitedOut(msgspec.Struct, frozen=True, tag_field=type_tag, tag="waited_out"):
    """The `Wait` of `visit` is over."""

    visit: int


class News(msgspec.Struct, frozen=True, tag_field=type_tag, tag="news", rename=stored_names.SLOTS):
    """Something to notify this person of: a scheduled notice is due, a ticket was opened or answered.

    It becomes the notice `flow/state` with these slots, and never changes the session.
    """

    flow: str
    state: str
    slots: Mapping[str, str] = {}
    child: str = ""


class Refreshed(msgspec.Struct, frozen=True, tag_field=type_tag, tag="refreshed", rename=stored_names.SLOTS):
    """The data of a screen changed: the screen is shown again if the chat is in `flow/state` with these slots.

    `tells` are the slots to set before that.
    """

    flow: str
    state: str
    slots: Mapping[str, str] = {}
    tells: Mapping[str, str] = {}


class Answered(msgspec.Struct, frozen=True, tag_field=type_tag, tag="answered"):
    """The store answered `Ask(question)` with the whole list, in the order to show it."""

    question: str
    options: tuple[Option, ...]


class Taken(msgspec.Struct, frozen=True, tag_field=type_tag, tag="taken", rename=stored_names.TAKEN):
    """The store carried out a command; `slots` are to be set (`{"klass": "3Б"}`). `wish` names the command."""

    command: str
    slots: Mapping[str, str] = {}


class TakenByOther(msgspec.Struct, frozen=True, tag_field=type_tag, tag="taken_by_other", rename=stored_names.ANSWER):
    """The store did not carry out the command `wish`, because somebody else was first."""

    command: str


class Denied(msgspec.Struct, frozen=True, tag_field=type_tag, tag="denied", rename=stored_names.ANSWER):
    """The store refused the command `wish`; `why` is one of the outcomes in its `CommandSpec`."""

    command: str
    why: str


Event = Opened | Said | Pressed | SentFile | WaitedOut | News | Refreshed | Answered | Taken | TakenByOther | Denied

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def encoded(event: Event) -> str:
    """Return the event as one line of JSON."""
    return _encoder.encode(event).decode()


def decoded(line: str) -> Event:
    """Read an event from JSON. Raises msgspec.ValidationError if it is none."""
    return _decoder.decode(line)
