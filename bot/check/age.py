"""Warnings that appear as time passes: facts last checked half a year ago, years missing from the calendar."""

from collections.abc import Iterator
from datetime import timedelta

from bot.check.whole import Whole
from flows.book.errors import Fault

FRESH = timedelta(days=183)  #: a fact must be checked again within half a year


def old_fact(whole: Whole) -> Iterator[Fault]:
    """Yield a warning for each fact, common or of one school, that was last checked more than 183 days ago."""
    own = [(f"texts/schools/{key}.yaml", school.facts) for key, school in sorted(whole.texts.schools.items())]
    for file, facts in (("texts/facts.yaml", whole.texts.facts), *own):
        for name, fact in facts.items():
            if whole.today - fact.checked_on > FRESH:
                says = f"факт «{name}» не проверяли с {fact.checked_on:%d.%m.%Y}: посмотрите и впишите seen_on"
                yield Fault("old_fact", file, says)


def calendar_year_missing(whole: Whole) -> Iterator[Fault]:
    """Yield a warning for this year and, from November on, the next, if the calendar lacks that year's days off."""
    for year in whole.calendar.missing_years(whole.today):
        says = f"нет переносов выходных на {year} год: допишите их (постановление выходит осенью)"
        yield Fault("calendar_year_missing", "texts/calendar.yaml:1", says)
