"""The book as a graph: its states, the transitions between them, and the states that the engine itself opens."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from flows.book.errors import Fault
from flows.book.flow import Flow, State, Target
from flows.book.loading import Library
from flows.book.model import CONSENT, FIRST, GUESS, HOME, LATER, LINKED
from flows.engine.access_codes import CODE_SAID
from flows.engine.everywhere import TYPED_COMMANDS

Spot = tuple[str, str]  #: flow, state
Path = tuple[str | int, ...]  #: a path inside the document of a flow

#: Targets decided at run time: the interrupted state, the previous screen, the step at which a guide was left,
#: and (`without`) the rest of the flow without consent
WORDS = frozenset({"return", "back", "resume", "without"})
#: Addresses of the states that the engine itself opens, each with the slots it always sets there.
OWN: Mapping[str, frozenset[str]] = {
    "/".join(FIRST): frozenset(),
    "/".join(HOME): frozenset(),
    "/".join(CONSENT): frozenset(),
    "/".join(GUESS): frozenset({"guesses"}),
    CODE_SAID: frozenset({"code"}),
    "/".join(LINKED): frozenset({"code"}),
    **{address: frozenset() for address in TYPED_COMMANDS.values() if address not in WORDS},
}


class Edge(NamedTuple):
    """One transition out of a state: its key, its target as written in the YAML (`way`), and the next state (`to`).

    `to` is None if the target is chosen at run time (`back`, `return`) or does not exist.
    """

    key: str  #: «buttons manual», «branch 1», «then»
    way: Target
    to: Spot | None

    @property
    def kind(self) -> str:
        """Return the YAML key under which the transition is written: «buttons», «branch», «then»."""
        return self.key.partition(" ")[0]

    @property
    def path(self) -> Path:
        """Return the YAML keys and indexes that lead from the state to the transition: («buttons», «manual»)."""
        kind, _, rest = self.key.partition(" ")
        return (kind, int(rest) - 1) if kind == "branch" else (kind, rest) if rest else (kind,)


class Graph:
    """The states of all flows and the transitions between them. Every check reads this graph.

    Its methods raise no exceptions, even if the library has faults.
    """

    def __init__(self, library: Library, intents: Collection[str] = (), terms: Collection[str] = ()) -> None:
        """Index a library. `intents`: those that can be recognised; `terms`: the time spans that a wait may name."""
        self.library, self.intents, self.terms = library, frozenset(intents), frozenset(terms)
        self.flows = library.flows
        self.states = {(flow.name, at): state for flow in self.flows.values() for at, state in flow.states.items()}
        #: Flows whose file could not be read: transitions to and from them are not checked.
        self.unread = {stem(fault.where) for fault in library.faults} - self.flows.keys()
        self.steps = {spot: tuple(self._steps(spot, state)) for spot, state in self.states.items()}

    def _steps(self, spot: Spot, state: State) -> Iterator[Edge]:
        for key, way in state.ways():
            yield Edge(key, way, self.aim(spot, way))

    def aim(self, spot: Spot, way: Target) -> Spot | None:
        """Return the target of the transition `way` from the state `spot`.

        None if the target is chosen at run time or does not exist.
        """
        to = self.address(way.open) if way.open else (spot[0], str(way.go))
        return to if to in self.states else None

    def address(self, said: str) -> Spot:
        """Return the flow and the state named by `said`: «flow/state», or «flow» for its first state.

        The flow and the state may be missing in the library. The state is "" if only an unknown flow is named.
        """
        name, _, state = said.partition("/")
        flow = self.flows.get(name)
        return name, state or (flow.start if flow else "")

    def universals(self, spot: Spot) -> tuple[str, ...]:
        """Return the keys of a state's universal buttons. A state that sets none has those of its flow."""
        own = self.states[spot].universals
        return self.flow(spot).universals if own is None else own

    def flow(self, spot: Spot) -> Flow:
        """Return the flow of a state."""
        return self.flows[spot[0]]

    def onward(self, spot: Spot) -> Iterator[Spot]:
        """Yield the states that can follow `spot`: the targets of its transitions and of its universal buttons."""
        yield from (step.to for step in self.steps[spot] if step.to)
        if stops(self.states[spot]):
            ends = {"menu": "/".join(HOME), "human": TYPED_COMMANDS["human"], "later": "/".join(LATER)}
            found = (self.address(ends[key]) for key in self.universals(spot) if key in ends)
            yield from (to for to in found if to in self.states)

    def promises(self, spot: Spot) -> Iterator[tuple[int, str]]:
        """Yield every `open_later` effect of a state: its index in `do`, and the address of the notice it schedules."""
        for n, effect in enumerate(self.states[spot].do):
            if effect.effect == "open_later":
                yield n, effect.flow

    def promised(self) -> frozenset[Spot]:
        """Return the targets of all `open_later` effects of the book; they should be notices."""
        return frozenset(self.address(to) for spot in self.states for _, to in self.promises(spot))

    def own(self) -> Mapping[Spot, frozenset[str]]:
        """Return {state: slots that the engine always sets} for all states of the book that the engine itself opens."""
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
        """Return a fault of a state. `rule`: the check; `says`: the message; `path`: YAML keys in the state."""
        return Fault(rule, self.library.where(spot[0], "states", spot[1], *path), f"«{spot[0]}/{spot[1]}»: {says}")


Check = Callable[[Graph], Iterator[Fault]]


def stops(state: State) -> bool:
    """Return whether a chat stops in this state to wait for the person: it shows a screen and is not a notice."""
    return not state.passes and not state.notice


def stem(where: str) -> str:
    """Return the name of the flow in the location of a fault: `status` for `library/status.yaml:12`."""
    return where.partition(":")[0].rpartition("/")[2].removesuffix(".yaml")


def named(spot: Spot) -> str:
    """Return the address of a state: «flow/state»."""
    return "/".join(spot)
