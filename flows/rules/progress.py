"""Rules about the child's progress up to and including the account."""

from flows.context.progress import asked_myschool, made_by_centre, on_the_way
from flows.context.rule_context import DOCUMENTS, RuleContext
from flows.rules.registry import rule


@rule
def nothing_known(context: RuleContext) -> bool:
    """No progress of the child is recorded. Opting out of a service is not progress."""
    return context.child is None or not any(on_the_way(stage) for stage in context.child.stages)


@rule
def card_by_centre(context: RuleContext) -> bool:
    """A service centre (МФЦ) made the child's card on Госуслуги from a foreign document (F39, C7)."""
    return context.child is not None and made_by_centre(context.child)


@rule
def documents_verified(context: RuleContext) -> bool:
    """Both documents are verified (F28, F79), or need no check: the child has an account, or a centre made the card."""
    return (
        account_made(context)
        or card_by_centre(context)
        or all(context.is_at("documents", {"verified"}, d) for d in DOCUMENTS)
    )


@rule
def check_running(context: RuleContext) -> bool:
    """A status of at least one document of the child is recorded, and the rule `documents_verified` is false."""
    return any(context.stage("documents", d) for d in DOCUMENTS) and not documents_verified(context)


@rule
def document_verified(context: RuleContext) -> bool:
    """The document that the slot `document` names is verified, or the child has an account."""
    about = context.session.slots.get("document", "")
    return account_made(context) or context.is_at("documents", {"verified"}, about)


@rule
def account_made(context: RuleContext) -> bool:
    """The account of the child, or a later step that needs the account, is recorded (F72)."""
    return context.stage("account") is not None or (context.child is not None and asked_myschool(context.child))


@rule
def account_next(context: RuleContext) -> bool:
    """The account is the next step: the child's documents are verified, and the child has no account yet."""
    return documents_verified(context) and not account_made(context)


@rule
def account_unfinished(context: RuleContext) -> bool:
    """The child's account was begun, but its password is not set (п. 3.3, шаг 6)."""
    return account_made(context) and not account_finished(context)


@rule
def account_finished(context: RuleContext) -> bool:
    """The child's account has a password."""
    return context.is_at("account", {"finished"}) or (context.child is not None and asked_myschool(context.child))
