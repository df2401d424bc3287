"""A broadcast being written, and one that was received."""

from flows.context.known import TEACHERS
from flows.context.seen import Seen
from flows.reading.drafts import LETTER_LIMIT
from flows.rules.registry import rule
from flows.values import segments


@rule
def whom_is_told(seen: Seen) -> bool:
    """Whom a broadcast is for is told already."""
    return segments.read(seen.session.told.get("segment", "")) is not None


@rule
def letter_too_long(seen: Seen) -> bool:
    """The words of a broadcast are more than fit one message."""
    return int(seen.session.told.get("signs") or 0) > LETTER_LIMIT


@rule
def one_class(seen: Seen) -> bool:
    """A broadcast is for one class, not for every class of the school."""
    return seen.session.told.get("klass") != segments.EVERY_CLASS


@rule
def has_file(seen: Seen) -> bool:
    """A picture or a document goes along."""
    return bool(seen.session.told.get("file"))


@rule
def broadcast_goes(seen: Seen) -> bool:
    """The broadcast spoken of waits for its moment or is going out."""
    return seen.session.told.get("stands") == "going"


@rule
def broadcast_over(seen: Seen) -> bool:
    """The broadcast spoken of is over, or was stopped."""
    return seen.session.told.get("stands") in {"over", "missed"}


@rule
def broadcast_missed(seen: Seen) -> bool:
    """The broadcast spoken of is over, and did not reach everybody it was for."""
    return seen.session.told.get("stands") == "missed"


@rule
def writer_reached(seen: Seen) -> bool:
    """Who wrote the broadcast, or somebody of the school, can be asked through the bot."""
    teacher = seen.session.told.get("mends") in TEACHERS and seen.known.taught
    return teacher or seen.known.staffed
