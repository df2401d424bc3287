"""What the tests of the wire share: an open store in a folder of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.ports import Store
from storage.sqlite import opened


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Open a store, and close it whatever comes: its thread would hold up the end of the tests."""
    kept = await opened(f"sqlite:///{tmp_path / 'wire.db'}")
    try:
        yield kept
    finally:
        await kept.close()
