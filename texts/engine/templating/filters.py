"""The filters that templates may use: our own for Russian dates, numbers, lists and spaces, and some of Jinja's."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date
from jinja2 import pass_context
from jinja2.exceptions import FilterArgumentError
from jinja2.runtime import Context, Undefined
from markupsafe import Markup, escape

from texts.engine.templating.spans import span

NBSP = "\N{NO-BREAK SPACE}"

_ON_WEEKDAY = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")
_AFTER_NUMBER = re.compile(r"(?<=\d) (?=[А-Яа-яЁё%₽])")
_AFTER_SHORT = re.compile(r"(?<![А-Яа-яЁё-])([А-Яа-яЁё]{1,2}|№) (?=\S)")
_BEFORE_DASH = re.compile(r" (?=[—–] )")


@pass_context
def day(context: Context, value: object) -> str:
    """Return a date as «28 ноября», with the year if it is not the current year."""
    return _said(_date(value, _now(context)), _now(context).year)


@pass_context
def weekday_day(context: Context, value: object) -> str:
    """Return a date with its weekday, as «в понедельник, 30 ноября»."""
    now = _now(context)
    moment = _date(value, now)
    return f"{_ON_WEEKDAY[moment.weekday()]}, {_said(moment, now.year)}"


@pass_context
def days_ago(context: Context, value: object) -> int:
    """Return the number of calendar days from a date to today: 0 for today, negative for future dates."""
    now = _now(context)
    return (now.date() - _date(value, now)).days


@pass_context
def passed(context: Context, value: object) -> str:
    """Return how long ago a moment was, as «больше трёх недель», «почти три часа»."""
    moment, now = _read(value) if isinstance(value, str) else None, _now(context)
    if moment is None or moment.tzinfo is None:
        raise FilterArgumentError(f"passed: нужны день и час с часовым поясом, а не «{value}».")
    return nbsp(span((now - moment).total_seconds()))


def clock(value: object) -> str:
    """Return the time of day of a time or a datetime, as «9:00»."""
    moment = time.fromisoformat(value) if isinstance(value, str) and "T" not in value else value
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if not isinstance(moment, time | datetime):
        raise FilterArgumentError(f"clock: нужно время, а не «{value}».")
    return f"{moment.hour}:{moment.minute:02}"


def plural(value: object, one: str, few: str, many: str) -> str:
    """Return a number with the right form of a word: «1 день», «2 дня», «5 дней», with a no-break space."""
    number = _whole(value)
    return f"{number}{NBSP}{_form(abs(number), one, few, many)}"


def nbsp(value: object) -> str:
    """Put no-break spaces after a number, after a short word, and before a dash."""
    glued = _BEFORE_DASH.sub(NBSP, _AFTER_SHORT.sub(rf"\1{NBSP}", _AFTER_NUMBER.sub(NBSP, str(value))))
    return Markup(glued) if hasattr(value, "__html__") else glued  # noqa: S704 the input was markup


def listed(values: Iterable[object]) -> str:
    """Return words joined to a list: «3Б», «3Б и 7А», «1А, 3Б и 7А»."""
    words: list[str] = [escape(one) if hasattr(one, "__html__") else str(one) for one in values]
    glue = Markup("") if any(hasattr(one, "__html__") for one in words) else ""
    return (glue + " и ").join([(glue + ", ").join(words[:-1]), words[-1]] if len(words) > 1 else words)


def capital(value: str) -> str:
    """Capitalise the first letter and leave the rest unchanged."""
    return value[:1].upper() + value[1:]


def _now(context: Context) -> datetime:
    now = context.resolve("now")
    if not isinstance(now, datetime):
        raise FilterArgumentError("тексту не передали «now», а он говорит о датах.")
    return now


def _date(value: object, now: datetime) -> date:
    """Convert a date, a datetime or an ISO string to a date; a datetime to its date in the time zone of `now`."""
    if isinstance(value, Undefined):
        str(value)  # StrictUndefined raises a more precise message
    if isinstance(value, str):
        value = _read(value)
    if isinstance(value, datetime):
        return (value.astimezone(now.tzinfo) if value.tzinfo and now.tzinfo else value).date()
    if isinstance(value, date):
        return value
    raise FilterArgumentError(f"нужна дата, а не «{value}».")


def _read(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def _said(moment: date, year_now: int) -> str:
    return format_date(moment, "d MMMM" if moment.year == year_now else "d MMMM y 'года'", locale="ru")


def _whole(value: object) -> int:
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, int | str) and re.fullmatch(r"-?\d+", str(value)):
        return int(value)
    raise FilterArgumentError(f"plural: нужно целое число, а не «{value}».")


def _form(number: int, one: str, few: str, many: str) -> str:
    if number % 100 in range(11, 15):
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(number % 10, many)


FILTERS: Mapping[str, Callable[..., object]] = {
    "capital": capital,
    "clock": clock,
    "day": day,
    "days_ago": days_ago,
    "listed": listed,
    "nbsp": nbsp,
    "passed": passed,
    "plural": plural,
    "weekday_day": weekday_day,
}

#: Filters that use `now` without the template naming it.
WITH_NOW = frozenset({"day", "days_ago", "passed", "weekday_day"})

#: The allowed filters of Jinja, without `safe`, which could turn a person's words into markup.
BUILT_IN = frozenset(
    {"abs", "default", "dictsort", "first", "groupby", "int", "items", "join", "last", "length", "list", "lower"}
    | {"map", "max", "min", "reject", "rejectattr", "replace", "reverse", "select", "selectattr", "sort", "sum"}
    | {"trim", "unique", "upper"}
)
