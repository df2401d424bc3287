"""Moments that were stored while the clock ran ahead, and that nothing may wait for after it was corrected."""

from datetime import datetime
from typing import Protocol


class DueTimes(Protocol):
    """Finds the due times that lie further ahead than their kind ever does, and brings them forward."""

    async def look_again(self, now: datetime, morning: datetime) -> int:
        """Bring impossibly far moments forward; return how many. Call it at the start and when the clock was set back.

        A reply is due `now`, a notice or a reminder at `morning`, the next polite moment. A chat that staff answer by
        hand stays so for a day at most. A timer that was set while the clock ran up to two days ahead waits as long
        from `now` as it was to wait from then; one that ran further ahead is not corrected by guessing.
        """
