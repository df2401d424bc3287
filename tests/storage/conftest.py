"""Fixtures of the storage contract: a store of every engine, a `Town` in it, and two chats of one person."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage.port.store import Store
from tests.support.storage.engines import ENGINES, Engine, Open
from tests.support.storage.town import MUM, MUM_TOO, Town


@pytest_asyncio.fixture(params=ENGINES)
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Engine]:
    """Yield each engine in turn; close what it opened."""
    engine = ENGINES[request.param](tmp_path)
    yield engine
    await engine.close()


@pytest.fixture
def open_again(engine: Engine) -> Open:
    """Return a function that opens the same place anew, as a starting process does."""
    return engine.opened


@pytest_asyncio.fixture
async def store(engine: Engine) -> Store:
    """Return an open store with no people."""
    return await engine.empty()


@pytest.fixture
def town(store: Store) -> Town:
    """Return a town with no people."""
    return Town(store)


@pytest_asyncio.fixture
async def linked(engine: Engine, store: Store) -> str:
    """Make MUM_TOO a second chat of MUM; return her person."""
    return await engine.joined(store, MUM, MUM_TOO)
