"""Payloads of buttons, at most 64 bytes: `v12:done` on a screen, `>desk/card?ticket=…` on a notice."""

from urllib.parse import parse_qsl, urlencode

from flows.values.effects import Link
from flows.values.events import Event, Opened, Pressed

LIMIT = 64  #: bytes of Telegram's callback_data (A1)


def of_press(visit: int, key: str) -> str:
    """Return the payload of a screen's button. `visit` is the number of the visit in which the screen was shown."""
    return f"v{visit}:{key}"


def of_link(link: Link) -> str:
    """Return the payload of a notice's button, which opens the state that `link` names."""
    about = f"?{urlencode(link.slots)}" if link.slots else ""
    return f">{link.flow}/{link.state}{about}"


def event_of(payload: str) -> Event:
    """Return the event of a payload. An invalid payload becomes a press of a button that does not exist."""
    if payload.startswith(">"):
        address, _, about = payload[1:].partition("?")
        flow, _, state = address.partition("/")
        return Opened(flow, state, dict(parse_qsl(about)))
    visit, _, key = payload.removeprefix("v").partition(":")
    return Pressed(int(visit), key) if visit.isdecimal() and len(visit) < 10 else Pressed(0, "")
