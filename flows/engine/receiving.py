"""What a sent file does: the state takes it, or the person is told that the bot does not open it."""

from flows.engine.builder import Walk
from flows.engine.typed import clean, said
from flows.privacy.redaction import redacted
from flows.reading.reader import ReaderInput
from flows.reading.readers import READERS
from flows.values.attachments import FILE_WORDS
from flows.values.events import Said, SentFile

WHY = frozenset({"too_big", "not_taken", "lost"})  #: reasons why an expected file could not be fetched


def sent(walk: Walk, event: SentFile) -> None:
    """Follow `receives` of the current state with the file; in any other state say that it was not opened."""
    here = walk.here
    if here is None or here.receives is None:
        walk.note(not_opened(event))
        return walk.show()
    if not event.file:
        return _words_at_least(walk, event)
    _read(walk, event.text)
    kind = event.kind if event.kind == "picture" else "document"
    walk.tell(dict(zip(FILE_WORDS, (event.file, kind, clean(event.name)), strict=True)))
    return walk.follow(here.receives)


def _words_at_least(walk: Walk, event: SentFile) -> None:
    # the caption of a file that could not be fetched is answered as text
    walk.note(f"everywhere/file_{event.why}" if event.why in WHY else not_opened(event))
    if event.text:
        return said(walk, Said(event.text))
    return walk.show()


def _read(walk: Walk, text: str) -> None:
    reader = READERS[walk.here.read] if walk.here and walk.here.read else None
    if reader and text:
        words = reader.reads(ReaderInput(redacted(clean(text), walk.seen.today).text, walk.seen.today))
        walk.tell(words or {})


def not_opened(event: SentFile) -> str:
    """Give the path of the text that says a file was not opened."""
    return f"everywhere/file_{event.kind if event.kind in {'picture', 'voice', 'sticker'} else 'other'}"
