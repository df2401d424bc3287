"""Measure the CPU time of this process, all threads included."""

import time
from collections.abc import Awaitable


async def spent(work: Awaitable[object]) -> float:
    """Return the CPU seconds that `work` takes."""
    before = time.process_time()
    await work
    return time.process_time() - before
