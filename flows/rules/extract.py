"""Marks on paper."""

from flows.rules.registry import rule
from flows.seen import Seen


@rule
def extract_given(seen: Seen) -> bool:
    """The extract asked for last has been given (F15)."""
    return seen.is_at("diary", {"given"}, "extract")
