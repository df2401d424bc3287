"""Rules about the electronic diary of the child."""

from flows.context.rule_context import RuleContext
from flows.rules.registry import rule


@rule
def diary_troubled(context: RuleContext) -> bool:
    """The newest record about the diary says that the parent could not log in."""
    return context.is_at("diary", {"trouble"})


@rule
def diary_consent_missing(context: RuleContext) -> bool:
    """The parent said that the consent for the child was not given or not found (P10)."""
    return context.session.results.get("diary_consent") in {"not_given", "absent"}
