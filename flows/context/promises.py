"""When a promise comes due: a term counted from a told day, or from now."""

from datetime import datetime

from flows.book.effect_specs import Since
from flows.context.seen import Seen, sent_on
from flows.values.calendar import Span, Unit


def moment(seen: Seen, since: Since) -> datetime:
    """Give the moment a term ends, in the school's zone, by the clock only (a `Wait`)."""
    return seen.calendar.due(_began(seen, since.since), seen.term(since.fact))


def polite_moment(seen: Seen, since: Since) -> datetime:
    """Give the moment a promised notice comes: outside quiet hours, never in the past, and what is counted in working
    days on a working day.

    A promise whose day has passed is kept on the next working day: whoever tells of a check begun weeks ago is asked
    soon, not at once.
    """
    calendar = seen.calendar
    due = moment(seen, since)
    soon = due if due > seen.now else calendar.due(seen.now, Span(1, Unit.working_days))
    polite = calendar.polite(soon)
    weekend = seen.term(since.fact).unit is Unit.working_days and not calendar.is_working(polite.date())
    return calendar.morning(calendar.since(polite.date(), Span(1, Unit.working_days))) if weekend else polite


def _began(seen: Seen, word: str | None) -> datetime:
    # a term counts from the told day, else from the recorded one, at this hour; only a term without a day from now
    day = sent_on(seen) if word else None
    return seen.now - (seen.today - day) if day else seen.now
