"""A person's own text is read, and its length limited."""

from datetime import date

import pytest

from flows.reading.drafts import LETTER_LIMIT, letter
from flows.reading.reader import ReaderInput

TODAY = date(2026, 11, 18)  #: a Wednesday


@pytest.mark.parametrize("text", ["а" * (LETTER_LIMIT + 1), "🐤" * 5000, "\ud83d"])
def test_the_signs_of_a_letter_are_counted_as_the_stricter_messenger_does(text: str) -> None:
    told = letter(ReaderInput(text, TODAY))
    assert told is not None
    assert int(told["signs"]) == sum(2 if ord(sign) > 0xFFFF else 1 for sign in text)
