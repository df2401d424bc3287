"""Classes, families and their numbers are read from typed text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.families import (
    LONGEST_WAIT,
    MOST_FAMILIES,
    class_name,
    count,
    days_over,
    family,
    family_numbers,
    number,
)
from flows.reading.reader import ReaderInput
from flows.values import segments
from tests.support.flows.strange_texts import SIGNS

TODAY = date(2026, 11, 18)  #: a Wednesday


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3", "3"),
        ("3, 7 и 10-12", "3,7,10,11,12"),
        ("3; 7.", "3,7"),
        ("семьи № 3, № 7", "3,7"),
        ("номера 10 – 12", "10,11,12"),
        ("12, 3, 3", "3,12"),
        ("1-60", ",".join(map(str, range(1, 61)))),
        ("5-5", "5"),
    ],
)
def test_numbers_of_families_are_read(text: str, numbers: str) -> None:
    assert family_numbers(ReaderInput(text, TODAY)) == {"segment": f"numbers:{numbers}"}


@pytest.mark.parametrize(
    "text",
    ["", "0", "61", "1-61", "1-1000000", "12-10", "-3", "3-", "3-4-5", "3 и кто-то ещё", "всем", "99999999999", "3²"],
)
def test_no_other_numbers_are(text: str) -> None:
    assert family_numbers(ReaderInput(text, TODAY)) is None


@given(SIGNS)
def test_numbers_of_families_are_of_a_paper_list(text: str) -> None:
    told = family_numbers(ReaderInput(text, TODAY))
    if told:
        found = segments.read(told["segment"])
        assert found is not None
        assert found.numbers
        assert set(found.numbers) <= set(range(1, MOST_FAMILIES + 1))


@given(st.sets(st.integers(1, MOST_FAMILIES), min_size=1), st.sampled_from([", ", " ", "; ", " и ", ","]))
def test_every_list_of_numbers_is_read_as_it_is(numbers: set[int], between: str) -> None:
    told = family_numbers(ReaderInput(between.join(map(str, numbers)), TODAY))
    assert told == {"segment": segments.spelt(segments.Segment("numbers", numbers=tuple(sorted(numbers))))}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("7", 7),
        ("дольше 7 дней", 7),
        ("больше 10 рабочих дней", 10),
        ("1 день", 1),
        ("2 дня", 2),
        ("60", 60),
        (" 5 ", 5),
    ],
)
def test_how_long_is_long_is_read(text: str, days: int) -> None:
    assert days_over(ReaderInput(text, TODAY)) == {"segment": f"waiting:{days}"}


@pytest.mark.parametrize("text", ["", "0", "61", "999999999999", "-5", "5-7", "неделю", "7 недель", "1.5", "5 5"])
def test_no_other_length_is(text: str) -> None:
    assert days_over(ReaderInput(text, TODAY)) is None


@given(SIGNS)
def test_a_long_wait_is_within_two_terms(text: str) -> None:
    told = days_over(ReaderInput(text, TODAY))
    if told:
        found = segments.read(told["segment"])
        assert found is not None
        assert 1 <= found.days <= LONGEST_WAIT


@given(SIGNS)
def test_a_number_is_of_a_paper_list(text: str) -> None:
    for read, word in ((count, "count"), (family, "family"), (number, "number")):
        told = read(ReaderInput(text, TODAY))
        assert told is None or 1 <= int(told[word]) <= MOST_FAMILIES


@pytest.mark.parametrize(
    "text",
    [
        "3б", "3 Б", "3-Б", "3—Б", "3«Б»", "3 “Б”", "3Б.", "3б класс", "класс 3Б", "в 3Б классе", "3-й Б", "3 класс Б",
        "03б",
    ],
)  # fmt: skip
def test_a_class_is_read(text: str) -> None:
    assert class_name(ReaderInput(text, TODAY)) == {"class_name": "3Б"}


def test_every_class_is_read_as_it_is_called() -> None:
    names = [f"{grade}{letter}" for grade in range(1, 12) for letter in "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"]
    assert [name for name in names if class_name(ReaderInput(name.lower(), TODAY)) != {"class_name": name}] == []


@pytest.mark.parametrize("text", ["12Б", "0А", "3", "Б3", "3БВ", "3Z", "1а, 3б", "класс", ""])
def test_no_other_class_is(text: str) -> None:
    assert class_name(ReaderInput(text, TODAY)) is None
