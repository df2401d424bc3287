"""A typed age presses the button of its range, only where the screen asks for an age."""

import pytest

from flows.reading.answers import pressed
from tests.support.flows.shown import AGES, QUESTION


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("8", "under_14"),
        ("8 лет", "under_14"),
        ("ей 8 лет", "under_14"),
        ("13", "under_14"),
        ("3 года", "under_14"),
        ("восемь", "under_14"),
        ("14", "teen"),
        ("15", "teen"),
        ("сыну пятнадцать лет", "teen"),
        ("17 лет", "teen"),
        ("18", "adult"),
        ("ему уже 19", "adult"),
        ("младше 14 лет", "under_14"),
        ("8 класс", None),
        ("-8", None),
        ("50", None),
        ("в 8 утра", None),
    ],
)
def test_an_age_is_the_button_of_its_years(text: str, key: str | None) -> None:
    assert pressed(text, AGES) == key


def test_an_age_is_said_only_where_it_is_asked() -> None:
    assert pressed("19", AGES[:2]) == "teen"
    assert pressed("8 лет", QUESTION) is None
