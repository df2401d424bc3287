"""The terms of the check and of the auto-update, which are separate (C1, C2)."""

from datetime import date, datetime

from flows.context.seen import RUNNING, Seen, sent_on
from flows.rules.registry import rule
from flows.rules.steps import nothing_new

_CHECKED = {"long", "checking", "searching"}  #: statuses that pass with time


@rule
def past_the_usual(seen: Seen) -> bool:
    """More working days have passed since the check began than it usually takes (F45)."""
    began = sent_on(seen)
    return began is not None and past(seen, began, "check_usual")


@rule
def past_the_limit(seen: Seen) -> bool:
    """The longest term of the check is over: today is day 31 or later (F29, C1)."""
    began = sent_on(seen)
    return began is not None and past(seen, began, "check_limit")


@rule
def check_kept(seen: Seen) -> bool:
    """The day on which the document was sent is recorded; a day in a question does not overwrite it."""
    return seen.is_at("documents", RUNNING, seen.session.slots.get("document", ""))


@rule
def day_asked(seen: Seen) -> bool:
    """The question itself says since when a check runs («уже 20 дней»), and no such day is recorded."""
    slots = seen.session.slots
    return bool(slots.get("sent_on")) and slots.get("status") in _CHECKED and not check_kept(seen)


@rule
def day_to_keep(seen: Seen) -> bool:
    """The day of the question may be recorded: the person gave consent, and it is new."""
    return day_asked(seen) and not nothing_new(seen)


@rule
def past_autoupdate(seen: Seen) -> bool:
    """Auto-update should be off by now: five calendar days have passed (F23)."""
    asked = seen.stage("documents", "autoupdate")
    return asked is not None and past(seen, asked.on, "autoupdate_off_limit")


def past(seen: Seen, began: date, term: str) -> bool:
    """Tell whether a term of the school, counted from noon of a day, has ended by today."""
    noon = datetime.combine(began, datetime.min.time(), seen.calendar.zone).replace(hour=12)
    ends = seen.calendar.due(noon, seen.term(term))
    return seen.today >= ends.astimezone(seen.calendar.zone).date()
