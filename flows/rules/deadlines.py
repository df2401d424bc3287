"""Deadlines: their class, their goal, and whether they are suspended."""

from flows.context.seen import Seen
from flows.rules.registry import rule
from flows.values.campaigns import GOALS


@rule
def class_told(seen: Seen) -> bool:
    """The deadline is for one class, not for the whole school."""
    return bool(seen.session.slots.get("klass"))


@rule
def goal_told(seen: Seen) -> bool:
    """The deadline has one goal, not several."""
    return seen.session.slots.get("goal") in GOALS


@rule
def deadline_rests(seen: Seen) -> bool:
    """The deadline is suspended: the teacher who set it no longer teaches the class."""
    return seen.session.slots.get("rests") == "yes"
