"""A message in the form in which it is queued and passed to channels."""

from typing import Literal

import msgspec

Tone = Literal["", "sends", "deletes"]  #: what a press does to other people, or to stored data
PLAIN: Tone = ""
SENDS: Tone = "sends"
DELETES: Tone = "deletes"


class Key(msgspec.Struct, frozen=True, array_like=True):
    """One button: its label, the payload sent back when it is pressed, and its tone, for messengers with colours."""

    label: str
    payload: str
    tone: Tone = PLAIN


class Attachment(msgspec.Struct, frozen=True, array_like=True):
    """An attached picture or document. `file` is its id in the store; `name` is shown to people."""

    kind: str
    file: str
    name: str


class Screen(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message: text in our markup, rows of buttons, an attachment."""

    text: str
    rows: tuple[tuple[Key, ...], ...] = ()
    attached: Attachment | None = None


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Screen)


def encoded(screen: Screen) -> str:
    """Return a screen as JSON, which is stored as the body of a delivery."""
    return _encoder.encode(screen).decode()


def decoded(body: str) -> Screen:
    """Return the screen stored in the body of a delivery."""
    return _decoder.decode(body)
