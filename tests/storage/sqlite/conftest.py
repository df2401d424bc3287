"""SQLite alone, for what only a file can do."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.support.storage.engines import SqliteEngine


@pytest_asyncio.fixture
async def engine(tmp_path: Path) -> AsyncIterator[SqliteEngine]:
    """Give SQLite alone."""
    engine = SqliteEngine(tmp_path)
    yield engine
    await engine.close()


@pytest.fixture
def file(engine: SqliteEngine) -> Path:
    """Name a file that is not there yet, in a folder that is not there yet."""
    return engine.file
