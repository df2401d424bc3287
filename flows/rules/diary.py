"""The diary of the child."""

from flows.context.seen import Seen
from flows.rules.registry import rule


@rule
def diary_troubled(seen: Seen) -> bool:
    """The last report on the diary is that they could not log in."""
    return seen.is_at("diary", {"trouble"})


@rule
def diary_consent_missing(seen: Seen) -> bool:
    """The parent said that the consent for the child is not given or was not found (P10)."""
    return seen.session.results.get("diary_consent") in {"not_given", "absent"}
