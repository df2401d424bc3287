"""Rules about opting out: of the electronic diary (marks on paper instead) and of other services."""

from flows.context.rule_context import RuleContext
from flows.rules.registry import rule

_OPTED_OUT = frozenset({"opted_out"})


@rule
def diary_opted_out(context: RuleContext) -> bool:
    """The parent opted out of the electronic diary (C11)."""
    return context.is_at("diary", _OPTED_OUT)


@rule
def myschool_opted_out(context: RuleContext) -> bool:
    """The parent opted out of «Моя школа» (C11)."""
    return context.is_at("myschool", _OPTED_OUT)


@rule
def sferum_opted_out(context: RuleContext) -> bool:
    """The parent opted out of Сферум (C11, P22)."""
    return context.is_at("sferum", _OPTED_OUT)


@rule
def extract_given(context: RuleContext) -> bool:
    """The newest request for an extract is fulfilled (F15), or the extract is no longer needed."""
    return context.is_at("diary", {"given", "enough"}, "extract")


@rule
def all_opted_out(context: RuleContext) -> bool:
    """The parent opted out of the electronic diary, «Моя школа» and Сферум (C11)."""
    return diary_opted_out(context) and myschool_opted_out(context) and sferum_opted_out(context)
