"""Checks of names: unknown rules, readers, lists, intents, terms and slots, and names already in use."""

import re
from collections.abc import Collection, Iterable, Iterator

from flows.book.effect_specs import DoSpec, OpenLaterSpec, Since
from flows.book.errors import Fault
from flows.book.flow import State
from flows.checks.graph import Graph, Path, Spot
from flows.context.lists import LISTS
from flows.context.permissions import TAKEN
from flows.reading.readers import READERS
from flows.rules import RULES
from flows.values.attachments import ATTACHMENTS
from flows.values.commands import COMMANDS

NOT_OURS = "out_of_scope"  #: the intent of everything out of scope; no state may be its entry point
RESERVED_STATES = frozenset({"return", "back", "resume", "without", "menu", "human"})
TURNS = ("less", "more")  #: the buttons that turn the pages of a list
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def unknown_rule(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each `when` or `unless` (condition) that is not the name of a rule in flows/rules."""
    for spot, state in graph.states.items():
        asked = [(step.way.when, (*step.path, "when")) for step in graph.steps[spot]]
        for name, path in (*asked, (state.unless, ("unless",))):
            if name and name not in RULES:
                yield graph.fault("unknown_rule", spot, f"правила «{name}» нет в flows/rules", *path)


def unknown_reader(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each `read` in a state that does not name an existing reader of typed texts."""
    return _unknown(graph, "unknown_reader", "read", READERS, "читателя «{}» нет")


def unknown_list(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each `choices` in a state that does not name an existing list of buttons."""
    return _unknown(graph, "unknown_list", "choices", LISTS, "списка «{}» нет")


def unknown_attachment(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each `attach` in a state that does not name an existing attachment (a file to send)."""
    return _unknown(graph, "unknown_attachment", "attach", ATTACHMENTS, "вложения «{}» нет")


def _unknown(graph: Graph, rule: str, key: str, known: Collection[str], says: str) -> Iterator[Fault]:
    # a key of a state with an unknown value
    for spot, state in graph.states.items():
        name = getattr(state, key)
        if name and name not in known:
            yield graph.fault(rule, spot, f"{says.format(name)}, есть {_said(known)}", key)


def unknown_errand(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each effect that names an unknown command (`errand` in YAML)."""
    for spot, state in graph.states.items():
        for n, effect in enumerate(state.do):
            if isinstance(effect, DoSpec) and effect.command not in COMMANDS:
                says = f"поручения «{effect.command}» нет в flows/values/commands.py"
                yield graph.fault("unknown_errand", spot, says, "do", n, "errand")


def unknown_meaning(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each state that is the entry point of an intent that the classifier never recognises."""
    for spot, state in graph.states.items():
        for intent in state.intents:
            if intent not in graph.intents or intent == NOT_OURS:
                says = f"смысла «{intent}» бот не слышит: нет flows/phrases/{intent}.yaml"
                if intent == NOT_OURS:
                    says = f"смысл «{intent}» ведёт не сюда: на чужой вопрос бот отвечает, что не понял"
                yield graph.fault("unknown_meaning", spot, says, "hears", intent)


def unknown_term(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each `wait` (of a state or a notice) whose time span is not a fact of kind `term`."""
    for spot, state in graph.states.items():
        for since, path in _waits(state):
            if since.fact not in graph.terms:
                says = f"срока «{since.fact}» нет в texts/facts.yaml (нужен факт вида kind: term)"
                yield graph.fault("unknown_term", spot, says, *path)


def _waits(state: State) -> Iterator[tuple[Since, Path]]:
    if state.wait:
        yield state.wait, ("wait",)
    for n, effect in enumerate(state.do):
        if isinstance(effect, OpenLaterSpec):
            yield effect.wait, ("do", n, "wait")


def unknown_word(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each slot in `takes` (what a flow accepts from outside) that no flow is allowed to accept.

    Also yield one for each slot that a button of a notice or an `open_later` passes to a flow, if the flow does not
    list the slot in `takes`.
    """
    for name, flow in graph.flows.items():
        for word in flow.takes:
            if word not in TAKEN:
                says = f"«{name}»: извне разговору можно передать только {_said(TAKEN)}, а не «{word}»"
                yield Fault("unknown_word", graph.library.where(name, "takes"), says)
    for spot, state in graph.states.items():
        yield from _not_taken(graph, spot, state)


def _not_taken(graph: Graph, spot: Spot, state: State) -> Iterator[Fault]:
    for n, effect in enumerate(state.do):
        if isinstance(effect, OpenLaterSpec):
            yield from _refused(graph, spot, effect.flow, frozenset(effect.hand), "do", n)
    child = {"child"} if state.notice and spot in graph.promised() else set()
    for step in graph.steps[spot] if state.notice else ():
        words = frozenset({*child, *step.way.hand, *step.way.gives})
        yield from _refused(graph, spot, step.way.open or "menu", words, *step.path)


def _refused(graph: Graph, spot: Spot, address: str, words: frozenset[str], *path: str | int) -> Iterator[Fault]:
    # at run time `permissions.may_open` refuses slots from outside that the flow does not list in `takes`
    flow = graph.flows.get(graph.address(address)[0])
    for word in sorted(words.difference(flow.takes)) if flow else ():
        says = f"разговор «{flow.name if flow else ''}» получит «{word}» и не откроется: допишите его в takes"
        yield graph.fault("unknown_word", spot, says, *path)


def reserved_name(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each state with a reserved name, and each button whose key the engine uses in that state."""
    for spot, state in graph.states.items():
        if spot[1] in RESERVED_STATES:
            yield graph.fault("reserved_name", spot, f"«{spot[1]}» — слово движка: назовите состояние иначе")
        drawn = {"later", *graph.universals(spot), *(TURNS if state.choices else ())}
        for key in sorted(drawn.intersection(state.buttons)):
            says = f"кнопку «{key}» здесь рисует сам движок: назовите свою иначе"
            yield graph.fault("reserved_name", spot, says, "buttons", key)


def bad_name(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each state or button whose name cannot be the name of a text file or the key of a label."""
    for spot, state in graph.states.items():
        for name in (spot[1], *state.buttons):
            if not _NAME.fullmatch(name):
                path = () if name == spot[1] else ("buttons", name)
                says = f"имя «{name}»: нужны строчные латинские буквы, цифры и «_», первой — буква"
                yield graph.fault("bad_name", spot, says, *path)


def renamed_clash(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each former name (`was`) of a state or flow that another one has or had too."""
    for spot, state in graph.states.items():
        rest = {at: of for at, of in graph.flow(spot).states.items() if at != spot[1]}
        twice = {old for of in rest.values() for old in of.was}
        for old in state.was:
            if (
                old in graph.flow(spot).states
                or old.partition("/")[::2] in graph.states
                or old in twice
                or state.was.count(old) > 1
            ):
                says = f"прежнее имя «{old}» занято другим состоянием: бот не узнает, куда вести людей"
                yield graph.fault("renamed_clash", spot, says, "was")
    yield from _renamed_flows(graph)


def _renamed_flows(graph: Graph) -> Iterator[Fault]:
    for name, flow in graph.flows.items():
        twice = {old for other, of in graph.flows.items() if other != name for old in of.was}
        for old in flow.was:
            if old in graph.flows or old in twice or flow.was.count(old) > 1:
                says = f"«{name}»: прежнее имя разговора «{old}» занято"
                yield Fault("renamed_clash", graph.library.where(name, "was"), says)


def _said(names: Iterable[str]) -> str:
    return ", ".join(f"«{name}»" for name in sorted(names))
