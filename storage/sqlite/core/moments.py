"""Moments as text: `2026-11-21T16:00:00.000000+00:00`. All texts have the same width, so they sort like the moments."""

from datetime import UTC, datetime


def text_of(moment: datetime) -> str:
    """Return a moment as text in UTC. Raises ValueError if it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime:
    """Return the moment, in UTC, that `text_of` wrote."""
    return datetime.fromisoformat(text)
