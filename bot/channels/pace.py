"""The rate limits of an account as data, and the meter that counts calls against them."""

import math
import sys
from collections import deque
from dataclasses import dataclass
from datetime import timedelta

MOMENT = 1e-6  #: seconds of tolerance when times are compared
NEVER = timedelta(0)
BULK = 2  #: urgency from which a message is bulk: reminders and broadcasts


@dataclass(frozen=True, slots=True)
class Pace:
    """The rate limits of one account. The platform counts calls; a channel may pack several messages into one call."""

    calls: int  #: calls within any one second
    bulk: float  #: of these, bulk calls a second, evenly spaced so that there is always room for a reply
    at_once: int = 1  #: messages in one call
    under_way: int = 30  #: calls awaiting an answer, one reserved for replies; in doubt if the process is killed
    chat: int = 0  #: messages to one chat in any `chat_span` seconds; 0: no limit
    chat_span: float = 1.0
    repeats: timedelta = NEVER  #: how long the platform drops a repeat (random_id), so that Unknown may be retried


#: Telegram allows about 30 calls a second overall, and more than one a second in one chat only in short bursts (A2).
#: The pace is one call below the limit. When the network bunches calls together, the backlog then clears within
#: seconds; at the full pace it would grow until Telegram answers 429.
TELEGRAM = Pace(calls=29, bulk=28.6, chat=4, chat_span=3.0)
#: VK allows 20 calls a second per community key (B5); one call carries up to 100 people. The channel spaces its calls
#: itself (`vk/client/beat.py`). VK drops repeats for one hour (B2); the 15 minutes not used here are a margin for
#: clock differences and calls that hang.
VK = Pace(calls=20, bulk=20.0, at_once=100, under_way=4, repeats=timedelta(minutes=45))
#: No limit but the size of a call: for the simulator, where the clock stands still until it is set.
UNLIMITED = Pace(calls=sys.maxsize, bulk=math.inf, at_once=100)


class Meter:
    """Counts what an account has sent. Times are seconds of a monotonic clock."""

    def __init__(self, pace: Pace) -> None:
        """Start with nothing sent."""
        self.pace = pace
        self._calls: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}
        self._bulk = self._until = float("-inf")

    def stop(self, until: float) -> None:
        """Allow no call before `until`: the platform answered that the account must wait (429)."""
        self._until = max(self._until, until)

    def room(self, now: float) -> int:
        """Return how many calls may start now."""
        while self._calls and self._calls[0] <= now - 1.0 + MOMENT:
            self._calls.popleft()
        return 0 if now < self._until else self.pace.calls - len(self._calls)

    def bulk_room(self, now: float) -> bool:
        """Return True if a bulk call may start now."""
        return now >= self._bulk - MOMENT

    def wait(self, now: float) -> float:
        """Return the seconds until another call may start."""
        if now < self._until:
            return self._until - now
        waits = [self._calls[0] + 1.0 - now] if self.room(now) <= 0 else [self._bulk - now]
        return max(0.0, *waits)

    def spend(self, now: float, *, bulk: bool) -> None:
        """Count a call."""
        if self.pace.calls < sys.maxsize:
            self._calls.append(now)
        if bulk:
            # keep bulk calls evenly spaced after a delay: missed calls are not made up for in a burst
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
