"""Removes the buttons of old screens of one community, in free places of other calls."""

from collections import OrderedDict
from functools import partial

from bot.channels.cosmetic import STRIPPED
from bot.channels.vk.api_calls import VkScreen, edit
from bot.channels.vk.client.api import Api

KEPT, LAST = 2000, 3  #: screens kept in memory; messages of one chat whose buttons are still to be removed

_Place = tuple[str, str]  #: peer and message


class VkStripping:
    """The screens with buttons, and those that are to lose them.

    VK removes a keyboard only if the text is passed again, so only messages still in memory lose their buttons. A
    dropped one is tried again with the next screen of its chat.
    """

    def __init__(self, api: Api) -> None:
        """Start with no screens."""
        self._api = api
        self._shown: OrderedDict[_Place, VkScreen] = OrderedDict()
        self._left: OrderedDict[str, list[str]] = OrderedDict()

    def sent(self, peer: str, message: str, screen: VkScreen, strip: str) -> None:
        """Keep a sent screen. Remove the buttons of the message `strip`, empty for none, and of those still left."""
        if screen.keyboard:
            self._shown[peer, message] = screen
        if strip and (peer, strip) in self._shown:
            self._left[peer] = [*(each for each in self._left.pop(peer, ()) if each != strip), strip][-LAST:]
        while len(self._shown) > KEPT:
            self._shown.popitem(last=False)
        for each in self._left.get(peer, ()):
            self._strip(peer, each)
        while len(self._left) > KEPT:
            self._left.popitem(last=False)

    def _strip(self, peer: str, message: str) -> None:
        if screen := self._shown.get((peer, message)):
            call = edit(peer, message, screen.parts[-1], "", screen.attachment)
            done = partial(self._done, peer, message)
            self._api.cosmetic(call, whom=("strip", peer), what=message, within=STRIPPED, done=done)
        else:
            self._forget(peer, message)

    def _done(self, peer: str, message: str) -> None:
        self._shown.pop((peer, message), None)
        self._forget(peer, message)

    def _forget(self, peer: str, message: str) -> None:
        left = [each for each in self._left.get(peer, ()) if each != message]
        if left:
            self._left[peer] = left
        else:
            self._left.pop(peer, None)
