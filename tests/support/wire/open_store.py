"""Open a store in a folder, for the tests of the wire."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from storage.port.store import Store
from tests.support.empty_store import opened_at


@asynccontextmanager
async def kept(folder: Path) -> AsyncIterator[Store]:
    """Open a store and always close it, because its thread would keep the test process from ending."""
    store = await opened_at(folder / "wire.db")
    try:
        yield store
    finally:
        await store.close()
