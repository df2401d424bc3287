"""Processing an unrecognised text: tell the person, and count the signature of the text for the school."""

from msgspec.structs import replace

from flows.book.model import LOST
from flows.engine.builder import TurnBuilder
from flows.engine.notice_replies import open_link, reply_link
from flows.nlu.signature import says_all, signature_of
from flows.nlu.tie_breaks import NOT_OURS
from flows.privacy.plain import CROSSED
from flows.reading.reader import Reader, ReaderInput
from flows.reading.readers import READERS
from flows.values.effects import Unrecognised


def unrecognised(builder: TurnBuilder, reader: Reader | None, text: str, *, struck: bool, mere: bool) -> None:
    """Process an unrecognised text: take it as a reply to the last notice, or answer that it was not understood.

    The second such text in a row opens the help screen. `struck`: personal data was redacted. `mere`: the text is too
    short to be a question, so it is not counted.
    """
    if not reader and (link := reply_link(builder)):
        open_link(builder, link)
        return builder.set_slots(READERS["draft"].reads(ReaderInput(text, builder.context.today)) or {})
    if not mere:
        _count(builder, text)
        if _again(builder, reader):
            return builder.leave("/".join(LOST), {})
    at = builder.session
    builder.session = replace(
        at, unrecognised=at.unrecognised + 1, notes=(*at.notes, *_notes(builder, reader, struck=struck))
    )
    return builder.show()


def _notes(builder: TurnBuilder, reader: Reader | None, *, struck: bool) -> tuple[str, ...]:
    if reader:
        return (f"everywhere/misread_{builder.here.read if builder.here else ''}",)
    return () if struck else ("everywhere/not_understood",)


def _again(builder: TurnBuilder, reader: Reader | None) -> bool:
    # true for the second unrecognised text in a row, if the person loses nothing by leaving the screen
    at = builder.session
    return bool(at.unrecognised) and not reader and "agree" not in at.shown and (at.flow, at.state) != LOST


def _count(builder: TurnBuilder, text: str) -> None:
    # A text that is certainly out of scope is not counted. If its signature has all its words, it is counted, because
    # the classifier may be wrong.
    if not builder.known.school:
        return
    judged = builder.book.classifier.judge(text.replace(CROSSED, " "), builder.known.examples)
    of = signature_of(judged.said, builder.book.classifier.tongue)
    away = judged.intent == NOT_OURS and judged.sure and not says_all(of)
    if of and not away:
        guess = judged.intent if judged.intent in builder.book.entry_points else ""
        builder.effects.append(Unrecognised(builder.known.school, of, guess))
