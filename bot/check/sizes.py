"""Checks against the channels' limits: the longest messages, the fullest keyboards, the largest payloads."""

from collections.abc import Iterator

from bot.check.crowd import crowd_of
from bot.check.labels import longest_labels
from bot.check.samples import TICKET, Samples
from bot.check.whole import Whole, of_text, path_of
from bot.check.words import WRITTEN_BY_US, notes
from bot.messages import payload
from bot.messages.parts import size
from flows.book.errors import Fault
from flows.book.flow import State
from flows.book.model import FIRST, GUESS, HOME
from flows.checks.graph import Edge, Spot, named
from flows.checks.known_slots import NOTHING, screens_after
from flows.values.effects import Link
from texts import RenderError

VISIT = 9_999_999_999  #: ten digits, more visits than a session can have
#: Notes that can be shown above the answer to the first typed text of a chat.
TO_THE_FIRST = frozenset({"everywhere/who_speaks", "everywhere/heard"})
REDACTED = "everywhere/redacted"  #: may accompany another note; of the other notes, a message has only one
LEAST_OF_A_LIST = 3  #: one line and two buttons that turn pages; the engine shortens a list to the free buttons
#: The longest values of the slots that the buttons of notices carry.
LONGEST = {"document": "snils", "child": f"{TICKET}-9", "ticket": TICKET, "code": "k" * 16, "broadcast": TICKET}


def too_long(whole: Whole) -> Iterator[Fault]:
    """Yield a fault for each text that cannot be rendered, and for each message or label that is longer than the limit.

    The length of a message includes the notes (short texts) that can be shown above its screen.
    """
    samples, sizes = Samples(whole), dict[str, int]()
    for path in sorted(whole.texts.paths):
        if path.partition("/")[2].startswith("_"):
            continue
        try:
            sizes[path] = max(map(size, samples.renderings(path)))
        except RenderError as error:
            yield Fault("does_not_render", str(error).partition(": ")[0], f"текст не собрался: {error.reason}")
    for path in WRITTEN_BY_US & sizes.keys():
        yield from _over(whole, path, sizes[path], "")
    yield from _screens(whole, sizes)
    yield from _labels(whole)


def _screens(whole: Whole, sizes: dict[str, int]) -> Iterator[Fault]:
    above, entry_points = _above(whole, sizes), _after_entry_points(whole)
    ours = max((sizes.get(path, 0) for path in notes(whole) - TO_THE_FIRST - {REDACTED}), default=0)
    first = sum(sizes.get(path, 0) for path in TO_THE_FIRST)
    for spot, state in whole.screens():
        path, with_note = path_of(spot), above.get(spot, (0, ""))
        note = sizes.get(REDACTED, 0) + with_note[0] + (max(ours, first) if spot in entry_points else ours)
        extra = 0 if state.notice else note
        said = "" if state.notice else " вместе с текстами, которые могут стоять над ним"
        said += f" (самый длинный — {with_note[1]})" if with_note[1] else ""
        yield from _over(whole, path, sizes.get(path, 0) + extra, said)


def _after_entry_points(whole: Whole) -> set[Spot]:
    graph = whole.graph
    entry_points = [spot for spot, state in graph.states.items() if state.intents]
    passed = {to for spot in entry_points if graph.states[spot].passes for to, _ in screens_after(graph, spot, NOTHING)}
    return {*entry_points, *passed, FIRST, GUESS}


def _above(whole: Whole, sizes: dict[str, int]) -> dict[Spot, tuple[int, str]]:
    found: dict[Spot, tuple[int, str]] = {}
    for spot, state in whole.with_texts():
        if state.note:
            size = sizes.get(path_of(spot), 0)
            for to, _ in screens_after(whole.graph, spot, whole.known_slots.get(spot, frozenset())):
                found[to] = max(found.get(to, (0, "")), (size, named(spot)))
    return found


def _over(whole: Whole, path: str, size: int, said: str) -> Iterator[Fault]:
    if size > whole.limits.text:
        says = f"самое длинное сообщение{said} — {size} знаков, а можно {whole.limits.text}: сократите"
        yield of_text("too_long", path, says)


def _labels(whole: Whole) -> Iterator[Fault]:
    for spot, state in whole.screens():
        for key in whole.keys(spot):
            label = longest_labels(whole)[spot, key]
            if len(label) > whole.limits.label:
                path = ("buttons", key) if key in state.buttons else ()
                says = f"подпись «{label}» — {len(label)} знаков, а можно {whole.limits.label}"
                yield whole.graph.fault("too_long", spot, says, *path)


def too_many_buttons(whole: Whole) -> Iterator[Fault]:
    """Yield a fault for each screen that can have more buttons than the limit.

    The count includes the buttons that one person can see at once, the universal buttons, and the shortest list.
    """
    crowd = crowd_of(whole)
    for spot, state in whole.screens():
        ends = 0 if state.notice else len(whole.graph.universals(spot))
        listed = LEAST_OF_A_LIST if state.choices else 0
        if len(state.buttons) + ends + listed <= whole.limits.buttons:
            continue
        count = crowd.together(spot) + ends + listed
        if count > whole.limits.buttons:
            says = f"кнопок может быть {count} (с общими и списком), а можно {whole.limits.buttons}: разделите экран"
            yield whole.graph.fault("too_many_buttons", spot, says, "buttons")


def payload_too_long(whole: Whole) -> Iterator[Fault]:
    """Yield a fault for each button whose payload (the data that a press sends back) exceeds the limit."""
    for spot, state in whole.screens():
        for step in whole.graph.steps[spot]:
            if step.kind == "buttons":
                yield from _heavy(whole, spot, step, state)
        intents = (
            [m for each in whole.graph.states.values() for m in each.intents] if state.choices == "guesses" else []
        )
        for intent in intents:
            if (size := _bytes(payload.of_press(VISIT, f"={intent}"))) > whole.limits.payload:
                says = f"смысл «{intent}» не поместится в кнопку: {size} байт, а можно {whole.limits.payload}"
                yield whole.graph.fault("payload_too_long", spot, says)


def _heavy(whole: Whole, spot: Spot, step: Edge, state: State) -> Iterator[Fault]:
    key = step.key.partition(" ")[2]
    size = _bytes(_link(whole, spot, step, key) if state.notice else payload.of_press(VISIT, key))
    if size > whole.limits.payload:
        says = f"кнопка «{key}» несёт {size} байт, а можно {whole.limits.payload}: сократите имена"
        yield whole.graph.fault("payload_too_long", spot, says, *step.path)


def _link(whole: Whole, spot: Spot, step: Edge, key: str) -> str:
    flow, _, state = (step.way.open or named(HOME)).partition("/")
    handed = {word: LONGEST.get(word, TICKET) for word in step.way.hand}
    child = {"child": LONGEST["child"]} if spot in whole.graph.promised() else {}
    return payload.of_link(Link(key, flow, state, {**child, **handed, **step.way.gives}))


def _bytes(said: str) -> int:
    return len(said.encode())
