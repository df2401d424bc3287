"""The SQLite engine alone, for tests that depend on the database file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.storage.engines import SqliteEngine


@pytest_asyncio.fixture
async def engine(tmp_path: Path) -> AsyncIterator[SqliteEngine]:
    """Yield the SQLite engine only."""
    engine = SqliteEngine(tmp_path)
    yield engine
    await engine.close()


@pytest.fixture
def file(engine: SqliteEngine) -> Path:
    """Return the path of a file that does not exist yet, in a folder that does not exist yet."""
    return engine.file
