"""Addresses of the bot, and links to it that contain an access code: `vk.me/…?ref=`, `t.me/…?start=`."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

#: {messenger: query parameter that holds the code}, in the order in which links are shown (platform facts B4, A2)
CARRIES: Mapping[str, str] = {"vk": "ref", "telegram": "start"}


class Way(NamedTuple):
    """One way to reach the bot: the name of a messenger as people know it, and a link that contains a code."""

    messenger: str
    link: str


class Addresses:
    """The addresses of the bot's accounts. An address that is not known yet is an empty string."""

    def __init__(self, of: Mapping[str, Callable[[], str]] | None = None) -> None:
        """Store, for each account (`vk`, `telegram:vylgort`), the function that returns its address."""
        self._of = of or {}

    def links(self, school: str, code: str) -> Iterator[tuple[str, str]]:
        """Yield (channel, link with the code) for a school, VK first.

        If the school has no account of its own in a channel, the link leads to the common account. A channel without a
        known address is left out.
        """
        for channel, word in CARRIES.items():
            found = (self._of[name]() for name in (f"{channel}:{school}", channel) if name in self._of)
            if address := next(filter(None, found), ""):
                yield channel, f"{address}?{word}={code}"


NOWHERE = Addresses()
