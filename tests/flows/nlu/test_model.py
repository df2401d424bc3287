"""The learnt model: small, with probabilities that add up; any other file is rejected."""

from array import array
from zlib import error as ZlibError  # noqa: N812 it is an error, whatever its name

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.book.loading import MODEL
from flows.nlu.features import LETTER_ROWS, of_letters
from flows.nlu.model import Block, Learnt
from flows.nlu.packed import PackedScores


def test_the_model_is_small_and_gives_probabilities() -> None:
    assert MODEL.stat().st_size < 5_000_000
    of = Learnt(MODEL.read_bytes())
    found = of.likelihoods("нет кнопки создать", ("нет", "кнопка", "создать"))
    assert tuple(found) == of.intents
    assert sum(found.values()) == pytest.approx(1.0)
    assert found.first == max(found, key=found.__getitem__) == "create_button_missing"
    assert sum(of.likelihoods("", ()).values()) == pytest.approx(1.0)


_PIECES = array("f", [1 + row / LETTER_ROWS for row in range(LETTER_ROWS)])


@settings(deadline=None)  # a busy machine is not a failure
@given(st.lists(st.text("абвгд", min_size=1, max_size=9), max_size=40))
def test_pieces_of_words_add_up_as_they_do_together(words: list[str]) -> None:
    of = Block(bytes(row * 7 % 256 for row in range(2 * LETTER_ROWS)), _PIECES, 0.5, PackedScores([0.0, 0.0]))
    whole, unit, middle = of.added(of_letters(" ".join(words)))
    assert of.together(words)[0] == whole
    assert of.together(words)[1] == pytest.approx(unit, rel=1e-12)
    assert of.together(words)[2] == middle


def test_another_file_is_no_model() -> None:
    with pytest.raises((ValueError, ZlibError)):
        Learnt(b"something else")
