"""Rules about the request in «Моя школа»: whether there is one, and whether it has waited too long (F76)."""

from flows.context.rule_context import RuleContext
from flows.rules.clock import past
from flows.rules.registry import rule
from flows.rules.services import myschool_joined, myschool_requested


@rule
def myschool_not_begun(context: RuleContext) -> bool:
    """No request is recorded, the school declined it, or the family does not use «Моя школа»."""
    return not myschool_requested(context) and not myschool_joined(context)


@rule
def myschool_past_usual(context: RuleContext) -> bool:
    """A request waits for an answer, and the usual term for it (`request_usual`) ends today or has ended."""
    asked = context.stage("myschool")
    return asked is not None and myschool_requested(context) and past(context, asked.on, "request_usual")
