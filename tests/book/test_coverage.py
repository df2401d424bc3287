"""A state covers every fact and contradiction of the sources; docs/coverage.md lists which (`--update` writes it)."""

import pytest

from tests.support.book.all_screens import Screens
from tests.support.book.coverage import FILE, Coverage, document, left_out, titles
from tests.support.book.questions import ways


@pytest.fixture(scope="module")
def coverage(screens: Screens) -> Coverage:
    return Coverage(screens)


def test_every_fact_and_contradiction_has_its_title() -> None:
    assert list(titles()) == [*(f"F{number}" for number in range(1, 118)), *(f"C{number}" for number in range(1, 19))]


def test_every_fact_and_contradiction_is_told_or_left_to_a_named_reader(coverage: Coverage) -> None:
    missing = coverage.missing()
    assert not missing, f"{len(missing)} не говорит ни одно состояние:\n" + "\n".join(missing)


def test_what_a_state_tells_is_not_left_to_another_reader_whole(coverage: Coverage) -> None:
    """An excuse without uncovered facts must be removed from flows/seeds.yaml."""
    told = coverage.told("F")
    idle = {each.line for each in left_out().values() if all(told[f"F{number}"].somewhere for number in each.facts)}
    assert not idle, f"flows/seeds.yaml: уберите строки {sorted(idle)}: обо всём, что в них, бот говорит"


def test_the_document_says_what_the_book_does(coverage: Coverage, request: pytest.FixtureRequest) -> None:
    now = document(coverage, ways())
    if request.config.getoption("--update"):
        FILE.write_text(now, encoding="utf-8")
    assert FILE.read_text(encoding="utf-8") == now, "python -m tests.support.book.coverage"
