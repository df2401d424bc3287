"""The due date of an extract, and the reminder to the person who gives it."""

from datetime import date

import pytest

from flows.context.extracts import due, reminder
from flows.values.calendar import Span, Unit
from tests.support.flows.calendars import CALENDAR, at


@pytest.mark.parametrize(
    ("asked", "given", "last_day", "morning"),
    [
        (date(2026, 11, 16), None, date(2026, 11, 30), "2026-11-27 08:00"),  # Monday: reminded on Friday
        (date(2026, 11, 16), date(2026, 11, 27), date(2026, 12, 11), "2026-12-10 08:00"),  # counted from the last
        (date(2026, 12, 28), None, date(2027, 1, 11), "2026-12-30 08:00"),  # the holidays lie between
    ],
)
def test_whoever_gives_an_extract_is_reminded_a_working_day_before(
    asked: date, given: date | None, last_day: date, morning: str
) -> None:
    found = due(asked, given, Span(14, Unit.days), CALENDAR)
    assert found == last_day
    assert reminder(found, CALENDAR) == at(morning)
