"""Options of the suite, and what is dear to make and the same for all tests: the shipped book and its words."""

import pytest

from bot.app.wiring import Words
from tests.screens import Screens
from tests.shipped import SHIPPED


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`: write stories as the program plays them now."""
    parser.addoption("--update", action="store_true", help="переписать истории так, как программа играет их сейчас")


#: Files that wait (for processes, for a browser) or take long, in this order: the others fill what they leave
LONG = (
    "wire/", "test_stories", "bot/test_page", "bot/test_demo", "bot/test_broadcasts", "bot/test_matrix",
    "bot/test_kill", "bot/test_start", "bot/test_check", "test_coverage", "test_questions", "test_truth",
    "bot/test_hostile", "meanings/", "storage/test_sqlite",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker is left with it alone at the end."""
    items.sort(key=lambda item: next((n for n, part in enumerate(LONG) if f"tests/{part}" in item.nodeid), len(LONG)))


@pytest.fixture(scope="session")
def shipped() -> Words:
    """Give the shipped book and its words."""
    return SHIPPED


@pytest.fixture(scope="session")
def screens(shipped: Words) -> Screens:
    """Give everything the shipped book says, said to many people."""
    return Screens(shipped.texts)
