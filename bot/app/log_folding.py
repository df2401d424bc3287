"""The log of the process: one line for each record, equal lines folded, no text of an exception.

A fault that repeats a thousand times a second, or a caller who provokes one, would otherwise fill the disk in an hour.
The text of an exception may hold a URL with a token, or what a person wrote. Only its kind and its places are logged.
"""

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from traceback import extract_tb
from typing import NamedTuple, TextIO

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
MINUTE = 60.0  #: seconds in which lines are counted together
EQUAL, ALIKE, ALL = 5, 60, 600  #: lines a minute: of one text, of one template, of all records
FOLDED = 50  #: templates whose folded lines are counted apart
LONGEST = 1000  #: characters of a line
FRAMES = 6  #: innermost places of an exception that are logged
OURS = frozenset({"bot", "flows", "storage", "texts", "__main__"})
#: What a line never holds: Telegram's tokens, VK's tokens of both kinds, and parameters of URLs that are secrets.
SECRET = re.compile(
    r"\d{5,}:[\w-]{20,}|vk1\.a\.[\w-]+|\b[0-9a-f]{60,}\b|(?<=access_token=)[^&\s'\"]+|(?<=\bkey=)[^&\s'\"]+"
    r"|(?<=\bsecret=)[^&\s'\"]+"
)
#: asyncio writes the values of the program after these signs: a coroutine, an exception, the arguments of a callback.
VALUES = re.compile(r"[<(\[{'\"]")


class LineKind(NamedTuple):
    """The lines that are counted together."""

    logger: str
    level: int
    template: str


OTHERS = LineKind("bot", logging.WARNING, "прочее")

Later = Callable[[float, Callable[[], None]], object]  #: calls a function after this many seconds


class PlainFormatter(logging.Formatter):
    """Formats a record as one line without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record, of at most LONGEST characters."""
        record.message, record.asctime = _message(record), self.formatTime(record)
        line = self.formatMessage(record)
        if record.exc_info and (error := record.exc_info[1]):
            line = f"{line} [{places(error)}]"
        return SECRET.sub("…", line)[:LONGEST]


def _message(record: logging.LogRecord) -> str:
    said = record.getMessage()
    if record.name.partition(".")[0] in OURS:
        return " ".join(said.splitlines())
    first = said.partition("\n")[0]
    return VALUES.split(first)[0].rstrip() if record.name == "asyncio" else first


def places(error: BaseException) -> str:
    """Return the kind of an exception and the innermost places that it passed, the innermost first."""
    frames = reversed(extract_tb(error.__traceback__, limit=-FRAMES))
    passed = " ← ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__}: {passed}" if passed else type(error).__name__


def _short(path: str) -> str:
    return "/".join(re.split(r"[\\/]", path)[-2:])


def in_background(seconds: float, call: Callable[[], None]) -> None:
    """Call a function after `seconds` in a thread that does not keep the process alive."""
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    timer.start()


class FoldingHandler(logging.StreamHandler[TextIO]):
    """Writes the first lines of a minute, counts the others, and writes the counts when the minute is over.

    Records below INFO are not folded: whoever sets LOG_LEVEL=DEBUG asked for all of them.
    """

    def __init__(
        self, stream: TextIO, *, clock: Callable[[], float] = time.monotonic, later: Later = in_background
    ) -> None:
        """Write to `stream`. `clock` returns seconds."""
        super().__init__(stream)
        self.setFormatter(PlainFormatter(FORMAT))
        self._clock, self._later = clock, later
        self._until = float("-inf")
        self._texts: Counter[str] = Counter()
        self._kinds: Counter[LineKind] = Counter()
        self._dropped: Counter[LineKind] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record or count it."""
        try:
            passes = record.levelno < logging.INFO or self._passes(record)
        except Exception:  # noqa: BLE001 a value that cannot be written must not stop whoever logs it
            return
        if passes:
            super().emit(record)

    def _passes(self, record: logging.LogRecord) -> bool:
        if self._clock() >= self._until:
            self._fold()
        kind = LineKind(record.name, record.levelno, str(record.msg)[:LONGEST])
        text = f"{record.name} {record.msg} {record.args}"[:LONGEST]
        room = self._texts[text] < EQUAL and self._kinds[kind] < ALIKE and self._kinds.total() < ALL
        if record.levelno >= logging.CRITICAL or room:
            self._texts[text] += 1
            self._kinds[kind] += 1
            return True
        if not self._dropped:
            self._later(self._until - self._clock(), self.fold_when_over)
        self._dropped[kind if kind in self._dropped or len(self._dropped) < FOLDED else OTHERS] += 1
        return False

    def fold_when_over(self) -> None:
        """Write the counts if the minute is over. Called when nothing else is logged meanwhile."""
        with self.lock or threading.RLock():
            if self._clock() >= self._until:
                self._fold()

    def _fold(self) -> None:
        dropped, self._dropped = self._dropped, Counter()
        self._until = self._clock() + MINUTE
        self._texts.clear()
        self._kinds.clear()
        for kind, times in dropped.items():
            said = "… ещё %d раз за минуту: %s"
            super().emit(logging.LogRecord(kind.logger, kind.level, "", 0, said, (times, kind.template), None))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 logging's name
        """Drop a line that cannot be written: the disk is full, or the terminal is gone."""

    def close(self) -> None:
        """Write the counts of the last minute."""
        with self.lock or threading.RLock():
            self._fold()
        super().close()


def log_to(stream: TextIO, level: str) -> None:
    """Send the records of every logger, from `level` on, to `stream` in folded lines."""
    logging.basicConfig(level=level, handlers=[FoldingHandler(stream)])
