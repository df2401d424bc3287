"""The limits of each messenger. Code outside the channels reads every limit from here."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one channel. Its platform rejects a message that exceeds a limit."""

    name: str
    text: int  #: characters of a message as displayed, without markup
    caption: int  #: characters under a picture
    buttons: int  #: buttons under one message
    rows: int
    per_row: int
    label: int  #: characters on a button
    payload: int  #: bytes of a button's payload


#: `text` and `caption` are counted without markup (platform fact A1). The size of a keyboard is not documented.
TELEGRAM = Limits("telegram", text=4096, caption=1024, buttons=100, rows=100, per_row=8, label=64, payload=64)
#: The limits of an inline keyboard (B3). A message with a picture has the text limit of an ordinary message (B2).
VK = Limits("vk", text=4096, caption=4096, buttons=10, rows=6, per_row=5, label=40, payload=255)
#: The demo's page and the terminal have the limits of the strictest messenger, so their screens can also be sent.
PAGE = Limits("page", text=4096, caption=1024, buttons=10, rows=6, per_row=5, label=40, payload=64)
CONSOLE = Limits("console", text=4096, caption=1024, buttons=10, rows=6, per_row=5, label=40, payload=64)

ALL = (TELEGRAM, VK, PAGE, CONSOLE)


def strictest(*channels: Limits) -> Limits:
    """Return the smallest value of each limit of `channels` (default: all). A screen within these fits all of them."""
    least = (min(each) for each in zip(*(astuple(channel)[1:] for channel in channels or ALL), strict=True))
    return Limits("+".join(channel.name for channel in channels) or "все каналы", *least)
