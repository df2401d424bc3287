"""`python -m bot check`: checks of the book together with its texts and the channels' limits.

whole    the input of every check     samples, sights  invented people and query results to render texts with
crowd    invented people to evaluate rules for
words · sizes · labels · raw · age · seeds     the checks, one function for each rule
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from bot.check import age, labels, raw, sizes, words
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
    labels.label_cut,
    raw.raw,
)
WARNINGS: tuple[Callable[[Whole], Iterator[Fault]], ...] = (age.old_fact, age.calendar_year_missing)


class Found(NamedTuple):
    """The result of the checks: faults, which make `check` fail, and warnings, which do not."""

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
    """Return the faults and warnings of the book `of` and its texts. Raises no exceptions.

    `limits`: the largest sizes of messages; by default the strictest of all channels. `seeds`: the content of
    `flows/seeds.yaml`; with None, the seed facts are not checked. `today` decides which facts are out of date.
    """
    whole = Whole(of, texts, limits or strictest(), calendar, today)
    found = list(_once([*_proved(texts), *(fault for check in CHECKS for fault in check(whole))]))
    if seeds is not None:
        found += [*seed_facts.seed_uncovered(whole, seeds), *seed_facts.seed_excused(seeds)]
    return Found(found, [fault for check in WARNINGS for fault in check(whole)])


def _once(found: list[Fault]) -> Iterator[Fault]:
    # a template with a syntax error does not render either: report only the syntax error
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
    """Run every check, print the faults and warnings, and return the exit code: 1 if there are faults.

    `flows`, `words` and `schools` are the folders of the book, of its texts and of the schools' profiles; by default
    those of this project. `today` is by default the current date.
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
    trained, folder = model(home), home / "phrases"
    misspelt = phrase_faults(folder, trained)
    unread = {fault.where.partition(":")[0].removeprefix("phrases/") for fault in misspelt}
    intents = {intent for intent in phrase_digests(folder) if f"{intent}.yaml" not in unread}
    stale = model_stale(folder, trained)
    try:
        texts = Texts.load(said, schools)
    except TextErrors as error:
        # the texts did not load, so no term is known: treat every term as known and check the flows alone
        graph = checks.faults(book, intents=intents, terms=_every_term(book))
        return Found([*misspelt, *graph, *map(_fault, error.sentences)], stale)
    graph = checks.faults(book, intents=intents, terms=texts.terms)
    calendar = Calendar.of(read((said / "calendar.yaml").read_text(encoding="utf-8"), "calendar.yaml").value)
    seeds = home / "seeds.yaml"
    listed = seeds.read_text(encoding="utf-8") if seeds.exists() else None
    both = faults(book, texts, calendar=calendar, today=today, seeds=listed)
    texts.keep()
    return Found([*misspelt, *graph, *both.faults], [*stale, *both.warnings])


def _every_term(book: Library) -> frozenset[str]:
    states = [state for flow in book.flows.values() for state in flow.states.values()]
    waits = [state.wait for state in states if state.wait]
    promises = [spec.wait for state in states for spec in state.do if spec.effect == "open_later"]
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
    return plural(number, one, few, many).replace(
        NBSP, " "
    )  # plain spaces in a terminal, so that the output can be searched and copied
