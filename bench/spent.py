"""CPU time of this process, all threads of it."""

import time
from collections.abc import Awaitable


async def spent(work: Awaitable[object]) -> float:
    """Give the seconds a piece of work took."""
    before = time.process_time()
    await work
    return time.process_time() - before
