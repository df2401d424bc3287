"""The only access control: who may be in a flow, and with which slots. It is checked in every transaction."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from flows.book.flow import Flow
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
    # staff may name any class of their school; the store checks which classes those are
    "klass": lambda value, known: known.teaches(value) or known.has_role("staff"),
    "broadcast": lambda value, _: _IDENT.fullmatch(value) is not None,  # the store checks whose it is
    "segment": lambda value, _: segments.read(value) is not None,
    "class_name": lambda value, _: _CLASS_NAME.fullmatch(value) is not None,
    "campaign": lambda value, _: _IDENT.fullmatch(value) is not None,  # the store checks whose it is
    "goal": lambda value, _: value in {*GOALS, "any"},
    "last_day": lambda value, _: _is_day(value),
    "order": lambda value, _: _CODE.fullmatch(value) is not None,
    "guide": lambda value, _: _GUIDE.fullmatch(value) is not None,
    "step": lambda value, _: _COUNT.fullmatch(value) is not None,
    "of": lambda value, _: _COUNT.fullmatch(value) is not None,
    "sent_on": lambda value, _: _is_day(value),
}
_OF_SCHOOL = frozenset({"teacher", "answerer", "staff"})
#: The slots a flow may take from outside. Each has a test: an id is valid only for the people it concerns.
TAKEN = frozenset(_VALUES)
#: The roles used in the flows of those who work at a school
_AT_WORK: Mapping[str, frozenset[str]] = {
    "teacher": frozenset({"teacher"}),
    "staff": frozenset({"staff"}),
    "answerer": frozenset({"teacher", "staff"}),
}


def may_stand(flow: Flow, known: Known) -> bool:
    """Return whether the roles of this person allow them to enter a flow and to stay in it."""
    return flow.whom == "anyone" or known.has_role(flow.whom)


def may_speak_of(flow: Flow, slots: Mapping[str, str], known: Known) -> bool:
    """Return whether a flow may continue about the class that its slots name.

    False if a flow for work at a school concerns a class for which the person no longer has a role.
    """
    return "klass" not in slots or flow.whom not in _OF_SCHOOL or _VALUES["klass"](slots["klass"], known)


def school_of(flow: Flow | None, known: Known, child: Child | None, klass: str = "") -> str:
    """Return the id of the school whose profile (features, terms, calendar) is used.

    In a flow for work, it is the school of the person's role; else that of the child, else that of the person.
    If the person has several roles, the one for the class `klass` is used. A teacher whose child is in another school
    therefore sees, at work, the diary of the school where they work (C12).
    """
    if flow and known.roles:
        roles = _AT_WORK.get(flow.whom, frozenset())
        used = [role for role in known.roles if role.kind in roles]
        if used:
            return next((role for role in used if klass and role.klass == klass), used[0]).school
    return (child.school if child else "") or known.school


def may_open(flow: Flow, slots: Mapping[str, str], known: Known) -> bool:
    """Return whether this person may open a flow with these slots.

    False if the flow does not accept one of the slots (`takes`).
    """
    # every notice carries `child`; other slots only if the flow takes them
    fits = all(word in {*flow.takes, "child"} and _VALUES[word](value, known) for word, value in slots.items())
    return fits and may_stand(flow, known) and _may_see(flow, slots, known)


def _may_see(flow: Flow, slots: Mapping[str, str], known: Known) -> bool:
    # a parent sees only their own tickets; in a flow for answering tickets, a person does not see their own
    ticket = known.ticket(slots.get("ticket", ""))
    if ticket is None:
        return True
    return not ticket.mine if flow.whom in {"staff", "answerer"} else ticket.mine
