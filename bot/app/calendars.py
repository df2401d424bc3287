"""The calendars for counting terms (time limits): a common one, and one for each school in the school's time zone."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.book.yaml_strings import read
from flows.values.calendar import Calendar
from texts import School

FILE = Path(__file__).parents[2] / "texts" / "calendar.yaml"


def calendar() -> Calendar:
    """Read the common calendar of working days and school holidays."""
    return Calendar.of(read(FILE.read_text(encoding="utf-8"), FILE.name).value)


def calendars(common: Calendar, schools: Mapping[str, School]) -> dict[str, Calendar]:
    """Return {school: calendar}: the common calendar in the school's time zone, with its own holidays if it has any."""
    return {key: _own(common, school) for key, school in schools.items()}


def _own(common: Calendar, school: School) -> Calendar:
    holidays = tuple((each.first, each.last) for each in school.holidays) or common.school_holidays
    return replace(common, zone=ZoneInfo(school.zone), school_holidays=holidays)
