"""Checks for texts without states, states without texts, missing labels, and slots that are not set for a text."""

import re
from collections.abc import Iterable, Iterator

from bot.check.whole import Whole, of_text, path_of
from bot.queries import VALUES
from bot.rendering.paper.words import TEXTS
from flows.book.errors import Fault
from flows.book.model import GUESS
from flows.checks.graph import Spot, named
from flows.checks.known_slots import NOTHING, screens_after
from flows.checks.needs import no_slot
from flows.engine.receiving import WHY
from flows.reading.readers import READERS
from texts import RenderError

#: Names of the notes `everywhere/<name>` that the engine and the runner add, whatever the book says.
SAID_BY_US = frozenset({
    "closed_door", "code_apart", "courtesy", "discarded", "edited", "file_other", "file_picture", "file_sticker",
    "file_voice", "greeting", "heard", "lost_place", "not_understood", "old_button", "poisoned", "redacted",
    "several_codes", "too_many", "who_speaks",
})  # fmt: skip
#: Texts that belong to no state: the runner renders them for an effect, or a channel does.
WRITTEN_BY_US = frozenset({
    "human/summary", "human/summary_for_teacher", "everywhere/again", "everywhere/commands", "everywhere/group",
})  # fmt: skip
#: Texts of printed papers.
PRINTED = frozenset(f"paper/{name}" for name in TEXTS)
_CALLS = re.compile(r"{%-?\s*(?:include|import|from|extends)\s+['\"]([^'\"]+?)(?:\.j2)?['\"]")


def notes(whole: Whole) -> frozenset[str]:
    """Return the paths of the notes (short texts above a screen) that can be shown above every screen."""
    readers = {state.read or "" for state in whole.graph.states.values()}
    files = WHY if any(state.receives for state in whole.graph.states.values()) else ()
    return _everywhere((*SAID_BY_US, *map(_misread, readers & READERS.keys()), *map(_of_file, files)))


def _everywhere(names: Iterable[str]) -> frozenset[str]:
    return frozenset(f"everywhere/{name}" for name in names)


def _of_file(why: str) -> str:
    return f"file_{why}"


def _misread(reader: str) -> str:
    return f"misread_{reader}"


def text_without_state(whole: Whole) -> Iterator[Fault]:
    """Yield a fault for each template that neither a state uses nor the bot sends without a state."""
    said = {path_of(spot) for spot, _ in whole.with_texts()} | notes(whole) | WRITTEN_BY_US
    # notes for readers and files are allowed even if no state of the book uses them at the moment
    said |= _everywhere((*map(_misread, READERS), *map(_of_file, WHY)))
    said |= PRINTED
    said |= {path for each in whole.texts.paths for path in _CALLS.findall(whole.texts.source(each))}
    for path in sorted(whole.texts.paths - said):
        flow, _, name = path.partition("/")
        if not name.startswith("_") and flow not in whole.graph.unread:
            says = "этот текст нигде не звучит: нет такого экрана, уведомления или note. Переименуйте его или удалите"
            yield of_text("text_without_state", path, says)


def state_without_text(whole: Whole) -> Iterator[Fault]:
    """Yield a fault for each state that needs a text and has none.

    Also yield a fault for each missing text among those that the bot sends without a state.
    """
    for spot, _ in whole.with_texts():
        if not whole.texts.has(path_of(spot)):
            says = f"нет текста: напишите texts/{path_of(spot)}.j2"
            yield whole.graph.fault("state_without_text", spot, says)
    for path in sorted(notes(whole) | WRITTEN_BY_US):
        if not whole.texts.has(path):
            yield of_text("state_without_text", path, f"бот сам говорит «{path}», а такого текста нет: напишите его")


def unknown_view(whole: Whole) -> Iterator[Fault]:
    """Yield a fault for each `view` of a state that is not the name of an existing query."""
    for spot, state in whole.graph.states.items():
        if state.query and state.query not in VALUES:
            says = f"вида «{state.query}» нет в bot/queries"
            yield whole.graph.fault("unknown_view", spot, says, "view")


