"""Make an empty store by copying one that is migrated once per process: the migrations take longer than most tests."""

from pathlib import Path
from tempfile import TemporaryDirectory

from storage.sqlite.store import SqliteStore, opened

_LAID: list[bytes] = []


async def opened_at(path: Path) -> SqliteStore:
    """Open a store at `path`, copied from the empty one."""
    await blank(path)
    return await opened(f"sqlite:///{path}")


async def blank(path: Path) -> None:
    """Copy an empty store with today's schema to `path`, unless a file exists there."""
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
