"""Processing typed text: an answer to the screen, a command, the name of a button, an intent, or none of them."""

import re
from functools import lru_cache

from msgspec.structs import replace

from flows.book.model import Book
from flows.context.lists import lists_typed
from flows.engine.access_codes import let_in, to_us
from flows.engine.asides import place
from flows.engine.builder import TurnBuilder
from flows.engine.entry_points import guess, recognised, through
from flows.engine.everywhere import go, named, run_typed_command
from flows.engine.notice_replies import of_notice, open_link, reply_link
from flows.engine.pressing import press
from flows.engine.unrecognised import unrecognised
from flows.privacy.codes import codes
from flows.privacy.plain import CROSSED
from flows.privacy.redaction import joined, redacted
from flows.reading import answers
from flows.reading.courtesies import courtesy
from flows.reading.reader import Reader, ReaderInput
from flows.reading.readers import READERS
from flows.reading.screen_labels import Shown
from flows.text.normal import normal
from flows.values.events import Said

LONGEST = 4000  #: characters of a text that are processed; no platform sends more (platform facts A1, B2)
KEPT = "\n\u200d\ufe0f"  #: unprintable characters that are kept: line breaks, and the joiners of emoji
FIGURES = re.compile(r"\s*(?:№\s*)?\d{1,3}\s*")  #: a number alone


def clean(text: str) -> str:
    """Return the text cut to LONGEST characters. Unprintable characters not in KEPT are replaced by spaces."""
    cut = text[:LONGEST]
    return cut if cut.isprintable() else "".join(char if char.isprintable() or char in KEPT else " " for char in cut)


def said(builder: TurnBuilder, event: Said) -> None:
    """Process one typed text.

    It is redacted first; only access codes and `raw` readers are read from the original text.
    """
    raw = clean(event.text)
    text, struck = redacted(raw, builder.context.today)
    reader = _reader(builder)
    if reader and reader.raw and not event.edited and _read(builder, reader, raw):
        return None
    if event.edited:
        return _edited(builder, bool(struck))
    if struck:
        builder.note("everywhere/redacted")
    if (held := codes(raw)) and to_us(builder, reader, raw):
        return let_in(builder, held)
    return _answer(builder, text, reader, bool(struck))


def begins_in_the_middle(builder: TurnBuilder, event: Said) -> bool:
    """Return whether the first text of a new chat asks for something, so that it is answered without the greeting."""
    text, struck = redacted(clean(event.text), builder.context.today)
    meant = answers.command(text)
    if reply_link(builder) is not None or codes(clean(event.text)):
        return True
    if meant in {"start", "menu"}:  # both lead to the greeting, even if the text also has an intent
        return False
    return meant is not None or (bool(recognised(builder, text)) and not _mere_answer(builder, text, bool(struck)))


def _reader(builder: TurnBuilder) -> Reader | None:
    here = builder.here
    return READERS[here.read] if here and here.read else None


def _edited(builder: TurnBuilder, struck: bool) -> None:
    builder.note("everywhere/redacted" if struck else "everywhere/edited")
    builder.show()


def _answer(builder: TurnBuilder, text: str, reader: Reader | None, struck: bool) -> None:
    if not (reader and reader.free) and (link := of_notice(builder, text)):
        return open_link(builder, link)
    if reader and reader.figures and FIGURES.fullmatch(text) and _read(builder, reader, text):
        return None
    if key := answers.pressed(text, _shown(builder), kept=not lists_typed(builder.here)):
        return press(builder, key)
    if meant := answers.command(text):
        return run_typed_command(builder, meant)
    if reader and not (builder.here and builder.here.discard) and _read(builder, reader, text):
        return None
    return _look_for(builder, text, reader, struck)


def _shown(builder: TurnBuilder) -> tuple[Shown, ...]:
    at = builder.session
    buttons = _buttons(builder.book, at.flow, at.state, at.shown)
    return (*(Shown(f"={option.value}", option.label) for option in at.options), *buttons) if at.options else buttons


@lru_cache(maxsize=answers.SCREENS)
def _buttons(book: Book, flow: str, state: str, keys: tuple[str, ...]) -> tuple[Shown, ...]:
    return tuple(Shown(key, book.label(flow, state, key)) for key in keys)


def _read(builder: TurnBuilder, reader: Reader, text: str) -> bool:
    draft = builder.session.slots.get("draft", "")
    whole = joined(draft, text, builder.context.today).text if reader.free else text
    words = reader.reads(ReaderInput(whole, builder.context.today, draft))
    if words is None or builder.here is None or builder.here.next is None:
        return False
    way = builder.here.next
    builder.set_slots(words)
    builder.session = replace(builder.session, back=place(builder.session))
    builder.follow(way)
    return True


def _look_for(builder: TurnBuilder, text: str, reader: Reader | None, struck: bool) -> None:
    # on the consent screen, «хорошо» is neither a courtesy nor consent
    kind = None if "agree" in builder.session.shown else courtesy(text)
    if kind == "greeting" and builder.here and builder.here.keep:  # below a `keep` screen, start the chat anew
        return run_typed_command(builder, "start")
    if kind:
        builder.note("everywhere/greeting" if kind == "greeting" else "everywhere/courtesy")
        return builder.show()
    if not (reader and reader.free) and (address := named(builder, text)):
        return go(builder, address)
    return _by_intent(builder, text, reader, struck)


def _by_intent(builder: TurnBuilder, text: str, reader: Reader | None, struck: bool) -> None:
    mere = _mere_answer(builder, text, struck)
    intents = [] if mere else recognised(builder, text)
    if intents and intents[0].sure:
        return through(builder, builder.book.entry_points[intents[0].intent], intents[0], text)
    if builder.here and builder.here.discard:
        return _discarded(builder, struck)
    if intents and not (reader and reader.free) and reply_link(builder) is None:
        return guess(builder, intents, text)
    return unrecognised(builder, reader, text, struck=struck, mere=mere)


def _mere_answer(builder: TurnBuilder, text: str, struck: bool) -> bool:
    """Return whether a text is too short to be a question, and so an answer that the screen did not expect.

    `struck`: personal data was redacted. Examples: «СНИЛС ребёнка [вычеркнуто]» has too few words left to show an
    intent, and «нет» has no intent if nothing was asked.
    """
    said = normal(text.replace(CROSSED, " "))
    here = builder.here
    asked = "agree" in builder.session.shown or (here is not None and here.read is not None)
    return len(said.split()) < (3 if struck else 2 if asked else 1) or said in answers.ANSWERS


def _discarded(builder: TurnBuilder, struck: bool) -> None:
    # said once on a screen: who goes on typing has read it, and the screen itself says what to do
    if not struck and not builder.session.unrecognised:
        builder.note("everywhere/discarded")
    builder.session = replace(builder.session, unrecognised=builder.session.unrecognised + 1)
    builder.show()
