"""Where people find the bot, and the links that bring a code along: `vk.me/…?ref=`, `t.me/…?start=`."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

#: Of each messenger, the word its link carries a code under (`ref` of B4, `start` of A2) — the first channel first
CARRIES: Mapping[str, str] = {"vk": "ref", "telegram": "start"}


class Way(NamedTuple):
    """One way to the bot: the messenger as people call it, and the link that brings the code along."""

    messenger: str
    link: str


class Addresses:
    """The addresses of the accounts; one that is not known yet is empty."""

    def __init__(self, of: Mapping[str, Callable[[], str]] | None = None) -> None:
        """Keep how each account (`vk`, `telegram:vylgort`) tells its address."""
        self._of = of or {}

    def links(self, school: str, code: str) -> Iterator[tuple[str, str]]:
        """Give (messenger, link with the code) of a school: its own account before the common one, VK first."""
        for channel, word in CARRIES.items():
            found = (self._of[name]() for name in (f"{channel}:{school}", channel) if name in self._of)
            if address := next(filter(None, found), ""):
                yield channel, f"{address}?{word}={code}"


NOWHERE = Addresses()
