"""A cache of compiled templates that survives the run: a file beside the templates, keyed by hashes of their sources.

Without it, parsing and compiling take half of the start-up time of a command. If the file cannot be read or written,
the templates are compiled again.
"""

import marshal
import os
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import jinja2

#: The cache is valid only for the same Python, the same Jinja and the same code of `texts`
_MADE_BY = (sys.implementation.cache_tag, jinja2.__version__)
_OURS = ("compiled.py", "environment.py", "words.py", "filters.py")
_BROKEN = (OSError, ValueError, EOFError, TypeError)


class Cache:
    """A cache of values that `marshal` can store (code, strings, tuples, sets). The key: the sources of a value."""

    def __init__(self, folder: Path) -> None:
        """Choose the cache file in the folder of the templates. The file is read on first use."""
        self._file = folder / "__pycache__" / "templates.marshal"
        self._kept: dict[str, object] | None = None
        self._used: dict[str, object] = {}

    def get(self, *made_of: str) -> object | None:
        """Return the value made of these sources; None if it is not cached."""
        key = _key(*made_of)
        found = self._all().get(key)
        if found is not None:
            self._used[key] = found
        return found

    def put(self, value: object, *made_of: str) -> None:
        """Cache a value made of these sources. `save` writes it to the file."""
        self._used[_key(*made_of)] = value

    def save(self) -> None:
        """Replace the contents of the file by the values used in this run, unless they are the same."""
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
            found = marshal.loads(self._file.read_bytes())  # noqa: S302 our own file, as trusted as a `.pyc`
            return found["kept"] if found["by"] == _by() else {}
        except (*_BROKEN, KeyError):
            return {}


def _key(*made_of: str) -> str:
    return sha256("\0".join(made_of).encode()).hexdigest()[:32]


def _by() -> tuple[object, ...]:
    here = Path(__file__).parent
    return (*_MADE_BY, *(sha256((here / name).read_bytes()).hexdigest() for name in _OURS))
