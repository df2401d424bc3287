"""Rules about the terms (periods) of the check of documents and of switching off auto-update (C1, C2)."""

from datetime import date, datetime

from flows.context.rule_context import RUNNING, RuleContext, sent_on
from flows.rules.registry import rule
from flows.rules.steps import nothing_new

_CHECKED = {"long", "checking", "searching"}  #: statuses of a check that is still running


@rule
def past_the_usual(context: RuleContext) -> bool:
    """The usual number of working days for the check of the document ends today or has ended (F45)."""
    began = sent_on(context)
    return began is not None and past(context, began, "check_usual")


@rule
def past_the_limit(context: RuleContext) -> bool:
    """The check of the document has taken the longest permitted time: today is its day 31 or later (F29, C1)."""
    began = sent_on(context)
    return began is not None and past(context, began, "check_limit")


@rule
def check_kept(context: RuleContext) -> bool:
    """The day on which the check of the document began is recorded. A day that the person named is not enough."""
    return context.is_at("documents", RUNNING, context.session.slots.get("document", ""))


@rule
def day_asked(context: RuleContext) -> bool:
    """The person said since when the check has been running («уже 20 дней»), and no start day is recorded."""
    slots = context.session.slots
    return bool(slots.get("sent_on")) and slots.get("status") in _CHECKED and not check_kept(context)


@rule
def day_to_keep(context: RuleContext) -> bool:
    """The start day of the check that the person named may be recorded: there is consent, and the record is new."""
    return day_asked(context) and not nothing_new(context)


@rule
def past_autoupdate(context: RuleContext) -> bool:
    """Five calendar days have passed since auto-update was to be switched off, so it should be off by now (F23)."""
    asked = context.stage("documents", "autoupdate")
    return asked is not None and past(context, asked.on, "autoupdate_off_limit")


def past(context: RuleContext, began: date, term: str) -> bool:
    """Return whether a term that began at noon of the day `began` ends today, or ended on an earlier day.

    `term` is the name of a term of the school: `check_usual`, `check_limit`.
    """
    noon = datetime.combine(began, datetime.min.time(), context.calendar.zone).replace(hour=12)
    ends = context.calendar.due(noon, context.term(term))
    return context.today >= ends.astimezone(context.calendar.zone).date()
