"""The document in the slot."""

from flows.context.seen import Seen
from flows.rules.registry import rule


@rule
def about_birth(seen: Seen) -> bool:
    """The document is the birth certificate."""
    return seen.session.slots.get("document") == "birth"


@rule
def about_snils(seen: Seen) -> bool:
    """The document is the СНИЛС."""
    return seen.session.slots.get("document") == "snils"


@rule
def other_not_verified(seen: Seen) -> bool:
    """The other of the two documents is not recorded as verified (F28)."""
    other = {"birth": "snils", "snils": "birth"}.get(seen.session.slots.get("document", ""), "")
    return not seen.is_at("documents", {"verified"}, other)
