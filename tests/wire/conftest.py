"""Fixtures of the wire tests: an open store, and a Telegram that checks every call at the end."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.port.store import Store
from tests.support.wire.fake_telegram import Telegram
from tests.support.wire.open_store import kept


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """Open a store."""
    async with kept(tmp_path) as store:
        yield store


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[Telegram]:
    """Serve Telegram; assert at the end that every call was correct."""
    async with Telegram(tmp_path / "calls.jsonl").served() as served:
        yield served
        assert served.judge.verdict() == []
