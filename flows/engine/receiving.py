"""Processing a sent file: the current state receives it, or a text above the screen says that it was not opened."""

from flows.engine.builder import TurnBuilder
from flows.engine.typed import clean, said
from flows.privacy.redaction import redacted
from flows.reading.reader import ReaderInput
from flows.reading.readers import READERS
from flows.values.attachments import FILE_WORDS
from flows.values.events import Said, SentFile

WHY = frozenset({"too_big", "not_taken", "lost"})  #: reasons why an expected file could not be fetched


def sent(builder: TurnBuilder, event: SentFile) -> None:
    """Follow the target `receives:` of the current state, with the slots of the file.

    If the state has no such target, a text above the screen says that the file was not opened.
    """
    here = builder.here
    if here is None or here.receives is None:
        builder.note(not_opened(event))
        return builder.show()
    if not event.file:
        return _caption_only(builder, event)
    _read_caption(builder, event.text)
    kind = event.kind if event.kind == "picture" else "document"
    builder.set_slots(dict(zip(FILE_WORDS, (event.file, kind, clean(event.name)), strict=True)))
    return builder.follow(here.receives)


def _caption_only(builder: TurnBuilder, event: SentFile) -> None:
    # if the file could not be fetched, its caption is processed as typed text
    builder.note(f"everywhere/file_{event.why}" if event.why in WHY else not_opened(event))
    if event.text:
        return said(builder, Said(event.text))
    return builder.show()


def _read_caption(builder: TurnBuilder, text: str) -> None:
    reader = READERS[builder.here.read] if builder.here and builder.here.read else None
    if reader and text:
        words = reader.reads(ReaderInput(redacted(clean(text), builder.context.today).text, builder.context.today))
        builder.set_slots(words or {})


def not_opened(event: SentFile) -> str:
    """Return the path of the text which says that a file of this kind was not opened."""
    return f"everywhere/file_{event.kind if event.kind in {'picture', 'voice', 'sticker'} else 'other'}"
