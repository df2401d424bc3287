"""What grows old: facts nobody looked at for half a year, years without a calendar; and seed facts nobody covers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from bot.check.whole import Whole
from flows.errors import Fault
from flows.strings import read

FRESH = timedelta(days=183)  #: a fact is looked at again within half a year
SEEDS = range(1, 118)  #: the facts of the school's order and instruction, F1 to F117
_CITED = re.compile(r"\bF(\d{1,3})(?:\s*[–—-]\s*F?(\d{1,3}))?\b")


def old_fact(whole: Whole) -> Iterator[Fault]:
    """A fact not looked at for half a year."""
    own = [(f"texts/schools/{key}.yaml", school.facts) for key, school in sorted(whole.texts.schools.items())]
    for file, facts in (("texts/facts.yaml", whole.texts.facts), *own):
        for name, fact in facts.items():
            if whole.today - fact.checked_on > FRESH:
                says = f"факт «{name}» не проверяли с {fact.checked_on:%d.%m.%Y}: посмотрите и поменяйте checked_on"
                yield Fault("old_fact", file, says)


def calendar_year_missing(whole: Whole) -> Iterator[Fault]:
    """A year whose rest days will be needed and are not there."""
    for year in whole.calendar.missing_years(whole.today):
        says = f"нет переносов выходных на {year} год: допишите их (постановление выходит осенью)"
        yield Fault("calendar_year_missing", "texts/calendar.yaml:1", says)


def seed_uncovered(whole: Whole, seeds: str) -> Iterator[Fault]:
    """A seed fact that no state, no fact and no excuse names; `seeds` is what `flows/seeds.yaml` holds."""
    found = read(seeds, "flows/seeds.yaml")
    yield from found.faults
    missing = sorted({*SEEDS} - covered(whole) - excused(found.value))
    if missing and not whole.graph.unread:
        said = ", ".join(f"F{number}" for number in missing)
        says = f"нет ни в одном source: {said}. Расскажите об этом или впишите в flows/seeds.yaml, почему нет"
        yield Fault("seed_uncovered", "flows/seeds.yaml:1", says)


def covered(whole: Whole) -> set[int]:
    """Give the seed facts some state or some fact cites."""
    flows = (flow.source for flow in whole.graph.flows.values())
    states = (state.source for state in whole.graph.states.values())
    return cited([*flows, *states, *(fact.source for fact in whole.texts.facts.values())])


def excused(seeds: object) -> set[int]:
    """Give the seed facts a list excuses: every line of it names some, and why."""
    groups = seeds.values() if isinstance(seeds, Mapping) else ()
    lines = [line for group in groups if isinstance(group, list) for line in group if isinstance(line, Mapping)]
    return cited(str(line.get("facts", "")) for line in lines if line.get("why"))


def cited(sources: Iterable[str]) -> set[int]:
    """Give the numbers of «F22, F42–F52»; «п. 3.1» is no fact."""
    spans = [(int(first), int(last or first)) for source in sources for first, last in _CITED.findall(source)]
    return {number for first, last in spans for number in range(first, last + 1)}
