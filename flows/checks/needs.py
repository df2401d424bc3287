"""Checks of slots: effects and ways need slots that every way there must set."""

from collections.abc import Iterator

from flows.book.effect_specs import EffectSpec, MakeCodeSpec, NeverMindSpec, OpenLaterSpec, RecordSpec, command_of
from flows.book.errors import Fault
from flows.checks.graph import Graph, Path, Spot
from flows.checks.told import Words, after, leaving
from flows.values.commands import COMMANDS


def word_untold(graph: Graph) -> Iterator[Fault]:
    """A slot that an effect or a term needs and that some way does not set."""
    words = Words(graph)
    for spot, entered in words.entered.items():
        for word, what, path, told in _wanted(graph, spot, entered):
            if word not in told:
                yield graph.fault("word_untold", spot, untold(words, spot, word, what), *path)


def untold(words: Words, spot: Spot, word: str, what: str) -> str:
    """Say what needs a slot, and which way comes without it."""
    way = words.lacking(spot, word)
    came = f"без него приходит {way}" if way else "здесь его не говорит ни один путь"
    return f"{what} нужно слово «{word}», а {came}. Скажите его (tell, with, read) или передайте (hand)"


def _wanted(graph: Graph, spot: Spot, entered: frozenset[str]) -> Iterator[tuple[str, str, Path, frozenset[str]]]:
    state = graph.states[spot]
    for n, wish in enumerate(state.do):
        for word in needs(wish):
            yield word, f"желанию «{wish.effect}»", ("do", n), after(state.do[:n], entered)
    if state.wait and state.wait.since:
        yield state.wait.since, "ожиданию", ("wait",), after(state.do, entered)


def word_never_told(graph: Graph) -> Iterator[Fault]:
    """A slot in `hand` that no way sets, which is a typing error; one that only some ways set is allowed."""
    for spot, entered in Words(graph, surely=False).entered.items():
        for word, path, told in _handed(graph, spot, entered):
            if word not in told:
                says = f"hand: слово «{word}» сюда не приносит ни один путь: проверьте, так ли оно пишется"
                yield graph.fault("word_never_told", spot, says, *path, "hand")


def _handed(graph: Graph, spot: Spot, entered: frozenset[str]) -> Iterator[tuple[str, Path, frozenset[str]]]:
    state = graph.states[spot]
    for n, wish in enumerate(state.do):
        for word in wish.hand if isinstance(wish, OpenLaterSpec) else ():
            yield word, ("do", n), after(state.do[:n], entered)
    for step in graph.steps[spot]:
        for word in step.way.hand:
            yield word, step.path, leaving(state, step, after(state.do, entered))


def needs(wish: EffectSpec) -> tuple[str, ...]:
    """Give the slots an effect needs."""
    match wish:
        case RecordSpec():
            return _some(wish.about_word, wish.on_word)
        case OpenLaterSpec():
            return _some(wish.about_word, wish.wait.since)
        case NeverMindSpec():
            return _some(wish.about_word)
        case MakeCodeSpec():
            return ("klass",) if wish.kind in {"class", "teacher"} else ()
        case _:
            command = command_of(wish)
            return COMMANDS[command].needs if command in COMMANDS else ()


def _some(*words: str | None) -> tuple[str, ...]:
    return tuple(word for word in words if word)
