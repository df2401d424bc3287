"""Live reload: the book is read again when one of its files changes, and used if `check` finds no fault in it."""

import asyncio
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from bot.app.wiring import Content, content
from bot.check import report
from bot.errors import BotError
from flows.book.errors import FlowError
from flows.book.loading import library
from texts import TextError, Texts

ROOT = Path(__file__).parents[3]
EDITED = (".yaml", ".j2")

WARNING = "Обратите внимание"

Edition = tuple[int, int]  #: the modification time and the size of a file
Stamp = Mapping[str, Edition]


class Home(NamedTuple):
    """The folders of a book: its flows, its texts, and the schools' profiles.

    If `schools` is None, the profiles are inside the folder of the texts.
    """

    flows: Path = ROOT / "flows"
    texts: Path = ROOT / "texts"
    schools: Path | None = None

    def words(self) -> Content:
        """Read the book and its texts. Raises BrokenBook or TextErrors."""
        return content(self.schools, library(self.flows / "library"), Texts.load(self.texts, self.schools))

    def faults(self) -> tuple[str, ...]:
        """Return every fault that `check` finds in the book, as printed lines. Warnings are left out."""
        said: list[str] = []
        wrong = report(self.schools, echo=said.append, flows=self.flows, words=self.texts)
        *found, _ending = said
        return tuple(each for each in found if not each.startswith(WARNING)) if wrong else ()

    def stamp(self) -> Stamp:
        """Return {path: (modification time, size)} of every file of the book.

        After an edit of any file, the result differs from the one before.
        """
        folders = (self.flows, self.texts, *((self.schools,) if self.schools else ()))
        return dict(edition for folder in folders for edition in _editions(folder))


class Editing:
    """The edition of the book in use, and the faults of the newest edit; no faults if the newest edit is in use."""

    def __init__(self, home: Home) -> None:
        """Read the book from its folders `home`. Raises BrokenBook or TextErrors."""
        self.home, self.words = home, home.words()
        self.faults: tuple[str, ...] = ()
        self.changed: tuple[str, ...] = ()  #: the files that had changed at the last reading
        self.edition = 1  #: grows by 1 with every accepted edit
        self._stamp = home.stamp()

    async def look(self) -> bool:
        """Read the book again if its files have changed since the last reading. Return True if they have changed."""
        stamp = await asyncio.to_thread(self.home.stamp)
        changed = {path for path, _ in stamp.items() ^ self._stamp.items()}
        if not changed:
            return False
        self._stamp, self.changed = stamp, tuple(sorted(map(_short, changed)))
        await asyncio.to_thread(self._read)
        return True

    def _read(self) -> None:
        try:
            self.faults = self.home.faults()
            if not self.faults:
                self.words = self.home.words()
                self.edition += 1
        except (BotError, FlowError, TextError, OSError, ValueError) as error:
            self.faults = (str(error),)


def _editions(folder: Path | str) -> Iterator[tuple[str, Edition]]:
    # runs before every turn, and scandir is three times faster than rglob
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _editions(entry.path)
            elif entry.name.endswith(EDITED):
                with suppress(OSError):  # an editor may be replacing the file at this moment
                    yield entry.path, (entry.stat().st_mtime_ns, entry.stat().st_size)


def _short(path: str) -> str:
    return "/".join(Path(path).parts[-2:])
