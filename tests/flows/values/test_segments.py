"""Segments: the recipients a teacher selects, as a stored word and as a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.values.calendar import Span, Unit
from flows.values.segments import KINDS, Segment, before, read, spelt
from tests.support.shipped import SHIPPED

CALENDAR = SHIPPED.book.calendar
segments = st.one_of(
    st.sampled_from([Segment(), Segment("not_started")]),
    st.builds(lambda days: Segment("waiting", days=days), st.integers(1, 99)),
    st.builds(lambda kind, step: Segment(kind, step=step), st.sampled_from(["at", "without"]), st.just("account")),
    st.builds(lambda n: Segment("numbers", numbers=tuple(sorted(n))), st.sets(st.integers(1, 40), min_size=1)),
    st.just(Segment("unread", broadcast="b1")),
)


@given(segments)
def test_a_segment_is_read_as_it_was_spelt(of: Segment) -> None:
    assert read(spelt(of)) == of


@given(st.one_of(st.text(max_size=20), st.builds(":".join, st.tuples(st.sampled_from(sorted(KINDS)), st.text()))))
def test_whatever_is_told_is_a_segment_or_nothing(word: str) -> None:
    found = read(word)
    assert found is None or read(spelt(found)) == found


@pytest.mark.parametrize("days", [1, 5, 20])
@given(st.dates(date(2026, 9, 1), date(2027, 6, 1)))
def test_before_is_the_last_day_whose_term_is_over(days: int, today: date) -> None:
    found = date.fromisoformat(before(Segment("waiting", days=days), CALENDAR, today))
    over = Span(days, Unit.working_days)
    assert CALENDAR.since(found, over) < today <= CALENDAR.since(found + timedelta(days=1), over)
