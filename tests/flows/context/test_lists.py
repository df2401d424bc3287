"""Lists of typed texts are marked as such."""

from flows.context.lists import lists_typed
from flows.reading.answers import _screen, pressed
from flows.reading.screen_labels import Shown
from tests.support.shipped import SHIPPED


def test_a_list_of_typed_texts_is_parsed_and_not_cached() -> None:
    """A screen with such lines is parsed but not cached."""
    lines = [Shown("=1", "лиловый бегемот пропал"), Shown("=2", "значок не горит")]
    _screen.cache_clear()
    assert pressed("значок не горит", lines, kept=False) == "=2"
    assert _screen.cache_info().currsize == 0
    assert pressed("значок не горит", lines) == "=2"
    assert _screen.cache_info().currsize == 1


def test_lists_of_what_people_typed_are_known() -> None:
    states = SHIPPED.book.flows["misses"].states
    assert [name for name in ("list", "lessons", "attached") if lists_typed(states.get(name))] == [
        "lessons",
        "attached",
    ]
