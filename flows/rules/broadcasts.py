"""A broadcast that is being written, and one that was received."""

from flows.context.known import TEACHERS
from flows.context.seen import Seen
from flows.reading.drafts import LETTER_LIMIT
from flows.rules.registry import rule
from flows.values import segments


@rule
def whom_is_told(seen: Seen) -> bool:
    """The slot `segment` says whom the broadcast is for."""
    return segments.read(seen.session.slots.get("segment", "")) is not None


@rule
def letter_too_long(seen: Seen) -> bool:
    """The text of the broadcast is too long for one message."""
    return int(seen.session.slots.get("signs") or 0) > LETTER_LIMIT


@rule
def one_class(seen: Seen) -> bool:
    """The broadcast is for one class, not for every class of the school."""
    return seen.session.slots.get("klass") != segments.EVERY_CLASS


@rule
def has_file(seen: Seen) -> bool:
    """The broadcast has a picture or a document."""
    return bool(seen.session.slots.get("file"))


@rule
def broadcast_goes(seen: Seen) -> bool:
    """The broadcast is scheduled or being sent."""
    return seen.session.slots.get("stands") == "going"


@rule
def broadcast_over(seen: Seen) -> bool:
    """The broadcast is over or was stopped."""
    return seen.session.slots.get("stands") in {"over", "missed"}


@rule
def broadcast_missed(seen: Seen) -> bool:
    """The broadcast is over and did not reach everybody it was for."""
    return seen.session.slots.get("stands") == "missed"


@rule
def writer_reached(seen: Seen) -> bool:
    """The author of the broadcast, or somebody of the school, can be asked through the bot."""
    teacher = seen.session.slots.get("mends") in TEACHERS and seen.known.taught
    return teacher or seen.known.staffed
