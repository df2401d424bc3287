"""What is kept of a fault of the program itself: its places in the code, without any words of people."""

import os
import tempfile
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

FILE = "provodnik-crash.txt"
SAID = (
    "Проводник споткнулся о собственную ошибку ({kind}). Подробности записаны в файл {file}: пришлите его тому, кто "
    "ведёт программу. Слов людей и ключей в нём нет. Команду можно повторить."
)
UNWRITTEN = "Проводник споткнулся о собственную ошибку ({kind}, {place}), а записать подробности некуда."


def sentence(error: BaseException, now: datetime) -> str:
    """Write where `error` happened to a file, and return the sentence for the owner.

    The file is in the current folder or, if that cannot be written, in the folder for temporary files.
    """
    kind = type(error).__name__
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        with suppress(OSError):
            return SAID.format(kind=kind, file=_written(folder / FILE, error, now))
    return UNWRITTEN.format(kind=kind, place=_place(error))


def _written(file: Path, error: BaseException, now: datetime) -> Path:
    private = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(private, "a", encoding="utf-8", errors="replace") as kept:
        kept.write(f"{now.isoformat(timespec='seconds')}\n{details(error)}\n")
    return file


def details(error: BaseException) -> str:
    """Return the types and places of an error and its causes. Messages are left out: they may hold words of people."""
    cause = error.__cause__ or error.__context__
    before = f"{details(cause)}\nwhich led to\n" if cause else ""
    notes = "".join(f"  {note}\n" for note in getattr(error, "__notes__", ()))
    frames = traceback.format_tb(error.__traceback__)
    # a recursion has a thousand equal frames
    shown = frames if len(frames) <= 40 else [*frames[:20], "  …\n", *frames[-20:]]
    return f"{before}{type(error).__module__}.{type(error).__qualname__}\n{notes}{''.join(shown)}"


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
