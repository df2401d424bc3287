"""Deadlines: whose, of what goal, and whether they rest."""

from flows.context.seen import Seen
from flows.rules.registry import rule
from flows.values.campaigns import GOALS


@rule
def class_told(seen: Seen) -> bool:
    """The class spoken of was named; without it the whole school is meant."""
    return bool(seen.session.told.get("klass"))


@rule
def goal_told(seen: Seen) -> bool:
    """One goal of a deadline was named, not several."""
    return seen.session.told.get("goal") in GOALS


@rule
def deadline_rests(seen: Seen) -> bool:
    """The deadline spoken of was set by a teacher who teaches the class no more."""
    return seen.session.told.get("rests") == "yes"
