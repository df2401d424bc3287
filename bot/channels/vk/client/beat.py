"""When calls of a community may begin: evenly spaced, never more than twenty in one second."""

#: Seconds from call to call: 20 a second are allowed (B5), and the way there may squeeze 21 of them into one.
#: vk_api counts from the end of a call, so it would go the slower the farther VK is (B6.4).
PACE = 1 / 19.4
LATE = 0.006  #: seconds of lateness that are made up for: of 21 calls the last begins 1.025 s after the first


class Beat:
    """Spaces calls evenly and makes up for a little lateness. Moments are seconds of any clock that never goes back."""

    def __init__(self, pace: float = PACE) -> None:
        """Start with a call allowed at once."""
        self._pace, self._next = pace, float("-inf")

    def wait(self, now: float) -> float:
        """Count a call and return the seconds until it may begin."""
        begins = max(now, self._next)
        self._next = max(now - LATE, self._next) + self._pace
        return begins - now
