"""The rate limits of an account, and the meter that counts the calls that carry its deliveries.

What counts against the limit:

- Telegram: every method except `answerCallbackQuery` and `getUpdates`. Its documents limit messages (A2); edits, files
  and the removal of buttons are refused with 429 as messages are. An answer to a press is no message, and delaying it
  keeps a spinner on the button (A3): answers pass a gate of their own at the same rate, so that a crowd's answers are
  spread too.
- VK: every request; an `execute` is one (B5). Answers to presses fill its free places (`vk/client/api.py`).

Every call passes the gate of its account (`gate.py`): replies and answers of staff, then reminders and broadcasts, then
cosmetic calls, which are dropped if they have waited too long (`cosmetic.py`).
"""

import math
import sys
from collections import deque
from dataclasses import dataclass
from datetime import timedelta

MOMENT = 1e-6  #: seconds of tolerance when times are compared
NEVER = timedelta(0)
COSMETIC = 10  #: urgency of calls that carry no message: answers to presses, removing buttons, sentences to groups
BULK = 2  #: messages with this urgency or a greater number are bulk: reminders and broadcasts


@dataclass(frozen=True, slots=True)
class Pace:
    """The rate limits of one account. A call is one request to the platform and may carry several messages."""

    calls: int  #: calls within any one second
    bulk: float  #: bulk calls a second (they count in `calls` too), evenly spaced to leave room for replies
    at_once: int = 1  #: messages in one call
    under_way: int = 30  #: calls that may await an answer at the same time; one is reserved for replies
    chat: int = 0  #: messages to one chat within any `chat_span` seconds; 0 means no limit
    chat_span: float = 1.0
    repeats: timedelta = NEVER  #: how long the platform drops repeats of a message; 0 if it never does


#: Telegram allows about 30 calls a second overall, and more than one a second in one chat only in short bursts
#: (platform fact A2). The gate spaces the calls of the account (`TELEGRAM_GATE`), bulk is a little slower.
TELEGRAM = Pace(calls=30, bulk=29.2, chat=4, chat_span=4.0)
TELEGRAM_GATE = 1 / 29.6  #: seconds between two calls; when calls are held up, the backlog clears within seconds
#: VK allows 20 calls a second per community key (platform fact B5); one call may have 100 recipients. The
#: channel spaces its calls itself (`vk/client/call_queue.py`). VK drops repeats for one hour (B2); the 15 minutes not
#: used here are a margin for clock differences and calls that hang.
VK = Pace(calls=20, bulk=20.0, at_once=100, under_way=4, repeats=timedelta(minutes=45))
VK_GATE = 1 / 19.4  #: seconds between two calls; vk_api itself counts from the end of a call (B6.4)
#: No limit but the size of a call: for the simulator, where the clock stands still until it is set.
UNLIMITED = Pace(calls=sys.maxsize, bulk=math.inf, at_once=100)


class Meter:
    """Counts the calls and messages of an account. Times are seconds of a monotonic clock."""

    def __init__(self, pace: Pace) -> None:
        """Start with no calls and no messages counted."""
        self.pace = pace
        self._calls: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}
        self._resting: dict[int, float] = {}
        self._bulk = self._until = float("-inf")

    def stop(self, until: float) -> None:
        """Allow no call before the time `until`, because the platform demanded a wait (error 429)."""
        self._until = max(self._until, until)

    def rest(self, chat: int, until: float) -> None:
        """Allow no message to a chat before the time `until`, because the platform demanded a wait for it alone."""
        self._resting[chat] = max(until, self._resting.get(chat, until))

    def room(self, now: float) -> int:
        """Return how many calls the rate limit allows to start at the time `now`."""
        while self._calls and self._calls[0] <= now - 1.0 + MOMENT:
            self._calls.popleft()
        return 0 if now < self._until else self.pace.calls - len(self._calls)

    def bulk_room(self, now: float) -> bool:
        """Return True if the spacing of bulk calls (reminders, broadcasts) allows one at the time `now`."""
        return now >= self._bulk - MOMENT

    def wait(self, now: float) -> float:
        """Return the seconds from `now` until a call may start.

        If a call may start already, return the seconds until a bulk call (reminders, broadcasts) may start.
        """
        if now < self._until:
            return self._until - now
        waits = [self._calls[0] + 1.0 - now] if self.room(now) <= 0 else [self._bulk - now]
        return max(0.0, *waits)

    def spend(self, now: float, *, bulk: bool) -> None:
        """Count a call that starts at the time `now`. `bulk`: it carries reminders or broadcasts."""
        if self.pace.calls < sys.maxsize:
            self._calls.append(now)
        if bulk:
            # after a delay, bulk calls stay evenly spaced: the missed ones are not sent in a burst
            self._bulk = max(self._bulk + 1 / self.pace.bulk, now + 0.5 / self.pace.bulk)

    def said(self, chat: int, now: float) -> None:
        """Count a message sent to a chat at the time `now`."""
        if self.pace.chat:
            self._chats.setdefault(chat, deque(maxlen=self.pace.chat)).append(now)

    def resting(self, now: float) -> list[int]:
        """Return the ids of the chats that have reached their limit of messages at the time `now`."""
        since = now - self.pace.chat_span
        self._chats = {chat: times for chat, times in self._chats.items() if times[-1] > since}
        self._resting = {chat: until for chat, until in self._resting.items() if until > now}
        full = [chat for chat, times in self._chats.items() if len(times) == self.pace.chat and times[0] > since]
        return [*full, *self._resting]
