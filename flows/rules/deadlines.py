"""Rules about a deadline: its class, its goal, and whether it is suspended."""

from flows.context.rule_context import RuleContext
from flows.rules.registry import rule
from flows.values.campaigns import GOALS


@rule
def class_told(context: RuleContext) -> bool:
    """The deadline is for one class, not for the whole school."""
    return bool(context.session.slots.get("klass"))


@rule
def goal_told(context: RuleContext) -> bool:
    """The deadline has exactly one goal, which the slot `goal` names."""
    return context.session.slots.get("goal") in GOALS


@rule
def deadline_rests(context: RuleContext) -> bool:
    """The deadline is suspended, because the teacher who set it no longer teaches the class."""
    return context.session.slots.get("rests") == "yes"
