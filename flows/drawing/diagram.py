"""The boxes and arrows of the diagram of a flow or of the book, without positions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from flows.book.effect_specs import OpenLaterSpec
from flows.book.flow import Flow, State, Target
from flows.book.model import HOME

WORDS: Mapping[str, str] = {
    "return": "вернуться туда, откуда пришли",
    "back": "на экран назад",
    "resume": "к шагу, на котором остановились",
    "without": "дальше без записей",
}


class Box(NamedTuple):
    """A box of a diagram.

    `kind`: screen, passing (a state that shows no screen), notice, flow, or outside (another flow, or a return such as
    «на экран назад»).
    """

    name: str
    title: str
    kind: str
    notes: tuple[str, ...] = ()  #: small lines under the title


class Arrow(NamedTuple):
    """An arrow between two boxes. It stands for one or more transitions; `keys` are their labels.

    If `promised`, it stands for notices scheduled by `open_later` instead of transitions.
    """

    start: str
    end: str
    keys: tuple[str, ...]
    promised: bool = False


class Diagram(NamedTuple):
    """The boxes and arrows of a diagram, and the names of the boxes that the layout places first."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    roots: tuple[str, ...]


def of_flow(flow: Flow, titles: Mapping[str, str] | None = None) -> Diagram:
    """Return the diagram of a flow: its states, its transitions, and the targets outside the flow.

    `titles` is {state: short title to show in its box}.
    """
    own = [_box(at, state, (titles or {}).get(at, "")) for at, state in flow.states.items()]
    arrows = _joined(arrow for at, state in flow.states.items() for arrow in _arrows(flow, at, state))
    known = {box.name for box in own}
    beyond = dict.fromkeys(arrow.end for arrow in arrows if arrow.end not in known)
    outside = [Box(name, WORDS.get(name.removeprefix("go:"), name.removeprefix("go:")), "outside") for name in beyond]
    entered = [at for at, state in flow.states.items() if at == flow.start or state.intents or state.notice]
    return Diagram((*own, *outside), arrows, tuple(entered))


def _box(at: str, state: State, title: str) -> Box:
    kind = "notice" if state.notice else "passing" if state.passes else "screen"
    does = (f"делает: {', '.join(effect.effect for effect in state.do)}",) if state.do else ()
    leads_here = tuple(f"слышит: {intent}" for intent in state.intents)
    return Box(at, at, kind, (*((title,) if title else ()), *leads_here, *does))


def _arrows(flow: Flow, at: str, state: State) -> Iterator[Arrow]:
    for key, way in state.ways():
        yield Arrow(at, _end(flow, way), (_said(key, way),))
    for effect in state.do:
        if isinstance(effect, OpenLaterSpec):
            yield Arrow(at, _inside(flow, effect.flow), (effect.wait.fact,), promised=True)


def _end(flow: Flow, way: Target) -> str:
    if way.open:
        return _inside(flow, way.open)
    return f"go:{way.go}" if way.go in WORDS else str(way.go)


def _inside(flow: Flow, address: str) -> str:
    name, _, state = address.partition("/")
    return (state or flow.start) if name == flow.name else address


def _said(key: str, way: Target) -> str:
    kind, _, rest = key.partition(" ")
    words = {"then": "", "branch": "", "next": "прочитано", "chosen": "выбрано", "waited_out": "не дождались"}
    said = words.get(kind, rest)
    return " ".join(each for each in (said, f"если {way.when}" if way.when else "") if each)


def _joined(arrows: Iterable[Arrow]) -> tuple[Arrow, ...]:
    found: dict[tuple[str, str, bool], Arrow] = {}
    for arrow in arrows:
        key = (arrow.start, arrow.end, arrow.promised)
        before = found[key].keys if key in found else ()
        found[key] = arrow._replace(keys=(*before, *(each for each in arrow.keys if each and each not in before)))
    return tuple(found.values())


def of_book(flows: Mapping[str, Flow]) -> Diagram:
    """Return the diagram of a book: a box for each flow, with arrows to the flows that it opens or schedules."""
    boxes = tuple(Box(name, name, "flow", (_states(flow),)) for name, flow in flows.items())
    pairs = [
        (Arrow(name, to.partition("/")[0], (), promised=promised))
        for name, flow in flows.items()
        for state in flow.states.values()
        for to, promised in _opened(state)
    ]
    arrows = _joined(arrow for arrow in pairs if arrow.end in flows and arrow.start != arrow.end)
    first = tuple(name for name in ("welcome", HOME[0]) if name in flows) or tuple(flows)[:1]
    return Diagram(boxes, arrows, first)


def _opened(state: State) -> Iterator[tuple[str, bool]]:
    yield from ((way.open, False) for _, way in state.ways() if way.open)
    yield from ((effect.flow, True) for effect in state.do if isinstance(effect, OpenLaterSpec))


def _states(flow: Flow) -> str:
    return f"состояний: {len(flow.states)}"
