"""The request in «Моя школа»: whether there is one yet, and the school's own clock (F76)."""

from flows.context.seen import Seen
from flows.rules.clock import past
from flows.rules.registry import rule
from flows.rules.services import myschool_joined, myschool_requested


@rule
def myschool_not_begun(seen: Seen) -> bool:
    """No request is known of, or it was declined, or the family does without."""
    return not myschool_requested(seen) and not myschool_joined(seen)


@rule
def myschool_past_usual(seen: Seen) -> bool:
    """A request was sent longer ago than schools usually take to answer, and is not answered."""
    asked = seen.stage("myschool")
    return asked is not None and myschool_requested(seen) and past(seen, asked.on, "request_usual")
