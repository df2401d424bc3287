"""The progress of the child up to the account."""

from flows.context.progress import asked_myschool, made_by_centre, on_the_way
from flows.context.seen import DOCUMENTS, Seen
from flows.rules.registry import rule


@rule
def nothing_known(seen: Seen) -> bool:
    """No progress is recorded; to opt out of a service is not progress."""
    return seen.child is None or not any(on_the_way(stage) for stage in seen.child.stages)


@rule
def card_by_centre(seen: Seen) -> bool:
    """A centre made the card from a foreign document (F39, C7)."""
    return seen.child is not None and made_by_centre(seen.child)


@rule
def documents_verified(seen: Seen) -> bool:
    """Both documents are verified (F28, F79), or there is an account, which needs that."""
    return (
        account_made(seen) or card_by_centre(seen) or all(seen.is_at("documents", {"verified"}, d) for d in DOCUMENTS)
    )


@rule
def check_running(seen: Seen) -> bool:
    """A document is recorded, and not both are verified."""
    return any(seen.stage("documents", d) for d in DOCUMENTS) and not documents_verified(seen)


@rule
def document_verified(seen: Seen) -> bool:
    """The document in the slot is verified, or there is an account."""
    about = seen.session.slots.get("document", "")
    return account_made(seen) or seen.is_at("documents", {"verified"}, about)


@rule
def account_made(seen: Seen) -> bool:
    """The child has an account: it is recorded, or something that needs it is (F72)."""
    return seen.stage("account") is not None or (seen.child is not None and asked_myschool(seen.child))


@rule
def account_next(seen: Seen) -> bool:
    """The documents are verified and there is no account yet."""
    return documents_verified(seen) and not account_made(seen)


@rule
def account_unfinished(seen: Seen) -> bool:
    """The account was begun, and its password is not set (п. 3.3, шаг 6)."""
    return account_made(seen) and not account_finished(seen)


@rule
def account_finished(seen: Seen) -> bool:
    """The child's account has its password."""
    return seen.is_at("account", {"finished"}) or (seen.child is not None and asked_myschool(seen.child))
