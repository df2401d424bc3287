"""Options of the test suite, and fixtures that are slow to build: the shipped book with its texts, and its screens."""

import pytest

from bot.app.wiring import Content
from tests.support.book.all_screens import Screens
from tests.support.shipped import SHIPPED

#: Rewrite the asserts of the storage helpers, so that a failure shows the compared values as it does in a test.
pytest.register_assert_rewrite("tests.support.storage")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`: rewrite the stories as the program plays them now."""
    parser.addoption("--update", action="store_true", help="переписать истории так, как программа играет их сейчас")


#: Slow test files in the order they start: they wait (for processes, a browser) or compute long
LONG = (
    "wire/", "test_stories", "bot/simulator/demo/test_page", "bot/simulator/demo/test_server",
    "bot/jobs/test_broadcasts", "bot/guarantees/test_matrix", "bot/guarantees/test_kill", "bot/cli/test_start",
    "bot/check/", "book/test_coverage", "book/test_questions", "book/test_truth", "bot/guarantees/test_hostile",
    "meanings/", "storage/sqlite/core/test_statements",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run slow files first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: next((n for n, part in enumerate(LONG) if f"tests/{part}" in item.nodeid), len(LONG)))


@pytest.fixture(scope="session")
def shipped() -> Content:
    """Return the shipped book and its texts."""
    return SHIPPED


@pytest.fixture(scope="session")
def screens(shipped: Content) -> Screens:
    """Return every text and label of the shipped book, rendered for many people."""
    return Screens(shipped.texts)
