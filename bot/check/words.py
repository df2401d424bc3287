"""Texts without places and places without texts; labels that are missing; words a text needs and nobody told."""

import re
from collections.abc import Iterable, Iterator

from bot.check.whole import Whole, of_text, path_of
from bot.queries import VIEWS
from bot.rendering.paper.words import TEXTS
from flows.book.errors import Fault
from flows.book.model import GUESS
from flows.checks.graph import Spot, named
from flows.checks.needs import untold
from flows.checks.told import NOTHING, screens_after
from flows.engine.receiving import WHY
from flows.reading.readers import READERS
from texts import RenderError

#: Notes the engine and the runner say by themselves: `everywhere/<name>`.
SAID_BY_US = frozenset({
    "closed_door", "code_apart", "courtesy", "discarded", "edited", "file_other", "file_picture", "file_sticker",
    "file_voice", "greeting", "heard", "lost_place", "not_understood", "old_button", "poisoned", "redacted",
    "several_codes", "who_speaks",
})  # fmt: skip
#: Texts that are nobody's screen: the runner renders them when a wish needs them, or a channel says them by itself.
WRITTEN_BY_US = frozenset({
    "human/summary", "human/summary_for_teacher", "everywhere/again", "everywhere/commands", "everywhere/group",
})  # fmt: skip
#: What stands on paper.
PRINTED = frozenset(f"paper/{name}" for name in TEXTS)
_CALLS = re.compile(r"{%-?\s*(?:include|import|from|extends)\s+['\"]([^'\"]+?)(?:\.j2)?['\"]")


def notes(whole: Whole) -> frozenset[str]:
    """Give the paths of the notes that can be said above any screen of this book."""
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
    """A template nothing says."""
    said = {path_of(spot) for spot, _ in whole.last_notice()} | notes(whole) | WRITTEN_BY_US
    # a reader may rest for a while, and files be received nowhere
    said |= _everywhere((*map(_misread, READERS), *map(_of_file, WHY)))
    said |= PRINTED
    said |= {path for each in whole.texts.paths for path in _CALLS.findall(whole.texts.source(each))}
    for path in sorted(whole.texts.paths - said):
        flow, _, name = path.partition("/")
        if not name.startswith("_") and flow not in whole.graph.unread:
            says = "этот текст нигде не звучит: нет такого экрана, уведомления или note. Переименуйте его или удалите"
            yield of_text("text_without_state", path, says)


def state_without_text(whole: Whole) -> Iterator[Fault]:
    """A place that must say something, and has no words."""
    for spot, _ in whole.last_notice():
        if not whole.texts.has(path_of(spot)):
            says = f"нет текста: напишите texts/{path_of(spot)}.j2"
            yield whole.graph.fault("state_without_text", spot, says)
    for path in sorted(notes(whole) | WRITTEN_BY_US):
        if not whole.texts.has(path):
            yield of_text("state_without_text", path, f"бот сам говорит «{path}», а такого текста нет: напишите его")


def unknown_view(whole: Whole) -> Iterator[Fault]:
    """A `view` that nothing shows."""
    for spot, state in whole.graph.states.items():
        if state.query and state.query not in VIEWS:
            says = f"вида «{state.query}» нет в bot/queries"
            yield whole.graph.fault("unknown_view", spot, says, "view")


def label_missing(whole: Whole) -> Iterator[Fault]:
    """A button without words."""
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
    """A word of a text or of a label that some way does not bring."""
    for spot, told in whole.told.items():
        state = whole.graph.states[spot]
        if not state.passes:
            for word in sorted(needed(whole, path_of(spot)) - told):
                yield whole.graph.fault("word_untold", spot, untold(whole.words, spot, word, "тексту"))
            yield from _labels(whole, spot, told)
        if state.note:
            yield from _notes(whole, spot, told)
        if any(wish.effect == "open_ticket" for wish in state.do):
            for word in sorted(needed(whole, "human/summary") - told):
                says = untold(whole.words, spot, word, "сводке вопроса (human/summary)")
                yield whole.graph.fault("word_untold", spot, says, "do")
    yield from _our_own(whole)


def _labels(whole: Whole, spot: Spot, told: frozenset[str]) -> Iterator[Fault]:
    for key in whole.keys(spot):
        for word in sorted(_of_label(whole, spot, key) - told):
            says = untold(whole.words, spot, word, f"подписи кнопки «{key}»")
            yield whole.graph.fault("word_untold", spot, says, "buttons", key)


def _of_label(whole: Whole, spot: Spot, key: str) -> frozenset[str]:
    try:
        return whole.texts.label_words(*spot, key) if whole.texts.has_label(*spot, key) else NOTHING
    except RenderError:  # it does not parse: `texts` tells of it
        return NOTHING


def _notes(whole: Whole, spot: Spot, told: frozenset[str]) -> Iterator[Fault]:
    # a note is rendered with the screen below it, so it has that screen's words and no others
    words = needed(whole, path_of(spot))
    for to, there in sorted(screens_after(whole.graph, spot, told), key=lambda pair: (pair[0], sorted(pair[1]))):
        for word in sorted(words - there):
            says = f"этот текст прозвучит над «{named(to)}», а там слово «{word}» не сказано: передайте его (hand)"
            yield whole.graph.fault("word_untold", spot, says)


def _our_own(whole: Whole) -> Iterator[Fault]:
    for path in sorted(notes(whole)):
        for word in sorted(needed(whole, path)):
            says = f"слово «{word}» скажут не везде, а этот текст звучит над любым экраном: прикройте его (is defined)"
            yield of_text("word_untold", path, says)


def needed(whole: Whole, path: str) -> frozenset[str]:
    """Give the told words a text cannot do without; none when there is no such text or it does not parse."""
    try:
        return whole.texts.words(path) if whole.texts.has(path) else NOTHING
    except RenderError:
        return NOTHING
