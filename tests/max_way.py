"""Where a parent of a school in MAX can come: the book walked with what its profile decides already decided."""

from collections.abc import Iterator

from flows.checks.graph import Graph, Spot, Step
from flows.model import Target

#: Rules a profile «chats in MAX, and sure of it» answers by itself.
ALWAYS = frozenset({"chats_in_max", "sferum_by_max"})
NEVER = frozenset({"chats_in_vk", "sferum_by_vk", "chats_unsure", "no_school"})


def of_a_school_in_max(graph: Graph) -> frozenset[Spot]:
    """Give every place that can be come to from a door, a notice, or where the bot itself leads."""
    doors = [spot for spot, state in graph.states.items() if state.hears or state.notice]
    due = [*graph.own(), *graph.promised(), *doors]
    seen = set(due)
    while due:
        for to in _onward(graph, due.pop()):
            if to not in seen:
                seen.add(to)
                due.append(to)
    return frozenset(seen)


def _onward(graph: Graph, spot: Spot) -> Iterator[Spot]:
    for step in graph.steps[spot]:
        if step.way.when in NEVER or (step.kind == "branch" and _after_a_sure_one(graph, spot, step)):
            continue
        if step.to:
            yield step.to


def _after_a_sure_one(graph: Graph, spot: Spot, step: Step) -> bool:
    before: tuple[Target, ...] = graph.states[spot].branch[: int(step.key.split()[1]) - 1]
    return any(way.when in ALWAYS for way in before)
