"""Words that wishes and ways need, told on every way there or not."""

from collections.abc import Iterator, Mapping

from flows.checks.graph import Graph, Path, Spot
from flows.checks.told import Words, after, leaving
from flows.errors import Fault
from flows.model import EffectSpec, MakeCodeSpec, NeverMindSpec, OpenLaterSpec, RecordSpec

#: The told words a wish without keys of its own is made of.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "redeem": ("code",),
    "take_ticket": ("ticket",),
    "answer_ticket": ("ticket", "draft"),
    "close_ticket": ("ticket",),
    "make_school": ("profile",),
    "make_class": ("class_name",),
}


def word_untold(graph: Graph) -> Iterator[Fault]:
    """A word that a wish, a term or `hand` needs, and that some way does not bring."""
    words = Words(graph)
    for spot, entered in words.entered.items():
        for word, what, path, told in (*_wished(graph, spot, entered), *_on_the_way(graph, spot, entered)):
            if word not in told:
                yield graph.fault("word_untold", spot, untold(words, spot, word, what), *path)


def untold(words: Words, spot: Spot, word: str, what: str) -> str:
    """Say what needs a word, and which way comes without it."""
    way = words.lacking(spot, word)
    came = f"без него приходит {way}" if way else "здесь его не говорит ни один путь"
    return f"{what} нужно слово «{word}», а {came}. Скажите его (tell, with, read) или передайте (hand)"


Need = tuple[str, str, Path, frozenset[str]]


def _wished(graph: Graph, spot: Spot, entered: frozenset[str]) -> Iterator[Need]:
    state = graph.states[spot]
    for n, wish in enumerate(state.do):
        told = after(state.do[:n], entered)
        for word in needs(wish):
            yield word, f"желанию «{wish.effect}»", ("do", n), told
    if state.wait and state.wait.since:
        yield state.wait.since, "ожиданию", ("wait",), after(state.do, entered)


def _on_the_way(graph: Graph, spot: Spot, entered: frozenset[str]) -> Iterator[Need]:
    state = graph.states[spot]
    for step in graph.steps[spot]:
        told = leaving(state, step, after(state.do, entered))
        for word in step.way.hand:
            yield word, f"пути «{step.key}»", (*step.path, "hand"), told


def needs(wish: EffectSpec) -> tuple[str, ...]:
    """Give the told words a wish is made of."""
    match wish:
        case RecordSpec():
            return _some(wish.about_word, wish.on_word)
        case OpenLaterSpec():
            return (*_some(wish.about_word, wish.wait.since), *wish.hand)
        case NeverMindSpec():
            return _some(wish.about_word)
        case MakeCodeSpec():
            return ("klass",) if wish.kind in {"class", "teacher"} else ()
        case _:
            return NEEDS.get(wish.effect, ())


def _some(*words: str | None) -> tuple[str, ...]:
    return tuple(word for word in words if word)
