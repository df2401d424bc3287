"""Checks of guides: flows of numbered screens. A person can leave a guide and return to it."""

from collections.abc import Iterator

from flows.book.errors import Fault
from flows.book.flow import Flow
from flows.checks.graph import Graph, stops

WHOLE = "all_steps"  #: the state of every guide that shows all steps in one message


def guide(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each incomplete guide and each wrong step.

    A guide needs a recap (the state shown to a person who returns), an end, and a state that shows all steps. The step
    numbers of a guide must be consecutive. Only screens of guides may have step numbers.
    """
    for name, flow in graph.flows.items():
        for says in _guide(flow):
            yield Fault("guide", graph.library.where(name, "recap"), f"«{name}»: {says}")
    for spot, state in graph.states.items():
        if state.step is not None and (says := _step(graph, spot[0], stands=stops(state))):
            yield graph.fault("guide", spot, says, "step")
        if "later" in graph.universals(spot) and graph.flow(spot).recap is None:
            yield graph.fault("guide", spot, "«Вернусь позже» бывает только у путеводителя: допишите разговору recap")


def _guide(flow: Flow) -> Iterator[str]:
    if flow.recap is None:
        return
    recap, whole = flow.states.get(flow.recap), flow.states.get(WHOLE)
    if recap is None:
        yield f"recap: {flow.recap} — такого состояния нет, а оно встретит того, кто вернулся"
    if whole is None or not whole.keep:
        yield f"нет экрана {WHOLE} с keep: true — весь путь одним сообщением"
    if not any(state.ends for state in flow.states.values()):
        yield "ни у одного состояния нет ends: true, и место в пути никогда не забудется"
    missing = set(range(1, flow.length + 1)) - {state.step for state in flow.states.values()}
    if missing or not flow.length:
        yield f"шаги считают от 1 без пропусков, а нет шага {min(missing, default=1)}"


def _step(graph: Graph, flow: str, *, stands: bool) -> str:
    if graph.flows[flow].recap is None:
        return "шаги бывают только у путеводителя: допишите разговору recap"
    return "" if stands else "шаг — это экран, а здесь никто не стоит"
