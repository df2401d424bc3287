"""Checks of slots: every transition to a state must set the slots that the state needs."""

from collections.abc import Iterator

from flows.book.effect_specs import EffectSpec, MakeCodeSpec, NeverMindSpec, OpenLaterSpec, RecordSpec, command_of
from flows.book.errors import Fault
from flows.checks.graph import Graph, Path, Spot
from flows.checks.known_slots import Words, after, leaving
from flows.values.commands import COMMANDS


def word_untold(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each slot that an effect or a wait needs, if it may be unset in that state."""
    words = Words(graph)
    for spot, entered in words.entered.items():
        for word, what, path, slots in _wanted(graph, spot, entered):
            if word not in slots:
                yield graph.fault("word_untold", spot, no_slot(words, spot, word, what), *path)


def no_slot(words: Words, spot: Spot, word: str, what: str) -> str:
    """Return the message of a fault: `what` needs the slot `word`, which may be unset in the state `spot`."""
    way = words.lacking(spot, word)
    came = f"без него приходит {way}" if way else "здесь его не говорит ни один путь"
    return f"{what} нужно слово «{word}», а {came}. Скажите его (tell, with, read) или передайте (hand)"


def _wanted(graph: Graph, spot: Spot, entered: frozenset[str]) -> Iterator[tuple[str, str, Path, frozenset[str]]]:
    state = graph.states[spot]
    for n, effect in enumerate(state.do):
        for word in needs(effect):
            yield word, f"желанию «{effect.effect}»", ("do", n), after(state.do[:n], entered)
    if state.wait and state.wait.since:
        yield state.wait.since, "ожиданию", ("wait",), after(state.do, entered)


def word_never_told(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each slot in `hand` (slots to pass on) that no transition to the state sets: a likely typo.

    It is no fault if only some of the transitions set the slot.
    """
    for spot, entered in Words(graph, surely=False).entered.items():
        for word, path, slots in _handed(graph, spot, entered):
            if word not in slots:
                says = f"hand: слово «{word}» сюда не приносит ни один путь: проверьте, так ли оно пишется"
                yield graph.fault("word_never_told", spot, says, *path, "hand")


def _handed(graph: Graph, spot: Spot, entered: frozenset[str]) -> Iterator[tuple[str, Path, frozenset[str]]]:
    state = graph.states[spot]
    for n, effect in enumerate(state.do):
        for word in effect.hand if isinstance(effect, OpenLaterSpec) else ():
            yield word, ("do", n), after(state.do[:n], entered)
    for step in graph.steps[spot]:
        for word in step.way.hand:
            yield word, step.path, leaving(state, step, after(state.do, entered))


def needs(effect: EffectSpec) -> tuple[str, ...]:
    """Return the slots that must be set before this effect; empty if it needs none."""
    match effect:
        case RecordSpec():
            return _some(effect.about_word, effect.on_word)
        case OpenLaterSpec():
            return _some(effect.about_word, effect.wait.since)
        case NeverMindSpec():
            return _some(effect.about_word)
        case MakeCodeSpec():
            return ("klass",) if effect.kind in {"class", "teacher"} else ()
        case _:
            command = command_of(effect)
            return COMMANDS[command].needs if command in COMMANDS else ()


def _some(*words: str | None) -> tuple[str, ...]:
    return tuple(word for word in words if word)
