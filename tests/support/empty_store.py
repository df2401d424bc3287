"""An empty store, laid once for all tests of a process: its schema takes longer than most of them last."""

from pathlib import Path
from tempfile import TemporaryDirectory

from storage.sqlite.store import SqliteStore, opened

_LAID: list[bytes] = []


async def opened_at(path: Path) -> SqliteStore:
    """Open a store, laid before."""
    await blank(path)
    return await opened(f"sqlite:///{path}")


async def blank(path: Path) -> None:
    """Put an empty store of today's schema there, unless a file is there already."""
    if not _LAID:
        _LAID.append(await _laid())
    _put(_LAID[0], path)


def _put(laid: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(laid)


async def _laid() -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "blank.db"
        await (await opened(f"sqlite:///{file}", inline=True)).close()
        return file.read_bytes()