def label_missing(whole: Whole) -> Iterator[Fault]:
    """Yield a fault for each button without a label, and for each intent without a label for «Вы про …?»."""
    for spot, state in whole.screens():
        for key in whole.keys(spot):
            if not whole.texts.has_label(*spot, key):
                path = ("buttons", key) if key in state.buttons else ()
                says = (
                    f"у кнопки «{key}» нет подписи: допишите её в texts/{spot[0]}/buttons.yaml, раздел «{named(spot)}»"
                )
                yield whole.graph.fault("label_missing", spot, says, *path)
    yield from _nameless_entry_points(whole)


def _nameless_entry_points(whole: Whole) -> Iterator[Fault]:
    for spot, state in whole.graph.states.items():
        for intent in state.intents:
            if not whole.texts.has_label(*GUESS, intent):
                where = f"texts/guess/buttons.yaml, раздел «{named(GUESS)}»"
                says = f"бот спросит «Вы про …?», а подписи «{intent}» нет: {where}"
                yield whole.graph.fault("label_missing", spot, says, "hears", intent)


def word_untold(whole: Whole) -> Iterator[Fault]:
    """Yield a fault for each slot that a text or a label needs, if it may be unset at rendering."""
    for spot, known in whole.known_slots.items():
        state = whole.graph.states[spot]
        if not state.passes:
            for word in sorted(needed(whole, path_of(spot)) - known):
                yield whole.graph.fault("word_untold", spot, no_slot(whole.words, spot, word, "тексту"))
            yield from _labels(whole, spot, known)
        if state.note:
            yield from _notes(whole, spot, known)
        if any(spec.effect == "open_ticket" for spec in state.do):
            for word in sorted(needed(whole, "human/summary") - known):
                says = no_slot(whole.words, spot, word, "сводке вопроса (human/summary)")
                yield whole.graph.fault("word_untold", spot, says, "do")
    yield from _our_own(whole)


def _labels(whole: Whole, spot: Spot, known: frozenset[str]) -> Iterator[Fault]:
    for key in whole.keys(spot):
        for word in sorted(_of_label(whole, spot, key) - known):
            says = no_slot(whole.words, spot, word, f"подписи кнопки «{key}»")
            yield whole.graph.fault("word_untold", spot, says, "buttons", key)


def _of_label(whole: Whole, spot: Spot, key: str) -> frozenset[str]:
    try:
        return whole.texts.label_words(*spot, key) if whole.texts.has_label(*spot, key) else NOTHING
    except RenderError:  # the label does not parse, which the rule `text` reports
        return NOTHING


def _notes(whole: Whole, spot: Spot, known: frozenset[str]) -> Iterator[Fault]:
    # a note is rendered together with the screen below it, so it can use only the slots of that screen
    words = needed(whole, path_of(spot))
    for to, there in sorted(screens_after(whole.graph, spot, known), key=lambda pair: (pair[0], sorted(pair[1]))):
        for word in sorted(words - there):
            says = f"этот текст прозвучит над «{named(to)}», а там слово «{word}» не сказано: передайте его (hand)"
            yield whole.graph.fault("word_untold", spot, says)


def _our_own(whole: Whole) -> Iterator[Fault]:
    for path in sorted(notes(whole)):
        for word in sorted(needed(whole, path)):
            says = f"слово «{word}» скажут не везде, а этот текст звучит над любым экраном: прикройте его (is defined)"
            yield of_text("word_untold", path, says)


def needed(whole: Whole, path: str) -> frozenset[str]:
    """Return the slots that the text at `path` requires. Empty if there is no such text or it does not parse."""
    try:
        return whole.texts.words(path) if whole.texts.has(path) else NOTHING
    except RenderError:
        return NOTHING
