"""Checks of the database file, its folder, and the free space on its disk."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.channels.findings import Finding, blocks, well, worth
from storage.port.errors import StorageError
from storage.sqlite.core.integrity import looked_at
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
    yield _file(path)


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


def _file(path: Path) -> Finding:
    if not path.exists():
        return well(f"Памяти ещё нет: файл {path} появится при первом запуске.")
    try:
        lacks = looked_at(path)
    except StorageError as error:
        return blocks(f"{error} Это файл {path}; цела ли резервная копия?")
    said = f"Память цела: {path}."
    return well(f"{said} При запуске она обновится: сначала сделайте копию.") if lacks else well(said)
