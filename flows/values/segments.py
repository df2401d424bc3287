"""Segments: parts of the families of a class or school, chosen by their progress, number or confirmation.

The store counts and lists the families of a segment.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count

import msgspec

from flows.values.calendar import Calendar, Span, Unit

#: Every kind and its parameter: days, a step of the map (flows.context.progress), family numbers, a broadcast
KINDS: Mapping[str, str] = {
    "all": "",
    "not_started": "",  #: no record of progress
    "waiting": "days",  #: a check has taken more than that number of working days
    "at": "step",  #: the step is the first that is not done
    "without": "step",  #: the step is not done, even if an earlier one is not done either: `without:account`
    "numbers": "numbers",  #: families of the paper list
    "unread": "broadcast",  #: families who were asked to confirm reading the broadcast and have not done so
}

EVERY_CLASS = "all"  #: used by staff in place of a class: every class of the school


class Segment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of the families of one class or of several. `kind` is a key of KINDS."""

    kind: str = "all"
    days: int = 0
    step: str = ""
    numbers: tuple[int, ...] = ()
    broadcast: str = ""


def spelt(of: Segment) -> str:
    """Return the segment `of` as the value of a slot: `waiting:5`, `at:account`, `numbers:3,7,8`."""
    words = {
        "days": str(of.days),
        "step": of.step,
        "numbers": ",".join(map(str, of.numbers)),
        "broadcast": of.broadcast,
    }
    what = KINDS[of.kind]
    return f"{of.kind}:{words[what]}" if what else of.kind


def read(word: str) -> Segment | None:
    """Return the segment that a slot value names. None for an invalid value, because slots can be forged."""
    kind, _, rest = word.partition(":")
    match KINDS.get(kind):
        case "":
            return Segment(kind) if not rest else None
        case "days":
            return Segment(kind, days=int(rest)) if rest.isdecimal() and len(rest) < 3 else None
        case "numbers":
            parts = rest.split(",")
            fits = all(part.isdecimal() and len(part) < 4 for part in parts)
            return Segment(kind, numbers=tuple(sorted(set(map(int, parts))))) if fits else None
        case "step" if rest:
            return Segment(kind, step=rest)
        case "broadcast" if rest:
            return Segment(kind, broadcast=rest)
        case _:
            return None


def before(of: Segment, calendar: Calendar, today: date) -> str:
    """Return the latest date (ISO) for which a check begun on that date has lasted more than `of.days` working days.

    "" if the segment has no `days`.
    """
    if not of.days:
        return ""
    over = Span(of.days, Unit.working_days)
    days = (today - timedelta(days=back) for back in count(1))
    return next(day for day in days if calendar.since(day, over) < today).isoformat()
