"""Checks of the YAML keys of a state: keys that contradict each other, are missing, or have no effect."""

from collections.abc import Iterator

from flows.book.effect_specs import FindSpec, NeverMindSpec, OpenLaterSpec, RecordSpec, command_of
from flows.book.errors import Fault
from flows.book.flow import State
from flows.checks.graph import WORDS, Edge, Graph, Spot
from flows.values.commands import COMMANDS

PASSING = ("then", "branch", "answers")
#: Keys that only a state that a chat can be in may have.
OF_A_STOP = ("choices", "chosen", "read", "next", "receives", "wait", "waited_out", "keep", "discard", "universals")
#: Keys without effect in a state that leads on at once, without a screen.
SCREEN = ("buttons", "notice", "attach", *OF_A_STOP)
#: Keys without effect in a notice: no chat is ever in it.
NOT_OF_NOTICES = ("hears", *OF_A_STOP)
FIELDS = {"hears": "intents"}  #: the attribute of a key that has another name in code
#: The name of the fault, and the two keys that need each other.
PAIRS = (
    ("reader_without_next", "read", "next"),
    ("choices_without_chosen", "choices", "chosen"),
    ("wait_without_waited_out", "wait", "waited_out"),
)


def _has(state: State, key: str) -> bool:
    return key in state.model_fields_set


