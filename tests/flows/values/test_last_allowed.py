"""A moment when messages are not allowed is moved back to the last allowed one."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.values.calendar import MOSCOW
from tests.support.flows.calendars import CALENDAR, at

moments = st.builds(datetime.combine, st.dates(date(2026, 9, 2), date(2027, 5, 20)), st.times(), st.just(MOSCOW))


@given(moments)
def test_the_last_allowed_moment_is_allowed_and_not_later(moment: datetime) -> None:
    found = CALENDAR.last_allowed(moment)
    assert found <= moment
    assert CALENDAR.allows(found)
    assert (found == moment) is CALENDAR.allows(moment)


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [
        ("2026-11-20 18:00", "2026-11-20 18:00"),  # a Friday
        ("2026-11-21 18:00", "2026-11-20 18:00"),  # Saturday: the evening before
        ("2026-11-20 23:30", "2026-11-20 20:59"),  # at night: the same evening
        ("2026-11-23 07:59", "2026-11-20 20:59"),  # before Monday's morning: Friday's evening
        ("2027-01-06 18:00", "2026-12-30 18:00"),  # winter holidays from 31 December
        ("2026-11-04 18:00", "2026-10-23 18:00"),  # autumn holidays from Monday the 26th, and 4 November
    ],
)
def test_a_moment_is_moved_earlier(moment: str, allowed: str) -> None:
    assert CALENDAR.last_allowed(at(moment)) == at(allowed)
