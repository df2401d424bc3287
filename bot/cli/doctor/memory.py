"""Checks of the database file, its folder, and the free space on its disk."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.channels.findings import Finding, blocks, not_reached, well, worth
from bot.cli.doctor.rights import of_store
from storage.port.errors import BusyFile, ForeignFile, NewerFile, ReadOnlyFile, StorageError
from storage.sqlite.core.integrity import looked_at, newest_moment
from storage.sqlite.core.opening import path_of

SCANT, NONE = 500, 20  #: free megabytes: below SCANT a warning, below NONE a blocking finding
MEGABYTE = 1024 * 1024


def memory(url: str) -> Iterator[Finding]:
    """Yield findings about the database file, its folder, and the free space on its disk. The file may be absent."""
    try:
        path = path_of(url).absolute()
    except StorageError as error:
        yield blocks(str(error))
        return
    folder = next(each for each in (path.parent, *path.parent.parents) if each.exists())
    yield _writable(folder)
    yield _room(folder)
    yield from _file(path)


def newest_message(url: str) -> datetime | None:
    """Return when the newest message in the store came. None if there is none, or the store cannot be read."""
    try:
        return newest_moment(path_of(url))
    except StorageError:
        return None


def _writable(folder: Path) -> Finding:
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"?")
    except OSError as error:
        return blocks(
            f"В папку {folder} нельзя писать ({error.strerror}). Дайте на неё права тому, кто запускает бота."
        )
    return well(f"В папку {folder} можно писать.")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free // MEGABYTE
    said = f"На диске свободно {free} МБ"
    if free < NONE:
        return blocks(f"{said}: памяти бота этого не хватит. Освободите место.")
    return worth(f"{said}: освободите место, нужно от {SCANT}.") if free < SCANT else well(f"{said}.")


def _file(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield well(f"Памяти ещё нет: файл {path} появится при первом запуске.")
        return
    yield from of_store(path)
    yield _intact(path)


def _intact(path: Path) -> Finding:
    try:
        lacks = looked_at(path)
    except BusyFile as error:  # whatever locks it may let it go
        return not_reached(str(error))
    except (ForeignFile, NewerFile) as error:
        return blocks(str(error))
    except StorageError as error:
        return blocks(f"{error} Это файл {path}; цела ли резервная копия?")
    if not writable(path):
        return blocks(str(ReadOnlyFile(path)))
    said = f"Память цела: {path}."
    return well(f"{said} При запуске она обновится: сначала сделайте копию.") if lacks else well(said)


def writable(path: Path) -> bool:
    """Return whether this user may write an existing file. Nothing is written."""
    try:
        path.open("r+b").close()
    except OSError:
        return False
    return True
