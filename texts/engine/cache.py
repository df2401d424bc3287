"""What was made of templates, kept between runs as Python keeps its own: beside them, by the hash of all it hangs on.

Half of what a command costs before it speaks was parsing and compiling the same templates again. A file that cannot be
read or written is as good as none: everything is made anew.
"""

import marshal
import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2

#: Of another Python, another Jinja or other code of ours nothing kept is good
_MADE_BY = (sys.implementation.cache_tag, jinja2.__version__)
_OURS = ("compiled.py", "environment.py", "words.py", "filters.py")
_BROKEN = (OSError, ValueError, EOFError, TypeError)


class Cache:
    """Values marshal can keep (code, strings, tuples, sets), by what they were made of."""

    def __init__(self, folder: Path) -> None:
        """Belong to a folder of templates; nothing is read yet."""
        self._file = folder / "__pycache__" / "templates.marshal"
        self._kept: dict[str, object] | None = None
        self._used: dict[str, object] = {}

    def get(self, *made_of: str) -> object | None:
        """Give what was made of that, None when it is not kept."""
        key = _key(*made_of)
        found = self._all().get(key)
        if found is not None:
            self._used[key] = found
        return found

    def put(self, value: object, *made_of: str) -> None:
        """Keep what was made; it is written by `save`."""
        self._used[_key(*made_of)] = value

    def save(self) -> None:
        """Write what was used or made in this run, when anything is new. What nobody used goes."""
        if self._used.keys() == self._all().keys():
            return
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            made = self._file.with_suffix(f".{os.getpid()}")
            made.write_bytes(marshal.dumps({"by": _by(), "kept": self._used}))
            made.replace(self._file)

    def _all(self) -> dict[str, object]:
        if self._kept is None:
            self._kept = self._read()
        return self._kept

    def _read(self) -> dict[str, object]:
        try:
            found = marshal.loads(self._file.read_bytes())  # noqa: S302 our own file, trusted as the `.pyc` beside it
            return found["kept"] if found["by"] == _by() else {}
        except (*_BROKEN, KeyError):
            return {}


def _key(*made_of: str) -> str:
    return sha256("\0".join(made_of).encode()).hexdigest()[:32]


def _by() -> tuple[object, ...]:
    here = Path(__file__).parent
    return (*_MADE_BY, *(sha256((here / name).read_bytes()).hexdigest() for name in _OURS))
