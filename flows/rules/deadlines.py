"""Rules about a deadline for families: its class, its goal (a step of the child), and whether it is suspended."""

from flows.context.rule_context import RuleContext
from flows.rules.registry import rule
from flows.values.campaigns import GOALS


@rule
def class_told(context: RuleContext) -> bool:
    """The deadline is for one class. False if it is for the whole school."""
    return bool(context.session.slots.get("klass"))


@rule
def goal_told(context: RuleContext) -> bool:
    """The slot `goal` names the step that families must have done by the deadline."""
    return context.session.slots.get("goal") in GOALS


@rule
def deadline_rests(context: RuleContext) -> bool:
    """The deadline is suspended, because the teacher who set it no longer teaches the class."""
    return context.session.slots.get("rests") == "yes"
