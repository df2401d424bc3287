"""Rules about the parent's own account."""

from flows.context.rule_context import RuleContext
from flows.rules.registry import rule
from flows.rules.steps import card_not_told


@rule
def parent_not_confirmed(context: RuleContext) -> bool:
    """The parent said that their own account is not confirmed (F18)."""
    return context.session.results.get("parent_account") == "not_confirmed"


@rule
def card_path_known(context: RuleContext) -> bool:
    """The child has no card; the parent said that the child is under 14 with a Russian birth certificate (F19)."""
    found = context.session.results
    return card_not_told(context) and (found.get("age"), found.get("birth_document")) == ("under_14", "russian")


@rule
def card_path_unknown(context: RuleContext) -> bool:
    """The child has no card, and the rule `card_path_known` is false (F19).

    True also if the parent said that the child is 14 or older, or that the birth certificate is foreign.
    """
    return card_not_told(context) and not card_path_known(context)
