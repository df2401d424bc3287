"""When a scheduled notice is due: a term counted from the day in a slot, or from now."""

from datetime import datetime

from flows.book.effect_specs import Since
from flows.context.seen import Seen, sent_on
from flows.values.calendar import Span, Unit


def moment(seen: Seen, since: Since) -> datetime:
    """Give the time a term ends, in the school's time zone, even at night (for a `Wait`)."""
    return seen.calendar.due(_began(seen, since.since), seen.term(since.fact))


def polite_moment(seen: Seen, since: Since) -> datetime:
    """Give the time of a scheduled notice: outside quiet hours, and for a term in working days on a working day.

    If the term has already ended, as of a check that began weeks ago, the notice comes on the next working day.
    """
    calendar = seen.calendar
    due = moment(seen, since)
    soon = due if due > seen.now else calendar.due(seen.now, Span(1, Unit.working_days))
    polite = calendar.polite(soon)
    weekend = seen.term(since.fact).unit is Unit.working_days and not calendar.is_working(polite.date())
    return calendar.morning(calendar.since(polite.date(), Span(1, Unit.working_days))) if weekend else polite


def _began(seen: Seen, word: str | None) -> datetime:
    # from the day in the slot, else the recorded one, at the current hour; without a day from now
    day = sent_on(seen) if word else None
    return seen.now - (seen.today - day) if day else seen.now
