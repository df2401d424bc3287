"""Working days, school holidays and quiet hours: how the bot counts dates.

The current time is always an argument. The days themselves are in `texts/calendar.yaml`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import chain, count, islice
from typing import Self
from zoneinfo import ZoneInfo

import msgspec

MOSCOW = ZoneInfo("Europe/Moscow")
NOVEMBER = 11

#: Month and day of the fixed public holidays (ст. 112 ТК РФ), valid even for years without data.
FIXED_HOLIDAYS = frozenset({*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)})


class Unit(StrEnum):
    """The unit of a span, as YAML names it."""

    minutes = "minutes"
    hours = "hours"
    days = "days"
    working_days = "working_days"


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time, at least one unit: «до 5 рабочих дней» is `Span(5, Unit.working_days)`."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, words: str) -> Self:
        """Return the span of a text: «5 working_days» or «1 day».

        Raises ValueError with a Russian sentence for the author.
        """
        match = re.fullmatch(r"([1-9][0-9]{0,3}) (minute|hour|day|working_day)s?", words.strip())
        if not match:
            raise ValueError(
                f"Срок «{words}» не читается: нужно целое число от 1 до 9999 и одно из слов "
                f"{', '.join(Unit)}, например «5 working_days»."
            )
        return cls(int(match[1]), Unit(f"{match[2]}s"))

    def __str__(self) -> str:
        """Return the text that `parse` accepts."""
        return f"{self.count} {self.unit}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The calendar of a school: working days, school holidays, quiet hours.

    If `days_off` has no data for a year, weekends and the fixed holidays of ст. 112 ТК РФ are used, but no transferred
    days. For another time zone or other holidays use `dataclasses.replace(calendar, zone=…)`.
    """

    #: Public holidays and transferred rest days that fall on weekdays, by year.
    days_off: Mapping[int, frozenset[date]] = field(default_factory=dict, hash=False)
    #: Weekend days that a transfer makes working days.
    working: frozenset[date] = frozenset()
    #: First and last day of each school holiday, both included.
    school_holidays: tuple[tuple[date, date], ...] = ()
    zone: ZoneInfo = MOSCOW
    #: The evening hour from which the bot sends no unrequested messages …
    quiet_from: time = time(21)
    #: … until this hour in the morning.
    quiet_till: time = time(8)
    #: An urgent letter is not sent between midnight and this hour.
    urgent_from: time = time(6)

    @classmethod
    def of(cls, data: Mapping[str, object]) -> Self:
        """Return a calendar made from the parsed `calendar.yaml`, in which every scalar is a string.

        A school's own `zone` or `school_holidays` replace the common ones: `Calendar.of({**calendar, **own})`. Raises
        ValueError with a Russian sentence for invalid data.
        """
        sheet = _read(data)
        working = (_days(year, days.working, weekend=True) for year, days in sheet.years.items())
        return cls(
            days_off={year: _days(year, days.days_off, weekend=False) for year, days in sheet.years.items()},
            working=frozenset(chain.from_iterable(working)),
            school_holidays=tuple(map(_period, sheet.school_holidays.periods)),
            zone=_zone(sheet.zone),
        )

    def due(self, now: datetime, span: Span) -> datetime:
        """Return the time at which a span that starts at `now` ends, in the time zone of the school.

        A span in days ends at the same time of day. Working days leave out weekends and days off. The count starts on
        the day after `now`: five working days from a Tuesday end on the following Tuesday (п. 3.3, шаг 2: «до 5 рабочих
        дней»). Raises ValueError if `now` has no time zone.
        """
        local = self._local(now)
        if span.unit in (Unit.minutes, Unit.hours):
            return (local.astimezone(UTC) + _length(span)).astimezone(self.zone)
        return datetime.combine(self.since(local.date(), span), local.timetz())

    def since(self, day: date, span: Span) -> date:
        """Return the date on which a span from `day` ends. Minutes and hours are counted from midnight of `day`."""
        if span.unit is Unit.working_days:
            later = (day + timedelta(days=number) for number in count(1))
            return next(islice(filter(self.is_working, later), span.count - 1, None))
        return (datetime.combine(day, time()) + _length(span)).date()

    def is_working(self, day: date) -> bool:
        """Return whether a day is a working day."""
        return day in self.working or (day.weekday() < 5 and not self._is_holiday(day))

    def is_school_off(self, day: date) -> bool:
        """Return whether the school is closed: on a weekend, a day off or a school holiday."""
        return not self.is_working(day) or any(first <= day <= last for first, last in self.school_holidays)

    def is_quiet(self, moment: datetime) -> bool:
        """Return whether a time is in quiet hours: 21:00 is, 8:00 is not. Raises ValueError without a time zone."""
        return not self.quiet_till <= self._local(moment).time() < self.quiet_from

    def polite(self, moment: datetime) -> datetime:
        """Return `moment`; in quiet hours, the morning at which they end. Raises ValueError without a time zone."""
        return self._first_morning(moment) if self.is_quiet(moment) else moment

    def urgent(self, moment: datetime) -> datetime:
        """Return `moment`; by night, the hour from which urgent letters go. Raises ValueError without a time zone."""
        local = self._local(moment)
        early = local.time() < self.urgent_from
        return datetime.combine(local.date(), self.urgent_from, self.zone) if early else moment

    def morning(self, day: date) -> datetime:
        """Return the earliest time of `day` at which the bot may send an unrequested message."""
        return datetime.combine(day, self.quiet_till, self.zone)

    def next_school_morning(self, moment: datetime) -> datetime:
        """Return the first morning of a school day at or after `moment`. Raises ValueError without a time zone."""
        first = self._first_morning(moment).date()
        days = (first + timedelta(days=number) for number in count())
        return self.morning(next(day for day in days if not self.is_school_off(day)))

    def allows(self, moment: datetime) -> bool:
        """Return whether families may get unrequested messages at `moment`. Raises ValueError without a time zone."""
        return not self.is_quiet(moment) and not self.is_school_off(self._local(moment).date())

    def last_allowed(self, moment: datetime) -> datetime:
        """Return the last time up to `moment` at which families may get unrequested messages.

        If `moment` is in quiet hours, this is a minute before the quiet hours begin. If that day is a day off, this is
        the same hour of the last school day before.
        """
        local = self._local(moment)
        if self.is_quiet(local):
            day = local.date() - timedelta(days=local.time() < self.quiet_till)
            local = self.evening(day) - timedelta(minutes=1)
        days = (local.date() - timedelta(days=number) for number in count())
        return datetime.combine(next(day for day in days if not self.is_school_off(day)), local.timetz())

    def evening(self, day: date) -> datetime:
        """Return the time of `day` from which the bot sends no unrequested messages."""
        return datetime.combine(day, self.quiet_from, self.zone)

    def missing_years(self, today: date) -> list[int]:
        """Return the years for which `days_off` has no data but should: this year and, from November on, the next.

        The Government publishes the transferred days of the next year in September or October.
        """
        needed = [today.year, today.year + 1] if today.month >= NOVEMBER else [today.year]
        return [year for year in needed if year not in self.days_off]

    def _is_holiday(self, day: date) -> bool:
        return (day.month, day.day) in FIXED_HOLIDAYS or day in self.days_off.get(day.year, ())

    def _first_morning(self, moment: datetime) -> datetime:
        local = self._local(moment)
        late = local.time() > self.quiet_till
        return self.morning(local.date() + timedelta(days=late))

    def _local(self, moment: datetime) -> datetime:
        if moment.utcoffset() is None:
            raise ValueError(f"У времени {moment.isoformat()} нет часового пояса: передайте его с tzinfo.")
        return moment.astimezone(self.zone)


