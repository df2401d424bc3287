"""The results that lead to guides for special cases."""

from flows.context.seen import Seen
from flows.rules.registry import rule


@rule
def birth_is_foreign(seen: Seen) -> bool:
    """The person said that the birth document is foreign (F35)."""
    return seen.session.results.get("birth_document") == "foreign"


@rule
def made_by_teen(seen: Seen) -> bool:
    """The person said that the teenager made the account (P1)."""
    return seen.session.results.get("child_account") == "made_by_teen"
