"""Watches the file of the database while the bot runs. The bot stops if the file was deleted, moved or replaced.

SQLite in WAL mode does not notice: it goes on writing to the deleted file, and everything is gone when the process
ends. Therefore a copy of the database is written beside it, and the process ends at once: whatever it would still
process or send could not be stored.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Protocol

from bot.errors import SavedCopyError
from bot.exit_codes import ExitCode

log = logging.getLogger(__name__)

EVERY = 2.0  #: seconds between two looks; a look costs three calls of `stat`

GONE = "Файл базы {path} исчез, пока бот работал: его удалили, переименовали или отключили диск."
REPLACED = "Файл базы {path} подменили другим, пока бот работал."
LOG_GONE = (
    "Файл {path}-wal или {path}-shm удалили, пока бот работал: это части базы. Бот записал всё в {path} и остановился. "
    "Запустите его снова."
)
SAVED = (
    " Бот остановился и ничего больше не принимает. Всё, что он помнил, сохранено в {copy}: верните эту копию под "
    "именем {path} или уберите её из папки, и запустите бота снова."
)
UNSAVED = (
    " Бот остановился и ничего больше не принимает. Сохранить копию не удалось ({why}): найдите файл или верните "
    "резервную копию, и запустите бота снова."
)


class Abandoned(Protocol):
    """A store that can be left without closing it."""

    async def abandon(self, copy: Path | None) -> None:
        """Write everything to `copy` (None: to the store's own file), and let no other transaction begin."""


class Loss(Enum):
    """What happened to the files of the database."""

    gone = GONE
    replaced = REPLACED
    log_gone = LOG_GONE


class FileWatch:
    """Looks at the three files of an open database."""

    def __init__(
        self, path: Path, store: Abandoned, now: Callable[[], datetime],
        *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep, leave: Callable[[int], None] = os._exit,
    ) -> None:  # fmt: skip
        """Remember the files as they are now. `leave` ends the process at once, with an exit code."""
        self._path, self._store, self._now, self._sleep, self._leave = path, store, now, sleep, leave
        self._parts = [Path(f"{path}{end}") for end in ("", "-wal", "-shm")]
        self._known = {part: found for part in self._parts if (found := _identity(part))}

    async def run(self) -> None:
        """Look until cancelled. After a loss, write a copy, say what happened, and end the process."""
        while not (loss := self._loss()):
            await self._sleep(EVERY)
        log.critical("%s", await self._abandoned(loss))
        _written_out()
        self._leave(ExitCode.WRONG)

    def _loss(self) -> Loss | None:
        try:
            changed = [(part, found) for part in self._parts if (found := _identity(part)) != self._known.get(part)]
        except OSError as error:  # a disk that does not answer now is no loss yet
            log.warning("the database file was not looked at: %s", type(error).__name__)
            return None
        for part, found in changed:
            if part not in self._known:  # SQLite made it later
                self._known[part] = found or ()
            elif found or part == self._path:
                return Loss.replaced if found else Loss.gone
        return Loss.log_gone if any(part in self._known and not found for part, found in changed) else None

    async def _abandoned(self, loss: Loss) -> str:
        if loss is Loss.log_gone:
            copy, said = None, LOG_GONE
        else:
            copy, said = _copy_of(self._path, self._now()), loss.value + SAVED
        try:
            await self._store.abandon(copy)
        except Exception as error:  # noqa: BLE001 the process ends in any case
            return f"{loss.value}{UNSAVED}".format(path=self._path, why=type(error).__name__)
        return said.format(path=self._path, copy=copy)


def _identity(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    return found.st_dev, found.st_ino


def _copy_of(path: Path, now: datetime) -> Path:
    return path.with_name(f"{path.stem}-saved-{now:%Y%m%d-%H%M%S}{path.suffix}")


def _written_out() -> None:
    for handler in logging.getLogger().handlers:
        handler.flush()
    sys.stdout.flush()


def refuse_beside_copy(path: Path) -> None:
    """Raise SavedCopyError if a copy that `FileWatch` wrote lies beside the database file.

    A service manager starts the bot again at once: with a missing file it would begin from nothing.
    """
    for copy in sorted(path.parent.glob(f"{path.stem}-saved-*{path.suffix}")):
        raise SavedCopyError(path, copy)
