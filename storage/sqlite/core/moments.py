"""Moments as text of fixed width, so that comparing texts compares moments: `2026-11-21T16:00:00.000000+00:00`."""

from datetime import UTC, datetime


def text_of(moment: datetime) -> str:
    """Write a moment in UTC. Raises ValueError when it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime:
    """Read a moment back, in UTC."""
    return datetime.fromisoformat(text)
