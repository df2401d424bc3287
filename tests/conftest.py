"""Options of the suite, and what is dear to make and the same for all tests: the shipped book and its words."""

import pytest

from bot.app.wiring import Content
from tests.support.book.all_screens import Screens
from tests.support.shipped import SHIPPED

#: Their asserts are told as fully as a test's own.
pytest.register_assert_rewrite("tests.support.storage")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`: write stories as the program plays them now."""
    parser.addoption("--update", action="store_true", help="переписать истории так, как программа играет их сейчас")


#: Files that wait (for processes, for a browser) or take long, in this order: the others fill what they leave
LONG = (
    "wire/", "test_stories", "bot/simulator/demo/test_page", "bot/simulator/demo/test_server",
    "bot/jobs/test_broadcasts", "bot/guarantees/test_matrix", "bot/guarantees/test_kill", "bot/cli/test_start",
    "bot/check/", "book/test_coverage", "book/test_questions", "book/test_truth", "bot/guarantees/test_hostile",
    "meanings/", "storage/sqlite/core/test_statements",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker is left with it alone at the end."""
    items.sort(key=lambda item: next((n for n, part in enumerate(LONG) if f"tests/{part}" in item.nodeid), len(LONG)))


@pytest.fixture(scope="session")
def shipped() -> Content:
    """Give the shipped book and its words."""
    return SHIPPED


@pytest.fixture(scope="session")
def screens(shipped: Content) -> Screens:
    """Give everything the shipped book says, said to many people."""
    return Screens(shipped.texts)
