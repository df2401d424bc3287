"""Unrecognised texts, and whether the school can be shown them."""

from flows.context.lists import hints
from flows.context.rule_context import RuleContext
from flows.nlu.signature import says_all
from flows.rules.registry import rule


@rule
def can_teach(context: RuleContext) -> bool:
    """The person has a school, and somebody of its staff can be reached to read submitted examples."""
    return bool(context.known.school) and context.known.staffed


@rule
def has_hints(context: RuleContext) -> bool:
    """The classifier finds at least one intent for the draft, even if not a sure one."""
    return bool(hints(context))


@rule
def meaning_told(context: RuleContext) -> bool:
    """The intent of the draft is known already."""
    return context.session.slots.get("meaning", "") in context.book.entry_points


@rule
def shape_is_whole(context: RuleContext) -> bool:
    """The signature has all words of the text, so it can be attached as it is."""
    return says_all(context.session.slots.get("shape", ""))
