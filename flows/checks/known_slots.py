"""Computes for each state the slots that are certainly set there. The text and the effects of the state may use them.

A slot is certainly set in a state if it is set after every transition to the state. The transitions of all flows are
followed again and again until the result no longer changes (a fixpoint).
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from flows.book.effect_specs import EffectSpec, OpenLaterSpec, command_of
from flows.book.flow import State
from flows.book.loading import Library
from flows.book.model import CONSENT, HOME
from flows.checks.graph import Edge, Graph, Spot, named, stops
from flows.context.consent import owes_consent
from flows.context.lists import LISTS
from flows.reading.readers import READERS
from flows.values.attachments import FILE_WORDS
from flows.values.commands import COMMANDS

NOTHING: frozenset[str] = frozenset()
#: {rule: slots without which it cannot hold}
IMPLIES: Mapping[str, frozenset[str]] = {
    "has_code": frozenset({"code"}),
    "has_draft": frozenset({"draft"}),
    "whom_is_told": frozenset({"segment"}),
    "letter_too_long": frozenset({"signs"}),
    "about_birth": frozenset({"document"}),
    "about_snils": frozenset({"document"}),
    "day_asked": frozenset({"sent_on", "status"}),
    "day_to_keep": frozenset({"sent_on", "status"}),
    "code_of_staff": frozenset({"kind"}),
    "code_of_teacher": frozenset({"kind", "klass", "class_name"}),
    "code_of_child": frozenset({"kind"}),
    "code_of_installation": frozenset({"kind"}),
    "code_of_number": frozenset({"kind", "number", "class_name"}),
    "code_of_link": frozenset({"kind", "code", "children", "questions", "children_there", "questions_there"}),
    "class_told": frozenset({"klass", "class_name"}),
    "goal_told": frozenset({"goal"}),
    "ticket_is_open": frozenset({"ticket"}),
    "ticket_is_mine": frozenset({"ticket"}),
    "ticket_is_closed": frozenset({"ticket"}),
}


def set_everywhere(of: Library | Graph) -> Mapping[Spot, frozenset[str]]:
    """Return {state: slots that are certainly set when its text is rendered} for every reachable state.

    The slots that the state's own effects (`do`) set are included.
    """
    graph = of if isinstance(of, Graph) else Graph(of)
    return {spot: after(graph.states[spot].do, words) for spot, words in Words(graph).entered.items()}


def needed_everywhere(of: Library) -> Mapping[Spot, frozenset[str]]:
    """Return {state: slots that every transition to it sets} for every reachable state.

    A button of a notice that opens the state directly must set these slots too.
    """
    return Words(Graph(of)).entered


def after(do: Iterable[EffectSpec], words: frozenset[str]) -> frozenset[str]:
    """Return the slots that are set after the effects `do`, if `words` were set before them."""
    for effect in do:
        if effect.effect == "forget":
            words = NOTHING
        if effect.effect == "open_later":
            words |= {"asks_on"}
        if effect.effect == "my_class":
            words |= {"klass", "class_name"}
    return words


def given(state: State, step: Edge, words: frozenset[str]) -> frozenset[str]:
    """Return the slots set after the transition `step` from `state`. `words` are the slots set in `state`."""
    words = leaving(state, step, words)
    if step.way.open:
        words = words.intersection(step.way.hand) | frozenset(step.way.gives)
    return words | frozenset(step.way.tell)


def leaving(state: State, step: Edge, words: frozenset[str]) -> frozenset[str]:
    """Return the slots set when the transition `step` leaves `state`. `words` are the slots set in `state`.

    Two kinds of slots are added to `words`: those that the reader, list, file or command of the state sets, and those
    that must be set because the condition of the transition holds.
    """
    return _came(state, step, words) | IMPLIES.get(step.way.when or "", NOTHING)


def _came(state: State, step: Edge, words: frozenset[str]) -> frozenset[str]:
    reader, listing = READERS.get(state.read or ""), LISTS.get(state.choices or "")
    if step.kind == "next" and reader:
        return words.union(reader.tells)
    if step.kind == "receives":  # a file may have no caption, so its reader may set nothing
        return words.union(FILE_WORDS)
    if step.kind == "chosen" and listing:
        return words | ({listing.word, listing.label_word} - {""})
    if step.kind == "answers":  # the access code is removed from the slots once the command has used it
        spent = NOTHING if _keeps_code(state) else frozenset({"code"})
        return (words - spent) | (_granted(state) if step.key == "answers taken" else NOTHING)
    return words


def _keeps_code(state: State) -> bool:
    command = command_of(state.do[-1]) if state.do else ""
    return command in COMMANDS and COMMANDS[command].keeps_code


def _granted(state: State) -> frozenset[str]:
    command = command_of(state.do[-1]) if state.do else ""
    return COMMANDS[command].tells if command in COMMANDS else NOTHING


class Words:
    """For each state: the slots that every transition into it sets, and the slots that each single one sets."""

    def __init__(self, graph: Graph, *, surely: bool = True) -> None:
        """Follow all transitions of the graph until the computed slots of all states stay the same.

        With `surely`, a slot counts as set in a state if every transition to the state sets the slot; without `surely`,
        if at least one transition does.
        """
        self._graph, self._surely = graph, surely
        self.entered: dict[Spot, frozenset[str]] = {}
        self._brings: dict[Spot, dict[str, frozenset[str]]] = {}
        self._due: deque[Spot] = deque()
        for origin, spot, words in self._entries():
            self._bring(origin, spot, words)
        while self._due:
            self._pass_on(self._due.popleft())

    def lacking(self, spot: Spot, word: str) -> str:
        """Return a description of one transition that enters the state `spot` without the slot `word`.

        Empty if every transition to the state sets the slot.
        """
        poor = (origin for origin, words in self._brings.get(spot, {}).items() if word not in words)
        return next(poor, "")

    def _entries(self) -> Iterator[tuple[str, Spot, frozenset[str]]]:
        graph = self._graph
        for spot, words in graph.own().items():
            yield "сам бот", spot, words
        promised = graph.promised()
        for spot, state in graph.states.items():
            for intent, slots in state.intents.items():
                yield f"набранный текст ({intent})", spot, frozenset(slots)
            takes = frozenset(graph.flow(spot).takes)
            if state.notice and spot not in promised:
                yield "уведомление", spot, takes
            if not self._surely:  # a link may open any state with the slots that its flow takes
                yield "снаружи", spot, takes

    def _bring(self, origin: str, spot: Spot, words: frozenset[str]) -> None:
        ways = self._brings.setdefault(spot, {})
        ways[origin] = words
        found = (frozenset.intersection if self._surely else frozenset.union)(*ways.values())
        if self.entered.get(spot) != found:
            self.entered[spot] = found
            self._due.append(spot)

    def _pass_on(self, spot: Spot) -> None:
        state, entered = self._graph.states[spot], self.entered[spot]
        words = after(state.do, entered)
        for step in self._graph.steps[spot]:
            if step.to:
                self._bring(f"«{named(spot)}» ({step.key})", step.to, given(state, step, words))
        for n, effect in enumerate(state.do):
            if isinstance(effect, OpenLaterSpec) and (to := self._graph.address(effect.flow)) in self._graph.states:
                slots = after(state.do[:n], entered).intersection(effect.hand)
                self._bring(f"«{named(spot)}» (open_later)", to, slots)


def screens_after(graph: Graph, spot: Spot, words: frozenset[str]) -> frozenset[tuple[Spot, frozenset[str]]]:
    """Return the screens that can follow a state that shows no screen, each with the slots set there.

    `words` are the slots set after the effects of `spot`. The consent screen is returned too, without slots, if
    `spot` needs no consent but a state after it does.
    """
    found: set[tuple[Spot, frozenset[str]]] = set()
    agreed = owes_consent(graph.states[spot])
    due, seen = [(spot, words)], {(spot, words)}
    while due:
        for to, slots in _next(graph, *due.pop()):
            state = graph.states[to]
            if owes_consent(state) and not agreed:
                found.add((CONSENT, NOTHING))
            slots = after(state.do, slots)
            if stops(state):
                found.add((to, slots))
            elif (to, slots) not in seen:
                seen.add((to, slots))
                due.append((to, slots))
    return frozenset((to, slots) for to, slots in found if to in graph.states)


def _next(graph: Graph, spot: Spot, words: frozenset[str]) -> Iterator[tuple[Spot, frozenset[str]]]:
    state = graph.states[spot]
    for step in graph.steps[spot] if state.passes else ():
        if step.to:
            yield step.to, given(state, step, words)
        elif HOME in graph.states:  # `back` and `return` lead to a state that has its own slots
            yield HOME, NOTHING
