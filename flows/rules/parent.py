"""The parent's own account."""

from flows.context.seen import Seen
from flows.rules.registry import rule
from flows.rules.steps import card_not_told


@rule
def parent_not_confirmed(seen: Seen) -> bool:
    """The parent said that their own account is not confirmed (F18)."""
    return seen.session.results.get("parent_account") == "not_confirmed"


@rule
def card_path_known(seen: Seen) -> bool:
    """There is no card yet, and the age and the certificate, which its steps depend on, are known (F19)."""
    found = seen.session.results
    return card_not_told(seen) and (found.get("age"), found.get("birth_document")) == ("under_14", "russian")


@rule
def card_path_unknown(seen: Seen) -> bool:
    """There is no card yet, and the age or the certificate is not known."""
    return card_not_told(seen) and not card_path_known(seen)
