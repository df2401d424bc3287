"""One message as it is queued and as channels get it: text in our markup, rows of buttons."""

import msgspec


class Key(msgspec.Struct, frozen=True, array_like=True):
    """One button: its words, and what it carries on the wire."""

    label: str
    payload: str


class Attachment(msgspec.Struct, frozen=True, array_like=True):
    """A picture or a document a message carries: `file` names it in the store, `name` is what people see."""

    kind: str
    file: str
    name: str


class Screen(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message: text in our markup, rows of buttons, what it carries."""

    text: str
    rows: tuple[tuple[Key, ...], ...] = ()
    attached: Attachment | None = None


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Screen)


def encoded(screen: Screen) -> str:
    """Give the screen as JSON: the body of a delivery."""
    return _encoder.encode(screen).decode()


def decoded(body: str) -> Screen:
    """Read a delivery's body."""
    return _decoder.decode(body)
