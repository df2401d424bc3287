"""Whom a teacher means: a part of a class, by how far its families have come. A value the store counts and lists."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count

import msgspec

from flows.values.calendar import Calendar, Span, Unit

#: Every kind, and what its one word is: days, a step of the map (flows.context.progress), family numbers, a broadcast
KINDS: Mapping[str, str] = {
    "all": "",
    "not_started": "",  #: nothing says how far they have come
    "waiting": "days",  #: a check runs for more working days than that
    "at": "step",  #: the first step that is not done is that one
    "without": "step",  #: that step is not done, whatever comes before it: `without:account`
    "numbers": "numbers",  #: families of the paper list
    "unread": "broadcast",  #: who was asked to confirm that broadcast and has not
}

EVERY_CLASS = "all"  #: in the place of a class: every class of the school, for staff


class Segment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of one class or of several."""

    kind: str = "all"
    days: int = 0
    step: str = ""
    numbers: tuple[int, ...] = ()
    broadcast: str = ""


def spelt(of: Segment) -> str:
    """Write a segment as a told word: `waiting:5`, `at:account`, `numbers:3,7,8`."""
    words = {
        "days": str(of.days),
        "step": of.step,
        "numbers": ",".join(map(str, of.numbers)),
        "broadcast": of.broadcast,
    }
    what = KINDS[of.kind]
    return f"{of.kind}:{words[what]}" if what else of.kind


def read(word: str) -> Segment | None:
    """Read a told word, None for what is no segment: it can be forged."""
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
    """Give the last day a check may have begun to be over `of.days` working days today, ISO; empty without days."""
    if not of.days:
        return ""
    over = Span(of.days, Unit.working_days)
    days = (today - timedelta(days=back) for back in count(1))
    return next(day for day in days if calendar.since(day, over) < today).isoformat()
