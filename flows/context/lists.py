"""The lists that a screen can show (`choices: my_children`), computed from `Known` or requested from the store."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from itertools import count, islice
from typing import NamedTuple

from flows.book.flow import State
from flows.book.topics import intents_of
from flows.context.rule_context import RuleContext
from flows.text.labels import child_label, class_label, ticket_label
from flows.values.campaigns import DAYS
from flows.values.events import Option

FRIDAY = 4


class Listing(NamedTuple):
    """One kind of list. Choosing a line sets the slot that `word` names to the value of the line.

    It also sets the slot that `label_word` names (if not "") to the label of the line. `lines` computes the lines; None
    if the store returns them (effect `Ask`). `typed`: the lines contain texts that people typed. To keep these texts
    out of the caches, nothing computed from the lines is cached.
    """

    word: str
    lines: Callable[[RuleContext], tuple[Option, ...]] | None
    label_word: str = ""
    typed: bool = False


def my_children(context: RuleContext) -> tuple[Option, ...]:
    """Return the children of the person."""
    return tuple(Option(child.id, child_label(child.number, child.class_name)) for child in context.known.children)


def my_classes(context: RuleContext) -> tuple[Option, ...]:
    """Return the classes that the person teaches. A substitute's label ends with the last day of the substitution."""
    mine = (role for role in context.known.roles if role.kind == "teacher")
    return tuple(Option(role.klass, class_label(role.class_name, role.until)) for role in mine)


def my_tickets(context: RuleContext) -> tuple[Option, ...]:
    """Return the person's own questions that are not closed, the oldest first."""
    mine = sorted(
        (t for t in context.known.tickets if t.mine and t.state != "closed"), key=lambda ticket: ticket.number
    )
    return tuple(Option(ticket.id, ticket_label(ticket.number, ticket.class_name)) for ticket in mine)


def guesses(context: RuleContext) -> tuple[Option, ...]:
    """Return the intents in the slot `guesses` that have an entry point."""
    intents = context.session.slots.get("guesses", "").split(",")
    return tuple(Option(m, context.book.called(m)) for m in intents if m in context.book.entry_points)


def hints(context: RuleContext) -> tuple[Option, ...]:
    """Return the intents that the classifier finds for the example that the person submits (slot `draft`)."""
    found = context.book.classifier.classify(context.session.slots.get("draft", ""), context.known.examples)
    intents = [each.intent for each in found if each.intent in context.book.entry_points]
    return tuple(Option(intent, context.book.called(intent)) for intent in intents)


def intents(context: RuleContext) -> tuple[Option, ...]:
    """Return the intents of the group that the slot `group` names."""
    of = intents_of(context.book, context.session.slots.get("group", ""))
    return tuple(Option(intent, context.book.called(intent)) for intent in of)


def recent_days(context: RuleContext) -> tuple[Option, ...]:
    """Return the last seven days, today first: «Сегодня», «Вчера», then dates."""
    days = (context.today - timedelta(days=back) for back in range(7))
    names = ("Сегодня", "Вчера")
    return tuple(
        Option(day.isoformat(), names[back] if back < len(names) else f"{day:%d.%m}") for back, day in enumerate(days)
    )


def deadline_days(context: RuleContext) -> tuple[Option, ...]:
    """Return four Fridays for a deadline: the next ones in school time that leave enough days for all reminders."""
    ahead = (context.today + timedelta(days=days) for days in range(max(DAYS) + 1, 120))
    fridays = (day for day in ahead if day.weekday() == FRIDAY and not context.calendar.is_school_off(day))
    return tuple(Option(day.isoformat(), f"{day:%d.%m}") for day in islice(fridays, 4))


def fridays(context: RuleContext) -> tuple[Option, ...]:
    """Return the next four Fridays that are working days: «Пятница, 27.11»."""
    first = context.today + timedelta(days=(4 - context.today.weekday()) % 7)
    days = (first + timedelta(weeks=ahead) for ahead in count())
    taught = islice((day for day in days if context.calendar.is_working(day)), 4)
    return tuple(Option(day.isoformat(), f"Пятница, {day:%d.%m}") for day in taught)


def send_moments(context: RuleContext) -> tuple[Option, ...]:
    """Return the times for which a broadcast can be scheduled: SENDING_HOURS today (after now) and the next 3 days."""
    now = context.now.astimezone(context.calendar.zone)
    days = ((back, context.today + timedelta(days=back)) for back in range(4))
    moments = [
        (back, datetime.combine(day, time(hour), context.calendar.zone)) for back, day in days for hour in SENDING_HOURS
    ]
    return tuple(
        Option(moment.isoformat(timespec="minutes"), f"{_day(back, moment)}, {moment.hour}:{moment:%M}")
        for back, moment in moments
        if moment > now and not context.calendar.is_quiet(moment)
    )


def _day(back: int, moment: datetime) -> str:
    return ("Сегодня", "Завтра")[back] if back < 2 else f"{_WEEKDAYS[moment.weekday()]} {moment:%d.%m}"


SENDING_HOURS = (9, 13, 18)  #: morning, after lessons, after work
_WEEKDAYS = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")
LISTS: Mapping[str, Listing] = {
    "my_children": Listing("child", my_children),
    "my_classes": Listing("klass", my_classes),
    "my_tickets": Listing("ticket", my_tickets),
    "guesses": Listing("meaning", guesses),
    "hints": Listing("meaning", hints, "meaning_label"),
    "meanings": Listing("meaning", intents, "meaning_label"),
    "recent_days": Listing("sent_on", recent_days),
    "classes": Listing("klass", None, "class_name"),
    "broadcasts": Listing("broadcast", None, typed=True),
    "broadcasts_to_read": Listing("segment", None, typed=True),
    "send_moments": Listing("at", send_moments),
    "deadline_days": Listing("last_day", deadline_days),
    "deadlines": Listing("campaign", None),
    "extracts": Listing("extract", None),
    "orders": Listing("order", None),
    "my_orders": Listing("order", None),
    "asked_goals": Listing("goal", None),
    "declined_goals": Listing("goal", None),
    "new_families": Listing("family", None, "family_label"),
    "class_teachers": Listing("hat", None, "hat_label"),
    "fridays": Listing("last_day", fridays),
    "stuck": Listing("segment", None),
    "requests": Listing("request", None, "request_label"),
    "open_tickets": Listing("ticket", None),
    "school_profiles": Listing("profile", None),
    "misses": Listing("miss", None),
    "lessons": Listing("lesson", None, typed=True),
    "attached": Listing("example", None, typed=True),
}


def lists_typed(spec: State | None) -> bool:
    """Return whether the lines in the list of a state contain texts that people typed."""
    return spec is not None and spec.choices is not None and LISTS[spec.choices].typed
