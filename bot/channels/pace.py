"""How fast an account may send, as data, and the meter that keeps to it."""

import math
import sys
from collections import deque
from dataclasses import dataclass
from datetime import timedelta

MOMENT = 1e-6  #: seconds; the tolerance of comparisons
NEVER = timedelta(0)
BULK = 2  #: urgency from which a message is bulk: reminders and broadcasts


@dataclass(frozen=True, slots=True)
class Pace:
    """The limits of one account. The platform counts calls; the channel packs several messages into one."""

    calls: int  #: calls in any one second
    bulk: float  #: of these, calls a second for bulk, spread evenly, so that a reply always finds room
    at_once: int = 1  #: messages in one call
    under_way: int = 30  #: calls without an answer yet, one of them reserved for replies; a kill leaves these in doubt
    chat: int = 0  #: messages to one chat in any `chat_span` seconds; 0: no limit
    chat_span: float = 1.0
    repeats: timedelta = NEVER  #: for so long what is sent twice arrives once (random_id): Unknown may be repeated


#: About 30 a second overall, and more than one a second in one chat only in short bursts (A2). One of them is left:
#: what the network bunches together is even again within seconds, where at the whole pace it would pile up to a 429.
TELEGRAM = Pace(calls=29, bulk=28.6, chat=4, chat_span=3.0)
#: 20 calls a second of a community's key (B5), a call carries up to 100 people. The channel counts its own calls. VK
#: knows a repeat for an hour (B2): the rest of it is for clocks that differ and calls that hang.
VK = Pace(calls=20, bulk=20.0, at_once=100, under_way=4, repeats=timedelta(minutes=45))
#: No limit but the size of a call: for the simulator, where time stands still until it is moved.
UNLIMITED = Pace(calls=sys.maxsize, bulk=math.inf, at_once=100)


class Meter:
    """Counts what an account has sent. Moments are seconds of any clock that never goes back."""

    def __init__(self, pace: Pace) -> None:
        """Start with nothing sent."""
        self.pace = pace
        self._calls: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}
        self._bulk = self._until = float("-inf")

    def stop(self, until: float) -> None:
        """Allow nothing before a moment: the platform told us to wait (429)."""
        self._until = max(self._until, until)

    def room(self, now: float) -> int:
        """Return how many calls may start now."""
        while self._calls and self._calls[0] <= now - 1.0 + MOMENT:
            self._calls.popleft()
        return 0 if now < self._until else self.pace.calls - len(self._calls)

    def bulk_room(self, now: float) -> bool:
        """Return True if a call of bulk may start now."""
        return now >= self._bulk - MOMENT

    def wait(self, now: float) -> float:
        """Return the seconds until there is room for another call."""
        if now < self._until:
            return self._until - now
        waits = [self._calls[0] + 1.0 - now] if self.room(now) <= 0 else [self._bulk - now]
        return max(0.0, *waits)

    def spend(self, now: float, *, bulk: bool) -> None:
        """Count a call."""
        if self.pace.calls < sys.maxsize:
            self._calls.append(now)
        if bulk:
            # evenly, also when the machine was a little late: what was missed is not made up for in a burst
            self._bulk = max(self._bulk + 1 / self.pace.bulk, now + 0.5 / self.pace.bulk)

    def said(self, chat: int, now: float) -> None:
        """Count a message to a chat."""
        if self.pace.chat:
            self._chats.setdefault(chat, deque(maxlen=self.pace.chat)).append(now)

    def resting(self, now: float) -> list[int]:
        """Return the chats that have reached their limit and must wait."""
        since = now - self.pace.chat_span
        self._chats = {chat: times for chat, times in self._chats.items() if times[-1] > since}
        return [chat for chat, times in self._chats.items() if len(times) == self.pace.chat and times[0] > since]
