"""What a button carries: `v12:done` for a screen's, `>desk/card?ticket=…` for a notice's. At most 64 bytes."""

from urllib.parse import parse_qsl, urlencode

from flows.values.effects import Link
from flows.values.events import Event, Opened, Pressed

LIMIT = 64  #: bytes of a Telegram callback_data (A1)


def of_press(visit: int, key: str) -> str:
    """Write a press of a screen's button."""
    return f"v{visit}:{key}"


def of_link(link: Link) -> str:
    """Write a notice's button."""
    about = f"?{urlencode(link.slots)}" if link.slots else ""
    return f">{link.flow}/{link.state}{about}"


def event_of(payload: str) -> Event:
    """Read what a button carried; anything else is a press of a button nobody drew."""
    if payload.startswith(">"):
        address, _, about = payload[1:].partition("?")
        flow, _, state = address.partition("/")
        return Opened(flow, state, dict(parse_qsl(about)))
    visit, _, key = payload.removeprefix("v").partition(":")
    return Pressed(int(visit), key) if visit.isdecimal() and len(visit) < 10 else Pressed(0, "")
