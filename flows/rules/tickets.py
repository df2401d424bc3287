"""Tickets, and the people who answer them."""

from flows.context.known import TEACHERS
from flows.context.seen import Seen
from flows.rules.progress import nothing_known
from flows.rules.registry import rule


def seen_ticket_is(seen: Seen, states: set[str]) -> bool:
    """Tell whether the ticket in the slot is in one of `states`."""
    ticket = seen.known.ticket(seen.session.slots.get("ticket", ""))
    return ticket is not None and ticket.state in states


@rule
def nobody_there(seen: Seen) -> bool:
    """Nobody who answers this can be reached through the bot: neither the school nor the responsible teacher."""
    to_teacher = seen.session.slots.get("mends") in TEACHERS and seen.known.taught
    return not seen.known.staffed and not to_teacher


@rule
def somebody_there(seen: Seen) -> bool:
    """Somebody of the school can be reached through the bot."""
    return seen.known.staffed


@rule
def teacher_reached(seen: Seen) -> bool:
    """The class of the child has a teacher who can be reached through the bot."""
    return seen.known.taught


@rule
def teacher_unreached(seen: Seen) -> bool:
    """The class of the child has no teacher who can be reached through the bot."""
    return not seen.known.taught


@rule
def teacher_instead(seen: Seen) -> bool:
    """The question is for the school, but the class teacher can be reached instead."""
    return seen.known.taught and seen.session.slots.get("mends") not in TEACHERS


@rule
def extract_reaches(seen: Seen) -> bool:
    """Somebody can be asked for an extract through the bot: the class teacher, else the school."""
    return seen.known.taught or seen.known.staffed


@rule
def something_to_tell(seen: Seen) -> bool:
    """The ticket says something even without the person's own words."""
    if seen.session.slots.get("mends") in TEACHERS:  # a teacher sees no steps and no other results (D7)
        return seen.session.results.get("extract") == "asked"
    return not nothing_known(seen) or bool(seen.session.results)


@rule
def has_open_ticket(seen: Seen) -> bool:
    """The person has a question that is not closed."""
    return any(ticket.mine and ticket.state != "closed" for ticket in seen.known.tickets)


@rule
def ticket_is_open(seen: Seen) -> bool:
    """The ticket waits for somebody to take it."""
    return seen_ticket_is(seen, {"open"})


@rule
def ticket_is_mine(seen: Seen) -> bool:
    """This person took the ticket."""
    ticket = seen.known.ticket(seen.session.slots.get("ticket", ""))
    return ticket is not None and ticket.state in {"taken", "answered"} and ticket.taken_by == seen.known.person


@rule
def ticket_is_answered(seen: Seen) -> bool:
    """The ticket is answered or closed, or no longer exists."""
    return not seen_ticket_is(seen, {"open", "taken"})


@rule
def ticket_is_closed(seen: Seen) -> bool:
    """The ticket is closed."""
    return seen_ticket_is(seen, {"closed"})


@rule
def has_draft(seen: Seen) -> bool:
    """Something was written for the ticket."""
    return bool(seen.session.slots.get("draft"))
