"""The only gate: who may stand in a flow, and about whom they may open it. Asked again inside every transaction."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from flows.book.model import Flow
from flows.context.known import Child, Known
from flows.values import segments
from flows.values.campaigns import GOALS

_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CLASS_NAME = re.compile(r"[0-9]{1,2}[А-ЯЁ]?")
_GUIDE = re.compile(r"[a-z_]{1,32}")
_IDENT = re.compile(r"[0-9a-z]{1,16}")
_COUNT = re.compile(r"[0-9]{1,2}")


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


_VALUES: Mapping[str, Callable[[str, Known], bool]] = {
    "document": lambda value, _: value in {"birth", "snils"},
    "child": lambda value, known: known.child(value) is not None,
    "ticket": lambda value, known: known.ticket(value) is not None,
    "code": lambda value, _: _CODE.fullmatch(value) is not None,
    # staff of a school name its classes, which only the store knows: it asks again about every class
    "klass": lambda value, known: known.teaches(value) or known.wears("staff"),
    "broadcast": lambda value, _: _IDENT.fullmatch(value) is not None,  # whose it is, the store knows
    "segment": lambda value, _: segments.read(value) is not None,
    "class_name": lambda value, _: _CLASS_NAME.fullmatch(value) is not None,
    "campaign": lambda value, _: _IDENT.fullmatch(value) is not None,  # whose it is, the store knows
    "goal": lambda value, _: value in {*GOALS, "any"},
    "last_day": lambda value, _: _is_day(value),
    "order": lambda value, _: _CODE.fullmatch(value) is not None,
    "guide": lambda value, _: _GUIDE.fullmatch(value) is not None,
    "step": lambda value, _: _COUNT.fullmatch(value) is not None,
    "of": lambda value, _: _COUNT.fullmatch(value) is not None,
    "sent_on": lambda value, _: _is_day(value),
}
_OF_SCHOOL = frozenset({"teacher", "answerer", "staff"})
#: The words a flow may take from outside, each with its own test: an id is good only for whom it concerns.
TAKEN = frozenset(_VALUES)
#: The hats worn in the flows of those who work at a school
_AT_WORK: Mapping[str, frozenset[str]] = {
    "teacher": frozenset({"teacher"}),
    "staff": frozenset({"staff"}),
    "answerer": frozenset({"teacher", "staff"}),
}


def may_stand(flow: Flow, known: Known) -> bool:
    """Tell whether this person may be in a flow at all, by the hats they wear now."""
    return flow.whom == "anyone" or known.wears(flow.whom)


def may_speak_of(flow: Flow, told: Mapping[str, str], known: Known) -> bool:
    """Tell whether a flow of teachers or of staff may go on about the class told: the hat may be gone since."""
    return "klass" not in told or flow.whom not in _OF_SCHOOL or _VALUES["klass"](told["klass"], known)


def school_of(flow: Flow | None, known: Known, child: Child | None, klass: str = "") -> str:
    """Give the school that speaks: at work where the hat is worn (of the told class first), else the child's, else any.

    A teacher whose own child is in another school works in the diary of theirs (C12).
    """
    if flow and known.hats:
        hats = _AT_WORK.get(flow.whom, frozenset())
        worn = [hat for hat in known.hats if hat.kind in hats]
        if worn:
            return next((hat for hat in worn if klass and hat.klass == klass), worn[0]).school
    return (child.school if child else "") or known.school


def may_open(flow: Flow, told: Mapping[str, str], known: Known) -> bool:
    """Tell whether this person may open a flow about what `told` says; words that `takes` does not name are refused."""
    # whom it is about goes with every notice; the other words only where the flow asks for them
    fits = all(word in {*flow.takes, "child"} and _VALUES[word](value, known) for word, value in told.items())
    return fits and may_stand(flow, known) and _may_see(flow, told, known)


def _may_see(flow: Flow, told: Mapping[str, str], known: Known) -> bool:
    # a ticket is seen by its asker in parents' flows and by whoever answers it in theirs; nobody answers their own
    ticket = known.ticket(told.get("ticket", ""))
    if ticket is None:
        return True
    return not ticket.mine if flow.whom in {"staff", "answerer"} else ticket.mine
