"""What was told on the way to a guide of a special case."""

from flows.context.seen import Seen
from flows.rules.registry import rule


@rule
def birth_is_foreign(seen: Seen) -> bool:
    """The birth document was told to be of another country (F35)."""
    return seen.session.found.get("birth_document") == "foreign"


@rule
def made_by_teen(seen: Seen) -> bool:
    """The account was told to be made by the teenager (P1)."""
    return seen.session.found.get("child_account") == "made_by_teen"
