"""What each messenger allows, as data. Nothing above the channels knows a limit but by these names."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one channel takes; what is over it the platform refuses."""

    name: str
    text: int  #: characters of a message, as people see them
    caption: int  #: characters under a picture
    buttons: int  #: buttons under one message
    rows: int
    per_row: int
    label: int  #: characters on a button
    payload: int  #: bytes a button carries


#: `text` and `caption` count after the markup is taken away (A1). The size of a keyboard is documented nowhere.
TELEGRAM = Limits("telegram", text=4096, caption=1024, buttons=100, rows=100, per_row=8, label=64, payload=64)
#: An inline keyboard (B3); a message with a picture is an ordinary message (B2).
VK = Limits("vk", text=4096, caption=4096, buttons=10, rows=6, per_row=5, label=40, payload=255)
#: The demo's page and the terminal allow what the strictest messenger does: what is shown there can be sent.
PAGE = Limits("page", text=4096, caption=1024, buttons=10, rows=6, per_row=5, label=40, payload=64)
CONSOLE = Limits("console", text=4096, caption=1024, buttons=10, rows=6, per_row=5, label=40, payload=64)

ALL = (TELEGRAM, VK, PAGE, CONSOLE)


def strictest(*channels: Limits) -> Limits:
    """Give the least of every limit: a screen within it can be said on any of the channels."""
    least = (min(each) for each in zip(*(astuple(channel)[1:] for channel in channels or ALL), strict=True))
    return Limits("+".join(channel.name for channel in channels) or "все каналы", *least)
