"""Rules about a broadcast: one being written, or one that was sent."""

from flows.context.known import TEACHERS
from flows.context.rule_context import RuleContext
from flows.reading.drafts import LETTER_LIMIT
from flows.rules.registry import rule
from flows.values import segments


@rule
def whom_is_told(context: RuleContext) -> bool:
    """The recipients are chosen: the slot `segment` names a valid segment."""
    return segments.read(context.session.slots.get("segment", "")) is not None


@rule
def letter_too_long(context: RuleContext) -> bool:
    """The text of the broadcast is too long for one message."""
    return int(context.session.slots.get("signs") or 0) > LETTER_LIMIT


@rule
def one_class(context: RuleContext) -> bool:
    """The broadcast goes to one class. False if it goes to every class of the school."""
    return context.session.slots.get("klass") != segments.EVERY_CLASS


@rule
def may_be_urgent(context: RuleContext) -> bool:
    """The broadcast is no reminder, and is not marked as urgent."""
    slots = context.session.slots
    return slots.get("ready", "") in {"", "codes"} and not slots.get("urgent")


@rule
def is_urgent(context: RuleContext) -> bool:
    """The broadcast being written is marked as urgent."""
    return bool(context.session.slots.get("urgent"))


@rule
def has_file(context: RuleContext) -> bool:
    """The broadcast has a picture or a document."""
    return bool(context.session.slots.get("file"))


@rule
def broadcast_goes(context: RuleContext) -> bool:
    """The broadcast is scheduled, or is being sent now."""
    return context.session.slots.get("stands") == "going"


@rule
def broadcast_over(context: RuleContext) -> bool:
    """The broadcast has been sent completely, or was stopped."""
    return context.session.slots.get("stands") in {"over", "missed"}


@rule
def broadcast_missed(context: RuleContext) -> bool:
    """The broadcast has ended, and some of its recipients did not get it."""
    return context.session.slots.get("stands") == "missed"


@rule
def writer_reached(context: RuleContext) -> bool:
    """The bot can reach the author of the broadcast: the class teacher who wrote it, or staff of the school."""
    teacher = context.session.slots.get("mends") in TEACHERS and context.known.taught
    return teacher or context.known.staffed
