"""Every reader accepts any text: it returns slots, or that this is no answer."""

from datetime import date

import pytest
from hypothesis import given

from flows.reading.reader import ReaderInput
from flows.reading.readers import READERS
from tests.support.flows.strange_texts import HUGE, SIGNS

TODAY = date(2026, 11, 18)  #: a Wednesday


@pytest.mark.parametrize("name", READERS)
@given(SIGNS | HUGE)
def test_no_text_is_too_strange_to_be_read(name: str, text: str) -> None:
    """A reader returns its slots, or that this is no answer: it never raises."""
    reader = READERS[name]
    told = reader.reads(ReaderInput(text, TODAY))
    assert told is None or set(told) == set(reader.tells)
