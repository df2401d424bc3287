"""The request in «Моя школа»: whether there is one, and the time the school usually takes (F76)."""

from flows.context.seen import Seen
from flows.rules.clock import past
from flows.rules.registry import rule
from flows.rules.services import myschool_joined, myschool_requested


@rule
def myschool_not_begun(seen: Seen) -> bool:
    """No request is recorded, or it was declined, or the family does not use the service."""
    return not myschool_requested(seen) and not myschool_joined(seen)


@rule
def myschool_past_usual(seen: Seen) -> bool:
    """A request has waited for an answer longer than schools usually take."""
    asked = seen.stage("myschool")
    return asked is not None and myschool_requested(seen) and past(seen, asked.on, "request_usual")
