"""Holding a database file: at most one process may claim the deliveries of a file.

The lock is a file beside the database. The system ends it with the process, after `kill -9` and a power cut too.
"""

import logging
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from storage.port.errors import HeldByAnother

log = logging.getLogger(__name__)

UNHELD = "database: locking of files does not work in this folder (%s): make sure that the bot is started only once"


def lock_of(path: Path) -> Path:
    """Return the lock file of a database. It is the same for every way to write the path of the database."""
    whole = path.resolve()
    return whole.with_name(f"{whole.name}.lock")


def hold(path: Path) -> BaseFileLock | None:
    """Hold a database file until `release` of the result, or the end of this process. Raises HeldByAnother.

    Where files cannot be locked (some network drives), return None: the bot works there, but a second copy does too.
    """
    # without the fallback, which leaves a file behind a killed process that would keep the next one out
    lock = FileLock(lock_of(path), mode=0o600, thread_local=False, fallback_to_soft=False)
    try:
        lock_of(path).parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except Timeout:
        raise HeldByAnother(path) from None
    except (OSError, NotImplementedError) as error:
        log.warning(UNHELD, type(error).__name__)
        return None
    return lock
