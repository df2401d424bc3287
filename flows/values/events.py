"""What happened: the past facts a conversation is folded over.

    Event = Opened | Said | Pressed | SentFile | WaitedOut | News | Refreshed | Answered | Taken | TakenByOther | Denied

The first four come from a person, the next three from time and from other people, the rest are the store's answers
inside one transaction. All of them are values and travel as JSON (`encoded`, `decoded`).
"""

from collections.abc import Mapping

import msgspec

type_tag = "event"


class Option(msgspec.Struct, frozen=True):
    """One line of a list: `value` is what is remembered, `label` what the person reads."""

    value: str
    label: str


class Opened(msgspec.Struct, frozen=True, tag_field=type_tag, tag="opened"):
    """A person opened a flow from outside it: by a deep link or by a button of a notice.

    `told` says what it is about (ids and words the flow `takes`); the gate checks it, for it can be forged.
    """

    flow: str
    state: str = ""
    told: Mapping[str, str] = {}


class Said(msgspec.Struct, frozen=True, tag_field=type_tag, tag="said"):
    """A person typed `text`. It is crossed out in the first line that handles it; nobody stores this event."""

    text: str
    edited: bool = False


class Pressed(msgspec.Struct, frozen=True, tag_field=type_tag, tag="pressed"):
    """A person pressed the button `key` of the screen drawn on `visit`. Can be old, can be forged."""

    visit: int
    key: str


FILE_KINDS = frozenset({"picture", "voice", "sticker", "document", "video", "contact", "place", "other"})


class SentFile(msgspec.Struct, frozen=True, tag_field=type_tag, tag="sent_file"):
    """A person sent something that is not text. `kind` is one of FILE_KINDS.

    It is downloaded only for a member of staff whose state `receives` it: then `file` names it in the store, or `why`
    says why it cannot be had (too_big, not_taken, lost). `name` and `text`, the words under it, are told then only.
    """

    kind: str
    file: str = ""
    name: str = ""
    text: str = ""
    why: str = ""


class WaitedOut(msgspec.Struct, frozen=True, tag_field=type_tag, tag="waited_out"):
    """The `Wait` set on `visit` ran out."""

    visit: int


class News(msgspec.Struct, frozen=True, tag_field=type_tag, tag="news"):
    """Something this person should hear of: a promise came due, a ticket was opened or answered elsewhere.

    It becomes a notice `flow/state` about `told` and never moves the session.
    """

    flow: str
    state: str
    told: Mapping[str, str] = {}
    child: str = ""


class Refreshed(msgspec.Struct, frozen=True, tag_field=type_tag, tag="refreshed"):
    """What the screen of `flow/state` about `told` shows has changed: it is drawn anew for who still stands there.

    `tells` are the words that are true of it now.
    """

    flow: str
    state: str
    told: Mapping[str, str] = {}
    tells: Mapping[str, str] = {}


class Answered(msgspec.Struct, frozen=True, tag_field=type_tag, tag="answered"):
    """The store's answer to `Ask(question)`: the whole list, in the order to show it."""

    question: str
    options: tuple[Option, ...]


class Taken(msgspec.Struct, frozen=True, tag_field=type_tag, tag="taken"):
    """A contested wish was granted; `told` is what came with it (`{"klass": "3Б"}`)."""

    wish: str
    told: Mapping[str, str] = {}


class TakenByOther(msgspec.Struct, frozen=True, tag_field=type_tag, tag="taken_by_other"):
    """A contested wish lost: somebody else was first."""

    wish: str


class Denied(msgspec.Struct, frozen=True, tag_field=type_tag, tag="denied"):
    """A contested wish cannot be granted to anybody; `why` is one of the outcomes the wish declares."""

    wish: str
    why: str


Event = Opened | Said | Pressed | SentFile | WaitedOut | News | Refreshed | Answered | Taken | TakenByOther | Denied

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)


def encoded(event: Event) -> str:
    """Give the event as one line of JSON."""
    return _encoder.encode(event).decode()


def decoded(line: str) -> Event:
    """Read an event back. Raises msgspec.ValidationError for what is no event."""
    return _decoder.decode(line)
