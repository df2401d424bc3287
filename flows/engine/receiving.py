"""What a sent file does: it is not opened, or is what the state waits for."""

from flows.engine.builder import Walk
from flows.engine.typed import clean, said
from flows.privacy.redaction import redacted
from flows.reading.reader import ReaderInput
from flows.reading.readers import READERS
from flows.values.attachments import FILE_WORDS
from flows.values.events import Said, SentFile

WHY = frozenset({"too_big", "not_taken", "lost"})  #: why a file that is waited for cannot be had


def sent(walk: Walk, event: SentFile) -> None:
    """Take what is not text: where the state receives files it goes on with it, elsewhere it is not opened."""
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
    # the words under a file that cannot be had are words all the same
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
    """Name the text that says a file was not opened."""
    return f"everywhere/file_{event.kind if event.kind in {'picture', 'voice', 'sticker'} else 'other'}"
