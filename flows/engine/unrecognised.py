"""A text that is not recognised: what the person reads, and what the school may see of it."""

from msgspec.structs import replace

from flows.book.model import LOST
from flows.engine.builder import Walk
from flows.engine.notice_replies import open_link, reply_link
from flows.nlu.signature import shape, whole
from flows.nlu.tie_breaks import NOT_OURS
from flows.privacy.plain import CROSSED
from flows.reading.reader import Reader, ReaderInput
from flows.reading.readers import READERS
from flows.values.effects import Missed


def missed(walk: Walk, reader: Reader | None, text: str, *, struck: bool, mere: bool) -> None:
    """Begin a reply to the last notice, or say that the text was not understood; the second time in a row offer help.

    `struck`: something was redacted. `mere`: the text is too short to be a question, and is not counted.
    """
    if not reader and (link := reply_link(walk)):
        open_link(walk, link)
        return walk.tell(READERS["draft"].reads(ReaderInput(text, walk.seen.today)) or {})
    if not mere:
        _count(walk, text)
        if _again(walk, reader):
            return walk.leave("/".join(LOST), {})
    at = walk.session
    walk.session = replace(at, misses=at.misses + 1, notes=(*at.notes, *_notes(walk, reader, struck=struck)))
    return walk.show()


def _notes(walk: Walk, reader: Reader | None, *, struck: bool) -> tuple[str, ...]:
    if reader:
        return (f"everywhere/misread_{walk.here.read if walk.here else ''}",)
    return () if struck else ("everywhere/not_understood",)


def _again(walk: Walk, reader: Reader | None) -> bool:
    # the second such text in a row, on a screen that asks nothing that would be lost by leaving it
    at = walk.session
    return bool(at.misses) and not reader and "agree" not in at.shown and (at.flow, at.state) != LOST


def _count(walk: Walk, text: str) -> None:
    # A text surely out of scope is counted only if all its words are the book's own: a parent may have been sent away.
    if not walk.known.school:
        return
    judged = walk.book.classifier.judge(text.replace(CROSSED, " "), walk.known.examples)
    of = shape(judged.said, walk.book.classifier.tongue)
    away = judged.intent == NOT_OURS and judged.sure and not whole(of)
    if of and not away:
        guess = judged.intent if judged.intent in walk.book.entry_points else ""
        walk.effects.append(Missed(walk.known.school, of, guess))
