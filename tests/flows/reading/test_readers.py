"""Every reader takes any text: it sets its slots, or says that this is no answer."""

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
    """A reader tells its words, or that this is no answer: it never fails."""
    reader = READERS[name]
    told = reader.reads(ReaderInput(text, TODAY))
    assert told is None or set(told) == set(reader.tells)
