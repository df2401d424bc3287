"""Rules about unrecognised texts, and about submitting them to the school as examples."""

from flows.context.lists import hints
from flows.context.rule_context import RuleContext
from flows.nlu.signature import says_all
from flows.rules.registry import rule


@rule
def can_teach(context: RuleContext) -> bool:
    """The person can submit an example: they have a school, and the bot can reach a member of its staff."""
    return bool(context.known.school) and context.known.staffed


@rule
def has_hints(context: RuleContext) -> bool:
    """The classifier finds an intent, even an uncertain one, for the example that the person submits (slot `draft`)."""
    return bool(hints(context))


@rule
def meaning_told(context: RuleContext) -> bool:
    """The person has already chosen the intent of the example that they submit."""
    return context.session.slots.get("meaning", "") in context.book.entry_points


@rule
def shape_is_whole(context: RuleContext) -> bool:
    """The signature in the slot `shape` has all words of its text, so it can be attached to an intent unchanged."""
    return says_all(context.session.slots.get("shape", ""))
