"""Checks of transitions: broken ones, loops, dead ends, and states that no transition leads to."""

from collections.abc import Iterable, Iterator

from flows.book.effect_specs import NeverMindSpec
from flows.book.errors import Fault
from flows.book.flow import State
from flows.book.model import HOME
from flows.checks.graph import OWN, WORDS, Edge, Graph, Spot, named, stops
from flows.checks.names import NOT_OURS
from flows.engine.everywhere import TYPED_COMMANDS

ENDS = frozenset({"menu", "human"})  #: universal buttons that always lead somewhere


def broken_way(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each transition, `open_later` or `never_mind` whose target (state or flow) does not exist.

    Also yield one for each missing first state of a flow, and for each missing state that the engine itself opens.
    """
    for spot in graph.states:
        for step in graph.steps[spot]:
            if says := _broken(graph, spot, step):
                yield graph.fault("broken_way", spot, says, *step.path)
        yield from _broken_promises(graph, spot)
    yield from _broken_flows(graph)


def _broken(graph: Graph, spot: Spot, step: Edge) -> str:
    way = step.way
    if bool(way.go) == bool(way.open):
        return "у пути должно быть одно из двух: go (состояние этого разговора) или open (другой разговор)"
    if step.to or way.go in WORDS or (way.open and graph.address(way.open)[0] in graph.unread):
        return ""
    if way.go:
        return f"go: {way.go} — такого состояния в разговоре «{spot[0]}» нет"
    return f"open: {way.open} — {_missing(graph, str(way.open))}"


def _missing(graph: Graph, address: str) -> str:
    flow, state = graph.address(address)
    known = flow in graph.flows
    return f"в разговоре «{flow}» нет состояния «{state}»" if known else f"разговора «{flow}» нет"


def _broken_promises(graph: Graph, spot: Spot) -> Iterator[Fault]:
    for n, address in graph.promises(spot):
        to = graph.address(address)
        if to[0] in graph.unread:
            continue
        if to not in graph.states:
            yield graph.fault("broken_way", spot, f"open_later: {address} — {_missing(graph, address)}", "do", n)
        elif not graph.states[to].notice:
            says = f"open_later: {address} — это не уведомление: допишите там notice: true"
            yield graph.fault("broken_way", spot, says, "do", n)
    for n, effect in enumerate(graph.states[spot].do):
        if isinstance(effect, NeverMindSpec) and effect.flow not in {*graph.flows, *graph.unread}:
            says = f"never_mind: разговора «{effect.flow}» нет (пишите имя разговора без состояния)"
            yield graph.fault("broken_way", spot, says, "do", n)


def _broken_flows(graph: Graph) -> Iterator[Fault]:
    for name, flow in graph.flows.items():
        if flow.start not in flow.states:
            where = graph.library.where(name, "start")
            yield Fault("broken_way", where, f"«{name}»: start: {flow.start} — такого состояния нет")
    for to, address in {graph.address(address): address for address in OWN}.items():
        if to not in graph.states and to[0] not in graph.unread:
            says = f"сам бот открывает «{address}», а {_missing(graph, address)}: напишите его"
            yield Fault("broken_way", graph.library.where(to[0]), says)


def unreachable(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each state that cannot be reached, and for each transition that is never taken.

    A transition is never taken if an earlier transition of the same `branch` has no condition.
    """
    for spot, state in graph.states.items():
        for n in _shadowed(state):
            says = "этим путём никто не пойдёт: выше стоит путь без when"
            yield graph.fault("unreachable", spot, says, *(("branch", n) if n < len(state.branch) else ("then",)))
    if not graph.unread:
        yield from _unreached(graph)


def _shadowed(state: State) -> Iterable[int]:
    sure = next((n for n, way in enumerate(state.branch) if way.when is None), None)
    return () if sure is None else range(sure + 1, len(state.branch) + bool(state.then))


def _unreached(graph: Graph) -> Iterator[Fault]:
    seen = _reached(graph, _entries(graph))
    for name, flow in graph.flows.items():
        if flow.states and not any((name, at) in seen for at in flow.states):
            says = f"«{name}»: этот разговор никто не открывает: дайте к нему путь (open: {name}) или дверь (hears)"
            yield Fault("unreachable", graph.library.where(name, "flow"), says)
            seen |= _reached(graph, [graph.address(name)])
    for spot in graph.states:
        if spot not in seen:
            says = "сюда никто не попадёт: ведите сюда путём (go, open), дверью (hears) или уберите состояние"
            yield graph.fault("unreachable", spot, says)


def _entries(graph: Graph) -> list[Spot]:
    entry_points = [spot for spot, state in graph.states.items() if state.intents or state.notice]
    return [*graph.own(), *graph.promised(), *entry_points]


def _reached(graph: Graph, entries: Iterable[Spot]) -> set[Spot]:
    due = [spot for spot in entries if spot in graph.states]
    seen = set(due)
    while due:
        for to in graph.onward(due.pop()):
            if to not in seen:
                seen.add(to)
                due.append(to)
    return seen


def dead_end(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each screen that may have no button or other transition to leave it by.

    Also yield one for each `branch` (conditional transitions) whose conditions may all be false.
    """
    for spot, state in graph.states.items():
        if state.branch and not state.then and all(way.when for way in state.branch):
            says = "ни одно when может не сработать: допишите then или последний путь без when"
            yield graph.fault("dead_end", spot, says, "branch")
        sure = any(not step.way.when for step in graph.steps[spot])
        listed = state.choices == "guesses"
        if stops(state) and not sure and not listed and ENDS.isdisjoint(graph.universals(spot)):
            says = "отсюда некуда идти: дайте кнопку без when или верните общие кнопки (universals)"
            yield graph.fault("dead_end", spot, says)


def endless_loop(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each loop that consists only of states without a screen: a turn would never end in it."""
    reported: set[Spot] = set()
    for spot in graph.states:
        if spot not in reported and (loop := _loop(graph, spot)):
            reported |= set(loop)
            says = f"состояния ходят по кругу без экрана: {' → '.join(map(named, [*loop, spot]))}"
            yield graph.fault("endless_loop", spot, says)


def _loop(graph: Graph, start: Spot) -> list[Spot]:
    # the loop through `start` of states that show no screen; empty if there is none
    due, seen = [[start]], {start}
    while due:
        path = due.pop()
        for to in _passes_to(graph, path[-1]):
            if to == start:
                return path
            if to not in seen:
                seen.add(to)
                due.append([*path, to])
    return []


def _passes_to(graph: Graph, spot: Spot) -> list[Spot]:
    if not graph.states[spot].passes:
        return []
    return [step.to for step in graph.steps[spot] if step.to and step.kind in {"then", "branch", "answers"}]


def no_human_or_menu(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each state from which neither the main menu nor a human can be reached."""
    saved = _saved(graph)
    for spot, state in graph.states.items():
        if (
            spot not in saved and not state.notice and graph.steps[spot]
        ):  # a state without any transition is reported as a dead end
            says = "отсюда не прийти ни к карте, ни к человеку: дайте путь (open: menu, open: human) или universals"
            yield graph.fault("no_human_or_menu", spot, says)


def _saved(graph: Graph) -> set[Spot]:
    before: dict[Spot, list[Spot]] = {}
    for spot in graph.states:
        for to in graph.onward(spot):
            before.setdefault(to, []).append(spot)
    due = [spot for spot in graph.states if _is_saved(graph, spot)]
    seen = set(due)
    while due:
        for spot in before.get(due.pop(), ()):
            if spot not in seen:
                seen.add(spot)
                due.append(spot)
    return seen


def _is_saved(graph: Graph, spot: Spot) -> bool:
    # `back` and `return` lead to the main menu if there is nothing to return to
    # transitions to missing states are reported by `broken_way`
    state = graph.states[spot]
    there = spot == HOME or spot[0] == TYPED_COMMANDS["human"]
    away = any(step.to is None for step in graph.steps[spot]) or state.choices == "guesses"
    return there or away or (stops(state) and not ENDS.isdisjoint(graph.universals(spot)))


def intents(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each intent that has no entry point or more than one."""
    heard: dict[str, list[Spot]] = {}
    for spot, state in graph.states.items():
        for intent in state.intents:
            heard.setdefault(intent, []).append(spot)
    for intent, spots in heard.items():
        for spot in spots[1:]:
            says = f"смысл «{intent}» уже ведёт в «{named(spots[0])}»: оставьте одну дверь"
            yield graph.fault("meaning_heard_twice", spot, says, "hears", intent)
    for intent in sorted(graph.intents - heard.keys() - {NOT_OURS}) if not graph.unread else ():
        says = f"смысл «{intent}» бот узнаёт, но никуда не ведёт: допишите hears: [{intent}] нужному состоянию"
        yield Fault("meaning_unheard", f"phrases/{intent}.yaml:1", says)