def mixed(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each YAML key of a state that contradicts another of its keys or has no effect there."""
    for spot, state in graph.states.items():
        yield from (graph.fault("mixed", spot, says, *path) for says, path in _mixed(state))
        for step in graph.steps[spot]:
            yield from (graph.fault("mixed", spot, says, *step.path) for says in _mixed_way(step))


def _mixed(state: State) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    passing = next((key for key in PASSING if getattr(state, key)), None)
    for key in SCREEN if passing else ():
        if _has(state, key):
            yield f"состояние сразу идёт дальше ({passing}), поэтому «{key}» никто не увидит: уберите одно", (key,)
    if state.answers and (state.then or state.branch):
        yield "после спорного желания ведут только answers: уберите then и branch", ("answers",)
    if state.note and (not state.passes or state.answers):
        yield "note бывает только у состояния с then или branch: здесь его текст не прозвучит", ("note",)
    for key in ("unless", "urgency"):
        if _has(state, key) and not state.notice:
            yield f"«{key}» бывает только у уведомления (notice: true)", (key,)
    for n, effect in enumerate(state.do):
        if isinstance(effect, RecordSpec | OpenLaterSpec | NeverMindSpec) and effect.about and effect.about_word:
            yield "about и about_word вместе не пишут: оставьте одно", ("do", n)


def _mixed_way(step: Edge) -> Iterator[str]:
    way = step.way
    if way.open is None and (way.gives or way.hand):
        yield "with и hand бывают только у open: внутри разговора слова и так помнятся (нужно новое — tell)"
    if way.open is None and way.go in WORDS and way.tell:
        yield f"tell пропадёт: «{way.go}» возвращает место с его собственными словами"
    if way.when and step.kind not in {"branch", "buttons"}:
        yield f"when бывает только у branch и buttons, а у «{step.kind}» его никто не спросит"


def file_of_parent(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each state that receives files (`receives`) in a flow that parents may enter.

    The bot never downloads files of parents.
    """
    for spot, state in graph.states.items():
        if state.receives and graph.flow(spot).whom not in {"teacher", "staff", "answerer", "installer"}:
            says = "receives бывает только там, куда родителя не пустят (for): снимки родителей бот не открывает"
            yield graph.fault("file_of_parent", spot, says, "receives")


def pairs(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each YAML key whose partner is missing. `read` and `next`, for example, need each other."""
    for spot, state in graph.states.items():
        for rule, first, second in PAIRS:
            one, other = getattr(state, first), getattr(state, second)
            if one and not other and one != "guesses":
                yield graph.fault(rule, spot, f"есть «{first}», но нет «{second}»: неизвестно, куда идти потом", first)
            if other and not one:
                yield graph.fault(rule, spot, f"есть «{second}», но нет «{first}»: этим путём никто не пойдёт", second)


def notice_way(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each key that a notice must not have. A notice has only a text, and buttons that open flows."""
    for spot, state in graph.states.items():
        if state.notice:
            yield from (graph.fault("notice_way", spot, says, *path) for says, path in _notice(state))
            for step in graph.steps[spot]:
                yield from (graph.fault("notice_way", spot, says, *step.path) for says in _notice_way(step))


def _notice(state: State) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    if state.do:
        yield "уведомление ничего не делает: перенесите do в состояние, которое открывает его кнопка", ("do",)
    for key in NOT_OF_NOTICES:
        if getattr(state, FIELDS.get(key, key)) and _has(state, key):
            yield f"в уведомлении никто не стоит, «{key}» ему не нужно", (key,)


def _notice_way(step: Edge) -> Iterator[str]:
    if not step.way.open:
        yield "кнопка уведомления живёт вне разговора: пишите «open: разговор/состояние»"
    for key in ("tell", "find", "when"):
        if getattr(step.way, key):
            yield f"у кнопки уведомления «{key}» пропадёт: передавайте слова через hand и with"


def wish_unanswered(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each outcome of a state's command for which the state has no transition in `answers`.

    Also yield one for each outcome in `answers` that the command does not have, for `answers` without a command, and
    for a command that is not the last effect of its state.
    """
    for spot, state in graph.states.items():
        yield from (graph.fault("wish_unanswered", spot, says, *path) for says, path in _unanswered(state))


def _unanswered(state: State) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    contested = [(n, command) for n, effect in enumerate(state.do) if (command := command_of(effect))]
    if not contested and state.answers:
        yield "answers отвечают спорному желанию, а его в do нет", ("answers",)
    for n, command in contested:
        if n != len(state.do) - 1:
            yield f"спорное желание «{command}» должно стоять в do последним и быть одно", ("do", n)
    for n, command in contested[-1:]:
        ends = outcomes(command) or frozenset(state.answers)
        missing, strange = ends - state.answers.keys(), state.answers.keys() - ends
        for outcome in sorted(missing):
            yield f"«{command}» может кончиться «{outcome}»: допишите это в answers", ("do", n)
        for outcome in sorted(strange):
            yield f"«{command}» никогда не кончается «{outcome}»", ("answers", outcome)


def outcomes(command: str) -> frozenset[str]:
    """Return the possible outcomes of a command. Empty for an unknown command, which `unknown_errand` reports."""
    return COMMANDS[command].outcomes if command in COMMANDS else frozenset()


def door_with_effects(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each entry point (a state that an intent opens) that has effects.

    States between the entry point and the next screen must have no effects either: a person who only asks a question
    must not change anything.
    """
    for spot, state in graph.states.items():
        if state.intents and state.do:
            says = "дверь (hears) ничего не делает: кто только спросил, часов не заводит. Перенесите do дальше"
            yield graph.fault("door_with_effects", spot, says, "do")
        elif state.intents and (busy := _passes_into_effects(graph, spot)):
            says = f"дверь (hears) сама проходит в «{busy[0]}/{busy[1]}», где есть do: поставьте между ними экран"
            yield graph.fault("door_with_effects", spot, says, "hears")


def _passes_into_effects(graph: Graph, spot: Spot) -> Spot | None:
    due, seen = [spot], {spot}
    while due:
        at = due.pop()
        for step in graph.steps[at] if graph.states[at].passes else ():
            if step.to and step.to not in seen:
                if any(not isinstance(effect, FindSpec) for effect in graph.states[step.to].do):
                    return step.to
                seen.add(step.to)
                due.append(step.to)
    return None


def missing_source(graph: Graph) -> Iterator[Fault]:
    """Yield a fault for each state that has no `source`, if its flow has none either."""
    for spot, state in graph.states.items():
        if not state.source.strip() and not graph.flow(spot).source.strip():
            says = "не сказано, откуда это известно: допишите source («п. 3.1», «F22») состоянию или разговору"
            yield graph.fault("missing_source", spot, says)
