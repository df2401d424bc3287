"""Checks of the schools' profiles and of the years in the calendar."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from bot.app.calendars import calendar
from bot.channels.findings import Finding, blocks, well, worth
from texts import School, TextError, TextErrors, Texts

ADD_YEAR = "впишите его в texts/calendar.yaml, когда Правительство подпишет перенос выходных"


def profiles(folder: Path | None) -> tuple[Mapping[str, School], list[Finding]]:
    """Read the schools' profiles in a folder; return {key of the school: profile} and the findings about them.

    With None, the profiles of this project are read.
    """
    try:
        found = Texts.load(schools=folder).schools
    except (TextError, TextErrors) as error:
        return {}, [blocks(f"Профили школ или тексты не читаются: {error}")]
    if not found:
        return {}, [
            blocks("Нет ни одного профиля школы. Сделайте его по образцу texts/schools и назовите SCHOOLS_DIR.")
        ]
    return found, [well(f"Профили школ: {', '.join(sorted(found))}.")]


def years(today: date) -> Iterator[Finding]:
    """Yield a finding for each year that is needed at `today` but missing from the calendar.

    If no year is missing, yield one finding that says so.
    """
    missing = calendar().missing_years(today)
    if not missing:
        yield well("Календарь рабочих дней есть.")
    for year in missing:
        yield worth(f"В календаре нет {year} года: {ADD_YEAR}. Пока бот знает только праздники из закона.")
