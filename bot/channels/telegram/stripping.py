"""Removes the buttons of old screens of one bot, after everything more urgent."""

import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramBadRequest

from bot.channels.cosmetic import STRIPPED, CosmeticLine
from bot.channels.pace import COSMETIC
from bot.channels.telegram.pacing import TelegramPacing, urgency

log = logging.getLogger(__name__)

CHATS, LAST = 2000, 3  #: chats kept in memory, and messages of each whose buttons are still to be removed


class Stripping:
    """The messages whose buttons are to be removed. A dropped one is tried again with the next screen of its chat."""

    def __init__(
        self, account: str, bot: Bot, pacing: TelegramPacing, cosmetic: CosmeticLine,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        """Start with no messages. `ticks` returns the seconds of a monotonic clock."""
        self._account, self._bot, self._pacing, self._cosmetic = account, bot, pacing, cosmetic
        self._ticks = ticks
        self._left: OrderedDict[int, list[int]] = OrderedDict()
        self._going: set[tuple[int, int]] = set()

    def sent(self, chat: int, message: str) -> None:
        """Remove the buttons of `message`, empty for none, and of the chat's messages that still have theirs."""
        if message:
            self._left[chat] = [*(each for each in self._left.pop(chat, ()) if each != int(message)), int(message)]
            self._left[chat] = self._left[chat][-LAST:]
        while len(self._left) > CHATS:
            self._left.popitem(last=False)
        for each in self._left.get(chat, ()):
            self._add(chat, each, self._ticks() + STRIPPED, self._pacing.crowded(chat))

    def _add(self, chat: int, message: int, until: float, after: float = 0.0) -> None:
        if (chat, message) in self._going or message not in self._left.get(chat, ()):
            return
        within, strip = until - self._ticks(), partial(self._strip, chat, message, until)
        self._cosmetic.add(strip, whom=("strip", chat), what=message, within=within, after=after)

    async def _strip(self, chat: int, message: int, until: float) -> None:
        if wait := self._pacing.crowded(chat):
            self._add(chat, message, until, wait)
            return
        self._going.add((chat, message))
        try:
            with urgency(COSMETIC):
                await self._bot.edit_message_reply_markup(chat_id=chat, message_id=message)
        except TelegramBadRequest as error:
            log.debug("account %s: no buttons to remove: %s", self._account, type(error).__name__)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.debug("account %s: buttons stay: %s", self._account, type(error).__name__)
            return
        finally:
            self._going.discard((chat, message))
        self._forget(chat, message)

    def _forget(self, chat: int, message: int) -> None:
        left = [each for each in self._left.get(chat, ()) if each != message]
        if left:
            self._left[chat] = left
        else:
            self._left.pop(chat, None)
