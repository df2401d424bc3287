"""Events: what happened to a chat.

    Event = Opened | Said | Pressed | SentFile | WaitedOut | News | Refreshed | Answered | Taken | TakenByOther | Denied

A person causes the first four. Time or other people cause the next three. The rest are answers of the store inside one
transaction. Every event can be written as JSON (`encoded`, `decoded`).
"""

from collections.abc import Mapping

import msgspec

from flows.values import stored_names

type_tag = "event"
LATE_SLOT = "waited_since"  #: slot of a late News or WaitedOut: the moment from which its time was counted


class Option(msgspec.Struct, frozen=True):
    """One line of a list: `value` is stored, `label` is shown."""

    value: str
    label: str


class Opened(msgspec.Struct, frozen=True, tag_field=type_tag, tag="opened", rename=stored_names.SLOTS):
    """A person opened a flow from outside the chat screen: by a deep link or by a notice button.

    `slots` are those that the flow accepts (`takes`). They can be forged, so `flows.context.permissions` checks them.
    """

    flow: str
    state: str = ""
    slots: Mapping[str, str] = {}


class Said(msgspec.Struct, frozen=True, tag_field=type_tag, tag="said"):
    """A person typed `text`. The text is redacted before it is processed.

    The event is stored only while a file of its chat is downloaded, and then its text is redacted before that.
    """

    text: str
    edited: bool = False


class Pressed(msgspec.Struct, frozen=True, tag_field=type_tag, tag="pressed"):
    """A person pressed the button `key` of the screen shown on `visit`. The button may be old, or the press forged."""

    visit: int
    key: str


FILE_KINDS = frozenset({"picture", "voice", "sticker", "document", "video", "contact", "place", "other"})


class SentFile(msgspec.Struct, frozen=True, tag_field=type_tag, tag="sent_file"):
    """A person sent something that is not text. `kind` is one of FILE_KINDS.

    The file is downloaded only if the sender is staff and the current state has `receives`. Then `file` names the
    stored file, or `why` says why it could not be fetched (too_big, not_taken, lost). Only then are `name` and `text`
    (the caption) set.
    """

    kind: str
    file: str = ""
    name: str = ""
    text: str = ""
    why: str = ""


class WaitedOut(msgspec.Struct, frozen=True, omit_defaults=True, tag_field=type_tag, tag="waited_out"):
    """The time set by the effect `Wait` on this `visit` (the number of an entry to a state) has come.

    `slots` are set before the state is left: `waited_since` if the event is late.
    """

    visit: int
    slots: Mapping[str, str] = {}


class News(msgspec.Struct, frozen=True, tag_field=type_tag, tag="news", rename=stored_names.SLOTS):
    """There is something to notify this person of: a scheduled notice is due, or a ticket was opened or answered.

    The bot sends the notice `flow/state` with these slots. The session does not change.
    """

    flow: str
    state: str
    slots: Mapping[str, str] = {}
    child: str = ""


class Refreshed(msgspec.Struct, frozen=True, tag_field=type_tag, tag="refreshed", rename=stored_names.SLOTS):
    """The data shown on a screen changed. The screen is shown again if the chat is in `flow/state` with these slots.

    `tells` are slots to set before the screen is shown.
    """

    flow: str
    state: str
    slots: Mapping[str, str] = {}
    tells: Mapping[str, str] = {}


class Answered(msgspec.Struct, frozen=True, tag_field=type_tag, tag="answered"):
    """The store answered `Ask(question)` with the complete list, in the order in which it is shown."""

    question: str
    options: tuple[Option, ...]


class Taken(msgspec.Struct, frozen=True, tag_field=type_tag, tag="taken", rename=stored_names.TAKEN):
    """The store ran the command. `slots` are slots to set in the session (`{"klass": "3Б"}`)."""

    command: str
    slots: Mapping[str, str] = {}


class TakenByOther(msgspec.Struct, frozen=True, tag_field=type_tag, tag="taken_by_other", rename=stored_names.ANSWER):
    """The store did not run the command, because another person was first."""

    command: str


class Denied(msgspec.Struct, frozen=True, tag_field=type_tag, tag="denied", rename=stored_names.ANSWER):
    """The store refused the command. `why` is one of the outcomes in its `CommandSpec`."""

    command: str
    why: str


Event = Opened | Said | Pressed | SentFile | WaitedOut | News | Refreshed | Answered | Taken | TakenByOther | Denied

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def encoded(event: Event) -> str:
    """Return the event as one line of JSON."""
    return _encoder.encode(event).decode()


def decoded(line: str) -> Event:
    """Return the event of a line of JSON. Raises msgspec.ValidationError if the JSON is not an event."""
    return _decoder.decode(line)
