"""Rules about earlier answers of the person that lead to guides for special cases."""

from flows.context.rule_context import RuleContext
from flows.rules.registry import rule


@rule
def birth_is_foreign(context: RuleContext) -> bool:
    """The person said that the birth document is foreign (F35)."""
    return context.session.results.get("birth_document") == "foreign"


@rule
def made_by_teen(context: RuleContext) -> bool:
    """The person said that the teenager made the account (P1)."""
    return context.session.results.get("child_account") == "made_by_teen"
