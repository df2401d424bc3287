"""Spans of time in the form that authors write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.values.calendar import Span, Unit


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("15 minutes", Span(15, Unit.minutes)),
        ("5 working_days", Span(5, Unit.working_days)),
        ("30 days", Span(30, Unit.days)),
        ("1 day", Span(1, Unit.days)),  # nobody writes «1 days»
        (" 24 hours\n", Span(24, Unit.hours)),
    ],
)
def test_a_span_is_read_as_a_methodologist_writes_it(words: str, span: Span) -> None:
    assert Span.parse(words) == span


@pytest.mark.parametrize(
    "words",
    ["", "пять дней", "5", "0 days", "-1 days", "10000 days", "1.5 days", "5 рабочих дней", "5  days", "٥ days"],
)
def test_an_unreadable_span_says_in_russian_what_to_write(words: str) -> None:
    with pytest.raises(ValueError, match=r"не читается.*«5 working_days»"):
        Span.parse(words)


@given(st.builds(Span, st.integers(1, 9999), st.sampled_from(Unit)))
def test_a_written_span_reads_back(span: Span) -> None:
    assert Span.parse(str(span)) == span
