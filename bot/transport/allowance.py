"""The allowance of a chat: how many events one chat may send before the bot stops reading them for a while.

One person who sends 500 messages a second would otherwise take the time of everybody else. The allowance is applied
before the turns, so an event over it costs no transaction and no rendering.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.channels.incoming import Incoming
from flows.values.events import Said
from storage.port.people.chats import ChatKey

BURST = 40  #: events that a chat may send at once
RATE = 4.0  #: events a second that a chat may send for ever; nobody types or taps so fast for long
LONG = 2000  #: characters of a text that cost as much as one event: a text of 4,000 counts as three events
CHATS = 5000  #: chats kept in memory, those that wrote last


class Level(NamedTuple):
    """How much of its allowance a chat has used: it is free again at the time `until`, in seconds of a monotonic clock.

    `warned`: an event was dropped since the chat was last free, so its person was told.
    """

    until: float
    warned: bool = False


class Sifted(NamedTuple):
    """A batch after the allowance. Events of `batch` that are not in `taken` are acknowledged and dropped."""

    taken: Sequence[Incoming]
    warned: Sequence[ChatKey] = ()  #: chats whose person is to be told that events were dropped
    levels: Mapping[ChatKey, Level] = {}  #: the levels after the batch, to be kept after its commit


class Allowance:
    """The levels of the chats of one account that wrote last."""

    def __init__(self) -> None:
        """Start with every chat free."""
        self._levels: OrderedDict[ChatKey, Level] = OrderedDict()

    def sifted(self, batch: Sequence[Incoming], now: float) -> Sifted:
        """Return the events within the allowances of their chats. `now`: seconds of a monotonic clock.

        This changes nothing. Call `keep` after the commit: a batch that failed comes again, and counts only once.
        """
        levels: dict[ChatKey, Level] = {}
        taken: list[Incoming] = []
        warned: list[ChatKey] = []
        for each in batch:
            chat = each.chat
            level = levels.get(chat) or self._level(chat, now)
            until = level.until + _cost(each) / RATE
            if until - now <= BURST / RATE:
                taken.append(each)
                levels[chat] = Level(until, level.warned)
            else:
                if not level.warned:
                    warned.append(chat)
                levels[chat] = Level(level.until, warned=True)
        return Sifted(taken, warned, levels)

    def _level(self, chat: ChatKey, now: float) -> Level:
        level = self._levels.get(chat)
        return level if level and level.until > now else Level(now)

    def keep(self, sifted: Sifted) -> None:
        """Keep the levels after a batch. The chats that wrote longest ago are forgotten."""
        for chat, level in sifted.levels.items():
            self._levels[chat] = level
            self._levels.move_to_end(chat)
        while len(self._levels) > CHATS:
            self._levels.popitem(last=False)


def _cost(of: Incoming) -> int:
    return 1 + len(of.event.text) // LONG if isinstance(of.event, Said) else 1
