"""Rules about the document that the slot `document` names."""

from flows.context.rule_context import RuleContext
from flows.rules.registry import rule


@rule
def about_birth(context: RuleContext) -> bool:
    """The slot `document` names the birth certificate."""
    return context.session.slots.get("document") == "birth"


@rule
def about_snils(context: RuleContext) -> bool:
    """The slot `document` names the СНИЛС."""
    return context.session.slots.get("document") == "snils"


@rule
def other_not_verified(context: RuleContext) -> bool:
    """The document (birth, СНИЛС) that the slot `document` does not name is not recorded as verified (F28)."""
    other = {"birth": "snils", "snils": "birth"}.get(context.session.slots.get("document", ""), "")
    return not context.is_at("documents", {"verified"}, other)
