"""Rules about tickets (questions of parents to the school), and about the people who can answer them."""

from flows.context.known import TEACHERS
from flows.context.rule_context import RuleContext
from flows.rules.progress import nothing_known
from flows.rules.registry import rule


def seen_ticket_is(context: RuleContext, states: set[str]) -> bool:
    """Return whether the ticket in the slot `ticket` is in one of `states`. False if the person may not see it."""
    ticket = context.known.ticket(context.session.slots.get("ticket", ""))
    return ticket is not None and ticket.state in states


@rule
def nobody_there(context: RuleContext) -> bool:
    """The bot cannot reach anybody who could answer: no staff, nor the class teacher if the question is for them."""
    to_teacher = context.session.slots.get("mends") in TEACHERS and context.known.taught
    return not context.known.staffed and not to_teacher


@rule
def somebody_there(context: RuleContext) -> bool:
    """The bot can reach a member of staff of the school."""
    return context.known.staffed


@rule
def teacher_reached(context: RuleContext) -> bool:
    """The bot can reach a teacher of the child's class."""
    return context.known.taught


@rule
def teacher_unreached(context: RuleContext) -> bool:
    """The bot cannot reach a teacher of the child's class."""
    return not context.known.taught


@rule
def teacher_instead(context: RuleContext) -> bool:
    """The question is for the school, but the class teacher can be reached and could answer instead."""
    return context.known.taught and context.session.slots.get("mends") not in TEACHERS


@rule
def extract_reaches(context: RuleContext) -> bool:
    """The bot can reach somebody who gives extracts: the class teacher or staff of the school."""
    return context.known.taught or context.known.staffed


@rule
def something_to_tell(context: RuleContext) -> bool:
    """The ticket can be sent without a text: earlier answers or recorded progress already describe the problem."""
    if context.session.slots.get("mends") in TEACHERS:  # a teacher sees no progress and no other results (D7)
        return context.session.results.get("extract") == "asked"
    return not nothing_known(context) or bool(context.session.results)


@rule
def has_open_ticket(context: RuleContext) -> bool:
    """The person has asked a question that is not closed yet."""
    return any(ticket.mine and ticket.state != "closed" for ticket in context.known.tickets)


@rule
def ticket_is_open(context: RuleContext) -> bool:
    """Nobody has taken the ticket in the slot `ticket` yet. False if the person may not see it."""
    return seen_ticket_is(context, {"open"})


@rule
def ticket_is_mine(context: RuleContext) -> bool:
    """This person took the ticket in the slot `ticket`, and it is not closed."""
    ticket = context.known.ticket(context.session.slots.get("ticket", ""))
    return ticket is not None and ticket.state in {"taken", "answered"} and ticket.taken_by == context.known.person


@rule
def ticket_is_answered(context: RuleContext) -> bool:
    """The ticket in the slot `ticket` is answered or closed, or the person cannot see it (it may be deleted)."""
    return not seen_ticket_is(context, {"open", "taken"})


@rule
def ticket_is_closed(context: RuleContext) -> bool:
    """The ticket in the slot `ticket` is closed. False if the person may not see it."""
    return seen_ticket_is(context, {"closed"})


@rule
def has_draft(context: RuleContext) -> bool:
    """The person has typed a text that is not sent yet (the slot `draft`)."""
    return bool(context.session.slots.get("draft"))
