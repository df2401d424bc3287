"""The registry of rules, by name."""

from collections.abc import Callable

from flows.context.rule_context import RuleContext

Rule = Callable[[RuleContext], bool]
RULES: dict[str, Rule] = {}


def rule(ask: Rule) -> Rule:
    """Register a function as a rule under its own name, and return it. Used as a decorator."""
    RULES[ask.__name__] = ask
    return ask
