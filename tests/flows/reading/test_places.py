"""A typed text can name a place of the map."""

import pytest

from flows.reading.answers import place, places
from flows.reading.screen_labels import Shown
from tests.support.flows.shown import MAP


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("карточка", "card"),
        ("карточка ребёнка", "card"),
        ("статус", "status"),
        ("статус документа", "status"),
        ("галочка", "status"),
        ("следующий шаг", "menu/step"),
        ("что дальше?", "menu/step"),
        ("второму родителю", "share"),
        ("ещё один ребёнок", "menu/another"),
        ("ввести код", "welcome/with_code"),
        ("учётная запись", "account"),
        ("кто что решает", "human/who"),
        ("cnfnec", "status"),
        ("дневник", None),
        ("1", None),
        ("да", None),
        ("у меня нет карточки", None),
        ("", None),
    ],
)
def test_a_place_of_the_map_is_named_anywhere(text: str, address: str | None) -> None:
    assert place(text, places(MAP)) == address


def test_another_child_is_not_one_more_child() -> None:
    assert place("другой ребёнок", places([*MAP, Shown("menu/pick", "Другой ребёнок")])) == "menu/pick"


def test_only_a_place_that_is_there_is_named() -> None:
    assert place("код", places(MAP[:3])) is None