# The structure of calendar.yaml. Values stay strings, because errors in them are reported in Russian.


class _Year(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    checked_on: str
    days_off: tuple[str, ...]
    working: tuple[str, ...] = ()


class _Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    first: str
    last: str


class _SchoolHolidays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str = ""
    checked_on: str = ""
    note: str = ""
    periods: tuple[_Holiday, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    years: dict[int, _Year]
    school_holidays: _SchoolHolidays = _SchoolHolidays()
    zone: str = MOSCOW.key


def _read(data: Mapping[str, object]) -> _File:
    try:
        return msgspec.convert(data, _File, str_keys=True)
    except msgspec.ValidationError as wrong:
        raise ValueError(f"Календарь не читается, проверьте его ключи: {wrong}") from wrong


def _length(span: Span) -> timedelta:
    return timedelta(**{span.unit: span.count})


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError as wrong:
        raise ValueError(f"Нет такой даты: «{words}». Пишите год, месяц и день: 2026-12-31.") from wrong


def _days(year: int, words: Iterable[str], *, weekend: bool) -> frozenset[date]:
    days = frozenset(map(_day, words))
    if strange := [day for day in days if day.year != year or (day.weekday() >= 5) is not weekend]:
        raise ValueError(
            f"{min(strange)} не на своём месте: в годе {year} под days_off пишут его будни, "
            "а под working — его рабочие субботы и воскресенья."
        )
    return days


def _period(holiday: _Holiday) -> tuple[date, date]:
    first, last = _day(holiday.first), _day(holiday.last)
    if last < first:
        raise ValueError(f"«{holiday.name}» кончаются {last}, раньше, чем начались {first}.")
    return first, last


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as wrong:
        raise ValueError(f"Нет часового пояса «{name}». Пишите, например, Europe/Moscow.") from wrong
