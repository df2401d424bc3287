"""Signatures of unrecognised messages: equal for equal questions, and without personal data."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from flows.nlu.intents import IntentClassifier
from flows.nlu.message import said_of
from flows.nlu.signature import LONGEST, NUMBER, UNKNOWN, says_all, signature_of, strange, vocabulary
from flows.privacy.name_forms import GIVEN
from flows.text.roots import roots
from tests.support.shipped import CLASSIFIER

WORDS = sorted(vocabulary(CLASSIFIER.tongue))
OTHERS = ["Задунайская", "ефросинья", "Ваня", "ёжик", "колобок", "3Б", "89123456789", "kotik-2015", "Гаражная", "😢"]


def shaped(text: str, classifier: IntentClassifier = CLASSIFIER) -> str:
    """Return the signature of a typed text."""
    return signature_of(said_of(classifier.tongue, text), classifier.tongue)


def allowed(part: str) -> bool:
    """Return whether a part of a signature is a mark or consists of the book's own words."""
    # phrases of several words («моя школа», «не хочу») consist of common words
    return part in {NUMBER, UNKNOWN} or all(
        word in vocabulary(CLASSIFIER.tongue) or len(word) < 4 for word in part.split()
    )


@given(some.lists(some.sampled_from(WORDS + OTHERS), max_size=30).map(" ".join) | some.text(max_size=80))
def test_a_shape_never_holds_a_word_outside_the_vocabulary(text: str) -> None:
    parts = [part for part in shaped(text).split(", ") if part]
    assert all(map(allowed, parts)), parts
    assert len(parts) <= LONGEST + 2


@given(some.lists(some.sampled_from(WORDS), min_size=1, max_size=6))
def test_a_shape_tells_no_order(words: list[str]) -> None:
    parts = shaped(" ".join(words)).split(", ")
    known = [part for part in parts if part not in {NUMBER, UNKNOWN}]
    assert known == sorted(known)


def test_no_given_name_and_no_number_is_of_the_vocabulary() -> None:
    assert len(WORDS) > 500
    assert not GIVEN.intersection(WORDS)
    assert all(word.isalpha() for word in WORDS)


@pytest.mark.parametrize(
    "said",
    [
        ("не пускает в дневник", "в дневник не пускают!!", "yt gecrftn d lytdybr"),
        ("нет зелёной галочки", "НЕТ ЗЕЛЕНОЙ ГАЛОЧКИ!", "галочки зелёной нет"),
    ],
    ids=lambda said: said[0],
)
def test_one_question_asked_in_many_ways_has_one_shape(said: tuple[str, ...]) -> None:
    assert len({shaped(text) for text in said}) == 1


def test_words_outside_the_book_are_not_in_a_signature() -> None:
    told = shaped("Задунайская Ваня 3 раза нет зелёной галочки у колобка")
    assert "галочки" in told
    assert {NUMBER, UNKNOWN} <= set(told.split(", "))
    assert not says_all(told)
    assert says_all(shaped("нет зелёной галочки"))
    assert not says_all("")


def test_a_whole_shape_is_heard_as_the_texts_it_was_made_of() -> None:
    for text in ("нет зелёной галочки", "загс не найден", "не хочу в сферум", "код класса не подходит"):
        again = shaped(text)
        assert says_all(again)
        assert set(roots(CLASSIFIER.tongue.plain(again))) == set(said_of(CLASSIFIER.tongue, text).roots), text


def test_words_the_book_does_not_know_are_named_to_the_office() -> None:
    assert strange("часики у Задунайской вместо зелёной галочки 5", CLASSIFIER.tongue) == ["часики", "задунайской"]
