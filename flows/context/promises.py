"""When a scheduled notice is due: at the end of a term counted from the day in a slot, or from now."""

from datetime import datetime

from flows.book.effect_specs import Since
from flows.context.rule_context import RuleContext, sent_on
from flows.values.calendar import Span, Unit


def moment(context: RuleContext, since: Since) -> datetime:
    """Return the time, in the school's time zone, when the term `since.fact` ends.

    The term is counted from the day in the slot `since.since`, or from now. The time may be at night: see
    `polite_moment`.
    """
    return context.calendar.due(began(context, since) or context.now, context.term(since.fact))


def polite_moment(context: RuleContext, since: Since) -> datetime:
    """Return the time of a scheduled notice. It is outside quiet hours; for a term in working days, on a working day.

    If the term has already ended (a check that began weeks ago), the notice is due on the next working day.
    """
    calendar = context.calendar
    due = moment(context, since)
    soon = due if due > context.now else calendar.due(context.now, Span(1, Unit.working_days))
    polite = calendar.polite(soon)
    weekend = context.term(since.fact).unit is Unit.working_days and not calendar.is_working(polite.date())
    return calendar.morning(calendar.since(polite.date(), Span(1, Unit.working_days))) if weekend else polite


def began(context: RuleContext, since: Since) -> datetime | None:
    """Return the day in the slot `since.since`, else the recorded one, at the current hour; None if there is no day."""
    day = sent_on(context) if since.since else None
    return context.now - (context.today - day) if day else None
