"""`python -m bot check`: the book, its words and the channels' limits proved together, before any parent meets them.

whole    what is looked at          samples  people to render for
words · sizes · raw · age · seeds   the checks, one function a rule
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from bot.check import age, raw, sizes, words
from bot.check import seeds as seed_facts
from bot.check.whole import Whole
from bot.messages.limits import Limits, strictest
from flows import checks
from flows.book.errors import Fault
from flows.book.loading import Library, library, model, model_stale, phrase_digests, phrase_faults
from flows.book.yaml_strings import read
from flows.values.calendar import Calendar
from texts import TextErrors, Texts
from texts.engine.templating.filters import NBSP, plural

HERE = Path(__file__).parent.parent.parent
CHECKS: tuple[Callable[[Whole], Iterator[Fault]], ...] = (
    words.text_without_state,
    words.state_without_text,
    words.label_missing,
    words.unknown_view,
    words.word_untold,
    sizes.too_long,
    sizes.too_many_buttons,
    sizes.payload_too_long,
    raw.raw,
)
WARNINGS: tuple[Callable[[Whole], Iterator[Fault]], ...] = (age.old_fact, age.calendar_year_missing)


class Found(NamedTuple):
    """What is wrong, and what will be."""

    faults: list[Fault]
    warnings: list[Fault]


def faults(
    of: Library,
    texts: Texts,
    limits: Limits | None = None,
    *,
    calendar: Calendar,
    today: date,
    seeds: str | None = None,
) -> Found:
    """Give what is wrong with a book and its words together. Raises nothing for any library and texts that load.

    `seeds` is what `flows/seeds.yaml` holds; None: seed facts are not asked about.
    """
    whole = Whole(of, texts, limits or strictest(), calendar, today)
    found = list(_once([*_proved(texts), *(fault for check in CHECKS for fault in check(whole))]))
    if seeds is not None:
        found += [*seed_facts.seed_uncovered(whole, seeds), *seed_facts.seed_excused(seeds)]
    return Found(found, [fault for check in WARNINGS for fault in check(whole)])


def _once(found: list[Fault]) -> Iterator[Fault]:
    # a text that is wrong as it is written does not render either: that is told once
    written = {fault.where for fault in found if fault.rule == "text"}
    for fault in dict.fromkeys(found):
        if fault.rule != "does_not_render" or fault.where not in written:
            yield fault


def _proved(texts: Texts) -> list[Fault]:
    try:
        texts.compile_all()
    except TextErrors as error:
        return [_fault(sentence) for sentence in error.sentences]
    return []


def _fault(sentence: str) -> Fault:
    where, _, says = sentence.partition(": ")
    return Fault("text", where, says)


def report(
    schools: Path | None = None,
    *,
    echo: Callable[[str], None],
    flows: Path | None = None,
    words: Path | None = None,
    today: date | None = None,
) -> int:
    """Check everything there is, say what was found, and give the exit code: 1 when something is wrong.

    `flows` and `words` are folders as `flows/` and `texts/` are; by default those two.
    """
    home, said = flows or HERE / "flows", words or HERE / "texts"
    book = library(home / "library")
    found = _found(book, home, said, schools, today or datetime.now(UTC).date())
    for fault in found.faults:
        echo(str(fault))
    for warning in found.warnings:
        echo(f"Обратите внимание: {warning}")
    echo(_ending(book, len(found.faults)))
    return 1 if found.faults else 0


def _found(book: Library, home: Path, said: Path, schools: Path | None, today: date) -> Found:
    learnt, folder = model(home), home / "phrases"
    misspelt = phrase_faults(folder, learnt)
    unread = {fault.where.partition(":")[0].removeprefix("phrases/") for fault in misspelt}
    heard = {intent for intent in phrase_digests(folder) if f"{intent}.yaml" not in unread}
    stale = model_stale(folder, learnt)
    try:
        texts = Texts.load(said, schools)
    except TextErrors as error:
        # without facts no term is known: of the flows only what does not ask for them
        graph = checks.faults(book, intents=heard, terms=_every_term(book))
        return Found([*misspelt, *graph, *map(_fault, error.sentences)], stale)
    graph = checks.faults(book, intents=heard, terms=texts.terms)
    calendar = Calendar.of(read((said / "calendar.yaml").read_text(encoding="utf-8"), "calendar.yaml").value)
    seeds = home / "seeds.yaml"
    listed = seeds.read_text(encoding="utf-8") if seeds.exists() else None
    both = faults(book, texts, calendar=calendar, today=today, seeds=listed)
    texts.keep()
    return Found([*misspelt, *graph, *both.faults], [*stale, *both.warnings])


def _every_term(book: Library) -> frozenset[str]:
    states = [state for flow in book.flows.values() for state in flow.states.values()]
    waits = [state.wait for state in states if state.wait]
    promises = [wish.wait for state in states for wish in state.do if wish.effect == "open_later"]
    return frozenset(each.fact for each in (*waits, *promises))


def _ending(book: Library, wrong: int) -> str:
    if wrong:
        return f"Нашлось {_counted(wrong, 'замечание', 'замечания', 'замечаний')}. Исправьте и повторите проверку."
    states = [state for flow in book.flows.values() for state in flow.states.values()]
    return (
        f"Книга в порядке: {_counted(len(book.flows), 'разговор', 'разговора', 'разговоров')}, "
        f"{_counted(len(states), 'состояние', 'состояния', 'состояний')}, "
        f"{_counted(sum(len(state.buttons) for state in states), 'кнопка', 'кнопки', 'кнопок')}."
    )


def _counted(number: int, one: str, few: str, many: str) -> str:
    return plural(number, one, few, many).replace(NBSP, " ")  # a terminal's words are searched and copied
