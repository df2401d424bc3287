"""Wherever a parent is, the map is one tap away and a human two; by typed words, both are one message away."""

from collections.abc import Callable

import pytest

from bot.app.wiring import Content
from flows.checks.graph import Spot, named
from tests.support.book.all_screens import Screens
from tests.support.book.reach import FAR, Reach, at_home, with_a_human

#: Places with only their own buttons, each with its reason; the words «меню» and «человек» work there too.
ALONE = {
    "consent/ask": "согласие — отдельный документ: на экране только ответ на него (P31)",
    "consent/details": "подробности того же согласия",
    "welcome/ask_consent": "то же согласие, перед кодом",
    "welcome/consent_details": "подробности того же согласия",
    "where/ask_consent": "то же согласие, перед первым вопросом",
    "where/consent_details": "подробности того же согласия",
    "my_data/gone": "всё стёрто: бот не знает этого человека, и карты у него нет",
}
MAP, TALK = 1, 2  #: allowed taps to the map and to a human


@pytest.fixture(scope="module")
def reach(screens: Screens, shipped: Content) -> Reach:
    return Reach(screens.whole, shipped.book)


def test_the_map_is_one_tap_away_from_everywhere(reach: Reach) -> None:
    far = {named(spot): taps for spot, taps in reach.taps(at_home).items() if taps > MAP}
    assert {spot: taps for spot, taps in far.items() if spot not in ALONE} == {}
    assert far.keys() == ALONE.keys()  # an exception that is no longer needed must be removed


def test_a_human_is_two_taps_away_from_everywhere(reach: Reach) -> None:
    far = {named(spot): taps for spot, taps in reach.taps(with_a_human).items() if taps > TALK}
    assert {spot: taps for spot, taps in far.items() if spot not in ALONE} == {}


def test_a_place_that_stands_alone_has_a_way_on_by_taps(reach: Reach) -> None:
    far = {named(spot): taps for spot, taps in reach.taps(at_home).items()}
    assert all(far[spot] < FAR for spot in ALONE)


@pytest.mark.parametrize(("word", "goal"), [("меню", at_home), ("карта", at_home), ("человек", with_a_human)])
def test_typed_words_lead_to_the_map_and_to_a_human_from_everywhere(
    word: str, goal: Callable[[Spot], bool], reach: Reach
) -> None:
    lost = {named(spot) for spot, places in reach.typed(word).items() if not any(map(goal, places))}
    assert lost == set()
