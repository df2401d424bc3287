"""The book as a graph: its places, the ways between them, and the addresses the engine itself leads to."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from flows.book.errors import Fault
from flows.book.loading import Library
from flows.book.model import CONSENT, FIRST, GUESS, HOME, LATER, Flow, State, Target
from flows.engine.access_codes import CODE_SAID
from flows.engine.everywhere import COMMANDS

Spot = tuple[str, str]  #: flow, state
Path = tuple[str | int, ...]  #: where something stands inside a flow's document

#: Words a way may say instead of a state: to the interrupted place, to the screen before, to the step left.
WORDS = frozenset({"return", "back", "resume", "without"})
#: Addresses no flow need lead to, for the engine does, with the words it surely tells there.
OWN: Mapping[str, frozenset[str]] = {
    "/".join(FIRST): frozenset(),
    "/".join(HOME): frozenset(),
    "/".join(CONSENT): frozenset(),
    "/".join(GUESS): frozenset({"guesses"}),
    CODE_SAID: frozenset({"code"}),
    **{address: frozenset() for address in COMMANDS.values() if address not in WORDS},
}


class Edge(NamedTuple):
    """One way out of a place: the key it stands under, what is written there, and the place it leads to, if any."""

    key: str  #: «buttons manual», «branch 1», «then»
    way: Target
    to: Spot | None

    @property
    def kind(self) -> str:
        """Give the key of the grammar the way stands under."""
        return self.key.partition(" ")[0]

    @property
    def path(self) -> Path:
        """Give where the way stands inside its state."""
        kind, _, rest = self.key.partition(" ")
        return (kind, int(rest) - 1) if kind == "branch" else (kind, rest) if rest else (kind,)


class Graph:
    """What every check looks at. Nothing here raises, whatever the library says."""

    def __init__(self, library: Library, meanings: Collection[str] = (), terms: Collection[str] = ()) -> None:
        """Keep the library, the meanings somebody may type, and the terms a wait may name."""
        self.library, self.meanings, self.terms = library, frozenset(meanings), frozenset(terms)
        self.flows = library.flows
        self.states = {(flow.name, at): state for flow in self.flows.values() for at, state in flow.states.items()}
        #: Flows whose file could not be read: what leads there or comes from there is not judged.
        self.unread = {stem(fault.where) for fault in library.faults} - self.flows.keys()
        self.steps = {spot: tuple(self._steps(spot, state)) for spot, state in self.states.items()}

    def _steps(self, spot: Spot, state: State) -> Iterator[Edge]:
        for key, way in state.ways():
            yield Edge(key, way, self.aim(spot, way))

    def aim(self, spot: Spot, way: Target) -> Spot | None:
        """Give the place a way leads to, None when it is no place of the book."""
        to = self.address(way.open) if way.open else (spot[0], str(way.go))
        return to if to in self.states else None

    def address(self, said: str) -> Spot:
        """Give the place of `flow` or `flow/state`; nothing says it exists."""
        name, _, state = said.partition("/")
        flow = self.flows.get(name)
        return name, state or (flow.start if flow else "")

    def universals(self, spot: Spot) -> tuple[str, ...]:
        """Give the universal buttons of a place."""
        own = self.states[spot].universals
        return self.flow(spot).universals if own is None else own

    def flow(self, spot: Spot) -> Flow:
        """Give the flow of a place."""
        return self.flows[spot[0]]

    def onward(self, spot: Spot) -> Iterator[Spot]:
        """Give the places that can be next, by a way or by a universal button."""
        yield from (step.to for step in self.steps[spot] if step.to)
        if stops(self.states[spot]):
            ends = {"menu": "/".join(HOME), "human": COMMANDS["human"], "later": "/".join(LATER)}
            found = (self.address(ends[key]) for key in self.universals(spot) if key in ends)
            yield from (to for to in found if to in self.states)

    def promises(self, spot: Spot) -> Iterator[tuple[int, str]]:
        """Give the number and the address of every promise of a place."""
        for n, wish in enumerate(self.states[spot].do):
            if wish.effect == "open_later":
                yield n, wish.flow

    def promised(self) -> frozenset[Spot]:
        """Give every place some promise opens."""
        return frozenset(self.address(to) for spot in self.states for _, to in self.promises(spot))

    def own(self) -> Mapping[Spot, frozenset[str]]:
        """Give the places the engine itself leads to that the book has, with the words told there."""
        found: dict[Spot, frozenset[str]] = {}
        for address, words in OWN.items():
            spot = self.address(address)
            found[spot] = found.get(spot, words) & words
        if any("later" in self.universals(spot) for spot in self.states):
            found[LATER] = frozenset({"guide"})
        for name, flow in self.flows.items():
            if flow.recap:
                found[name, flow.recap] = frozenset({"step", "of"})
        return {spot: words for spot, words in found.items() if spot in self.states}

    def fault(self, rule: str, spot: Spot, says: str, *path: str | int) -> Fault:
        """Make a fault of a state, at the line of a path inside it."""
        return Fault(rule, self.library.where(spot[0], "states", spot[1], *path), f"«{spot[0]}/{spot[1]}»: {says}")


Check = Callable[[Graph], Iterator[Fault]]


def stops(state: State) -> bool:
    """Tell whether a person can stand in a state: it shows a screen and is no notice."""
    return not state.passes and not state.notice


def stem(where: str) -> str:
    """Give `status` of `library/status.yaml:12`."""
    return where.partition(":")[0].rpartition("/")[2].removesuffix(".yaml")


def named(spot: Spot) -> str:
    """Give a place as an author writes it."""
    return "/".join(spot)
