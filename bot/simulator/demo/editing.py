"""The book while it is edited: read anew when a file of it changes, and adopted when `check` finds nothing wrong."""

import asyncio
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from bot.app.wiring import Content, words
from bot.check import report
from bot.errors import BotError
from flows.book.errors import FlowError
from flows.book.loading import library
from texts import TextError, Texts

ROOT = Path(__file__).parents[3]
EDITED = (".yaml", ".j2")

WARNING = "Обратите внимание"

Edition = tuple[int, int]  #: when a file was written, and its size
Stamp = Mapping[str, Edition]


class Home(NamedTuple):
    """Where a book lies: a folder as `flows/` is, one as `texts/` is, the schools' profiles when they lie elsewhere."""

    flows: Path = ROOT / "flows"
    texts: Path = ROOT / "texts"
    schools: Path | None = None

    def words(self) -> Content:
        """Read the book and its texts. Raises BrokenBook or TextErrors."""
        return words(self.schools, library(self.flows / "library"), Texts.load(self.texts, self.schools))

    def faults(self) -> tuple[str, ...]:
        """Give every fault that `check` finds."""
        said: list[str] = []
        wrong = report(self.schools, echo=said.append, flows=self.flows, words=self.texts)
        *found, _ending = said
        return tuple(each for each in found if not each.startswith(WARNING)) if wrong else ()

    def stamp(self) -> Stamp:
        """Give what tells one edition of the files from another."""
        folders = (self.flows, self.texts, *((self.schools,) if self.schools else ()))
        return dict(edition for folder in folders for edition in _editions(folder))


class Editing:
    """The book that is spoken from, and what is wrong with its newer edition."""

    def __init__(self, home: Home) -> None:
        """Read the book as it is. Raises BrokenBook or TextErrors."""
        self.home, self.words = home, home.words()
        self.faults: tuple[str, ...] = ()
        self.changed: tuple[str, ...] = ()  #: the files that the last reading found changed
        self.edition = 1  #: of the words
        self._stamp = home.stamp()

    async def look(self) -> bool:
        """Read the book anew if its files have changed, and tell whether they have."""
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
    # asked before every turn: a scan is three times quicker than rglob
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _editions(entry.path)
            elif entry.name.endswith(EDITED):
                with suppress(OSError):  # an editor puts a new file in the place of the old one
                    yield entry.path, (entry.stat().st_mtime_ns, entry.stat().st_size)


def _short(path: str) -> str:
    return "/".join(Path(path).parts[-2:])
