"""How the diary is with the child."""

from flows.context.seen import Seen
from flows.rules.registry import rule


@rule
def diary_troubled(seen: Seen) -> bool:
    """The diary did not let them in, and nothing better has been told since."""
    return seen.is_at("diary", {"trouble"})


@rule
def diary_consent_missing(seen: Seen) -> bool:
    """The parent said that the consent for the child is not given or was not found (P10)."""
    return seen.session.found.get("diary_consent") in {"not_given", "absent"}
