"""The parent's own account."""

from flows.rules.registry import rule
from flows.seen import Seen


@rule
def parent_not_confirmed(seen: Seen) -> bool:
    """The parent said that their own account is not confirmed (F18)."""
    return seen.session.found.get("parent_account") == "not_confirmed"
