"""Guides: the session stores the last step of each guide until the guide ends."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from flows.book.flow import Flow
from flows.book.model import LATER, Book
from flows.values.effects import NeverMind
from flows.values.session import Left, Place, Session


def kept(book: Book, session: Session, place: Place, now: datetime, *, looked_in: bool) -> Session:
    """Return the session with `place` stored as the last step of its guide, without the draft.

    If a step after the first is already stored, it remains in two cases: `place` is the first step of the guide, or a
    typed question led there (`looked_in`).
    """
    if (looked_in or _step(book, place) == 1) and half_way(book, session, place.flow):
        return session
    slots = {word: value for word, value in place.slots.items() if word != "draft"}
    key = _key(place.flow, place.child)
    old = session.left.get(key)
    left = Left(replace(place, slots=slots), now, old.put_off if old else None)
    return replace(session, left={**session.left, key: left})


def put_off(session: Session) -> Session:
    """Return the session with the current guide marked as postponed («Вернусь позже»).

    Because of the mark, `take_back` cancels the reminder of the guide when the guide ends.
    """
    key = _key(session.flow, session.child)
    left = session.left.get(key)
    marked = {key: replace(left, put_off=session.child)} if left else {}
    return replace(session, left={**session.left, **marked})


def ended(session: Session, flow: Flow) -> Session:
    """Return the session without the stored step of a guide that has ended."""
    over = _keys(session, flow)
    return replace(session, left={key: left for key, left in session.left.items() if key not in over})


def take_back(session: Session, flow: Flow) -> tuple[NeverMind, ...]:
    """Return the effects that cancel the reminder of a postponed guide; empty if the guide is not postponed."""
    put_off = ((key, session.left[key].put_off) for key in _keys(session, flow) if key in session.left)
    return tuple(
        NeverMind(child, LATER[0], key.partition(":")[0], mine=True) for key, child in put_off if child is not None
    )


def stopped(book: Book, session: Session, flow: str) -> Left | None:
    """Return the step of the guide `flow` stored for the current child. If the step was renamed, return its new name.

    None if no step is stored, or if the guide does not have the step any more.
    """
    spec = book.flows[flow]
    if not session.left or spec.recap is None:  # most sessions have no guide, and most flows are not guides
        return None
    left = next((session.left[key] for key in _keys(session, spec) if key in session.left), None)
    if left is None:
        return None
    here = book.renamed.get((left.place.flow, left.place.state), (left.place.flow, left.place.state))
    place = replace(left.place, flow=here[0], state=here[1])
    return replace(left, place=place) if here[0] == flow and _step(book, place) else None


def half_way(book: Book, session: Session, flow: str) -> Left | None:
    """Return the step at which the guide can be continued. None if no step is stored, or only the first."""
    left = stopped(book, session, flow)
    return left if left and _step(book, left.place) > 1 else None


def counted(book: Book, left: Left) -> dict[str, str]:
    """Return the slots for «step 3 of 7»: `step` is the number of the stored step, `of` the guide's number of steps."""
    return {"step": str(_step(book, left.place)), "of": str(book.flows[left.place.flow].length)}


def _step(book: Book, place: Place) -> int:
    spec = book.state(place.flow, place.state)
    return (spec.step or 0) if spec else 0


def newest(book: Book, session: Session, is_over: Callable[[str], bool]) -> str:
    """Return the name of the guide that was last left half-way for the current child; "" if there is none.

    Guides whose goal is reached (`is_over`) are left out: nothing in them is to be continued.
    """
    if not session.left:
        return ""
    guides = (name for name, flow in book.flows.items() if flow.recap is not None and not is_over(name))
    waiting = {name: left for name in guides if (left := half_way(book, session, name))}
    return max(waiting, key=lambda name: waiting[name].at, default="")


def _key(flow: str, child: str) -> str:
    return f"{flow}:{child}"


def _keys(session: Session, flow: Flow) -> tuple[str, ...]:
    # first the key with the current child, then the key without one (a guide may begin before a child is added);
    # the same for older names of the flow
    return tuple(_key(name, child) for name in (flow.name, *flow.was) for child in dict.fromkeys((session.child, "")))
