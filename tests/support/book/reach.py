"""Measure how far every place is from the map of topics and from a human: in taps, and by one typed word.

The worst case counts: the farthest screen to which a button can lead, and the person for whom the fewest buttons show.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from bot.check.whole import Whole
from flows.book.model import HOME, LATER, Book
from flows.checks.graph import Edge, Graph, Spot, stops
from flows.context.rule_context import RuleContext
from flows.engine.advance import advance
from flows.engine.everywhere import TYPED_COMMANDS
from flows.engine.targets import holds
from flows.values.events import Said
from flows.values.session import Session
from tests.support import people

NOWHERE = ("", "")  #: the target of `back` and `return`: unknown in advance, so its distance is FAR
FAR = 99  #: taps to a goal that no sure way reaches
PARENTS = frozenset({"anyone", "parent"})  #: values of a flow's audience that include parents
HUMAN = TYPED_COMMANDS["human"]
UNIVERSAL = {"menu": "/".join(HOME), "human": HUMAN, "later": "/".join(LATER)}
#: Slots that some rules read.
WAYS: tuple[Mapping[str, str], ...] = ({}, {"document": "birth", "ticket": "open"}, {"code": "k7x-49fq2m"})


def at_home(spot: Spot) -> bool:
    """Return whether a place is the map, the screen with all topics."""
    return spot == HOME


def with_a_human(spot: Spot) -> bool:
    """Return whether at a place the parent talks to a human of the school."""
    return spot[0] == HUMAN


class Reach:
    """Distances over the graph of a book."""

    def __init__(self, whole: Whole, book: Book) -> None:
        """Take the graph; its rules are evaluated for the sample people."""
        self.graph: Graph = whole.graph
        self._book = book

    @cached_property
    def stands(self) -> tuple[Spot, ...]:
        """Return every place a parent can be in."""
        states = self.graph.states.items()
        return tuple(spot for spot, state in states if stops(state) and self.graph.flow(spot).whom in PARENTS)

    def taps(self, goal: Callable[[Spot], bool]) -> Mapping[Spot, int]:
        """Return {place: taps from there to the goal}: 0 at the goal, FAR if no way is certain."""
        far = {spot: 0 if goal(spot) else FAR for spot in self.stands}
        while nearer := {spot: taps for spot in self.stands if (taps := self._taps(spot, far)) < far[spot]}:
            far |= nearer
        return far

    def typed(self, word: str) -> Mapping[Spot, frozenset[Spot]]:
        """Return {place: the places that the word typed there leads through and to}, for a parent without consent."""
        return {spot: self._typed(spot, word) for spot in self.stands}

    def _taps(self, spot: Spot, far: Mapping[Spot, int]) -> int:
        shown = self._shown[spot]
        return 1 + max(min((_farthest(self._lands[spot, key], far) for key in keys), default=FAR) for keys in shown)

    @cached_property
    def _shown(self) -> Mapping[Spot, frozenset[frozenset[str]]]:
        """Return {place: the different sets of buttons that people see there}."""
        return {spot: frozenset(self._keys(spot)) for spot in self.stands}

    def _keys(self, spot: Spot) -> Iterator[frozenset[str]]:
        ways = self.graph.states[spot].buttons
        everybody = self._seen if any(way.when for way in ways.values()) else self._seen[:1]
        for seen in everybody:
            yield frozenset({*self._ends(spot), *(key for key, way in ways.items() if holds(way, seen))})

    def _ends(self, spot: Spot) -> tuple[str, ...]:
        return tuple(key for key in self.graph.universals(spot) if key != "back")

    @cached_property
    def _seen(self) -> tuple[RuleContext, ...]:
        return tuple(
            RuleContext(
                self._book, Session(slots=told, child=known.children[0].id if known.children else ""), known, people.NOW
            )
            for known in people.crowd("vylgort", people.tracks(self.graph))
            for told in WAYS
        )

    @cached_property
    def _lands(self) -> Mapping[tuple[Spot, str], frozenset[Spot]]:
        """Return {(place, button): the screens to which the button can lead}."""
        found: dict[tuple[Spot, str], frozenset[Spot]] = {}
        for spot in self.stands:
            for step in self.graph.steps[spot]:
                if step.kind == "buttons":
                    found[spot, str(step.path[-1])] = self._screens(step.to)
            for key in self._ends(spot):
                found[spot, key] = self._screens(self.graph.address(UNIVERSAL[key]))
        return found

    def _screens(self, to: Spot | None) -> frozenset[Spot]:
        due, seen = [to or NOWHERE], set[Spot]()
        while due:
            spot = due.pop()
            if spot not in seen:
                seen.add(spot)
                due += [step.to or NOWHERE for step in self._passes(spot)]
        return frozenset(spot for spot in seen if not self._passes(spot))

    def _passes(self, spot: Spot) -> tuple[Edge, ...]:
        state = self.graph.states.get(spot)
        return self.graph.steps[spot] if state and state.passes else ()

    def _typed(self, spot: Spot, word: str) -> frozenset[Spot]:
        at = Session(flow=spot[0], state=spot[1], visit=1, slots={"ticket": "open"})
        turn = advance(self._book, at, Said(word), self._seen[0].known, people.NOW)
        return frozenset({*turn.path, (turn.session.flow, turn.session.state)})


def _farthest(lands: frozenset[Spot], far: Mapping[Spot, int]) -> int:
    return max((far.get(spot, FAR) for spot in lands), default=FAR)
