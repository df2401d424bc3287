"""Computes when the calls of a community start: evenly spaced, and at most twenty within any second."""

#: Seconds between the starts of two calls. VK allows 20 a second (B5); the pace is a little slower, because network
#: delay can move a 21st call into the same second. vk_api itself counts from the end of a call, so it would slow down
#: with latency (B6.4).
PACE = 1 / 19.4
LATE = 0.006  #: seconds of delay that are made up for: of 21 calls the last still starts 1.025 s after the first


class Beat:
    """Spaces calls evenly. Times are seconds of a monotonic clock.

    If a call starts late, the next one starts up to LATE seconds sooner to make up for the delay.
    """

    def __init__(self, pace: float = PACE) -> None:
        """Allow the first call at once."""
        self._pace, self._next = pace, float("-inf")

    def wait(self, now: float) -> float:
        """Count a call and return the seconds from `now` until it may start."""
        begins = max(now, self._next)
        self._next = max(now - LATE, self._next) + self._pace
        return begins - now
