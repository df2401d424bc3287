"""Every story is played on the real engine, store, timers and delivery, and compared whole; `--update` rewrites them.

Together they visit every state and press every button of the shipped book.
"""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from bot.app.wiring import Content
from tests.support.root import TESTS
from tests.support.world import Seen, played

FOLDER = TESTS / "stories"
STORIES = sorted(FOLDER.glob("*.story"))
SEEN = Seen()
PLAYED: list[str] = []


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_story_goes_as_it_is_told(
    path: Path, shipped: Content, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Compare the whole story."""
    told = path.read_text(encoding="utf-8")
    went = asyncio.run(played(shipped, told, tmp_path, SEEN))
    PLAYED.append(path.stem)
    if request.config.getoption("--update"):
        path.write_text(went, encoding="utf-8")
    else:
        assert went == told


def test_every_number_is_of_one_story() -> None:
    """A story is named by its number."""
    numbers = Counter(path.stem.partition("_")[0] for path in STORIES)
    assert [number for number, times in numbers.items() if times > 1] == []


def test_stories_visit_every_state_and_press_every_button(shipped: Content) -> None:
    """Count what no story visited; only when all of them were played."""
    if len(PLAYED) < len(STORIES):
        pytest.skip("сыграны не все истории")
    missed = SEEN.missed(shipped.book)
    assert not missed, f"{len(missed)} не посещены:\n" + "\n".join(missed)
