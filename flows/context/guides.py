"""Guides: the step where a person stopped in one, kept with the session until the guide ends."""

from datetime import datetime

from msgspec.structs import replace

from flows.book.model import LATER, Book, Flow
from flows.values.effects import NeverMind
from flows.values.session import Left, Place, Session


def kept(book: Book, session: Session, place: Place, now: datetime, *, looked_in: bool) -> Session:
    """Keep the step just come to; words typed for a question are no part of it.

    Who merely looks in, by the first screen or by a question typed anywhere, keeps the later step they stopped at.
    """
    if (looked_in or _step(book, place) == 1) and half_way(book, session, place.flow):
        return session
    told = {word: value for word, value in place.told.items() if word != "draft"}
    key = _key(place.flow, place.child)
    old = session.left.get(key)
    left = Left(replace(place, told=told), now, old.put_off if old else None)
    return replace(session, left={**session.left, key: left})


def put_off(session: Session) -> Session:
    """Keep that the guide stood in was put off: whoever ends it by themselves is reminded of it no more."""
    key = _key(session.flow, session.child)
    left = session.left.get(key)
    marked = {key: replace(left, put_off=session.child)} if left else {}
    return replace(session, left={**session.left, **marked})


def ended(session: Session, flow: Flow) -> Session:
    """Keep the place in a guide no longer."""
    over = _keys(session, flow)
    return replace(session, left={key: left for key, left in session.left.items() if key not in over})


def take_back(session: Session, flow: Flow) -> tuple[NeverMind, ...]:
    """Cancel what was promised this person about a guide they had put off."""
    put_off = ((key, session.left[key].put_off) for key in _keys(session, flow) if key in session.left)
    return tuple(
        NeverMind(child, LATER[0], key.partition(":")[0], mine=True) for key, child in put_off if child is not None
    )


def stopped(book: Book, session: Session, flow: str) -> Left | None:
    """Give the step of a guide seen last with this child, under its present name; None when it is no step any more."""
    spec = book.flows[flow]
    if not session.left or spec.recap is None:  # most people are in no guide, and most flows are none
        return None
    left = next((session.left[key] for key in _keys(session, spec) if key in session.left), None)
    if left is None:
        return None
    here = book.renamed.get((left.place.flow, left.place.state), (left.place.flow, left.place.state))
    place = replace(left.place, flow=here[0], state=here[1])
    return replace(left, place=place) if here[0] == flow and _step(book, place) else None


def half_way(book: Book, session: Session, flow: str) -> Left | None:
    """Give the step to go on from: the first is no more than a beginning."""
    left = stopped(book, session, flow)
    return left if left and _step(book, left.place) > 1 else None


def counted(book: Book, left: Left) -> dict[str, str]:
    """Give the words that say how far a guide is."""
    return {"step": str(_step(book, left.place)), "of": str(book.flows[left.place.flow].length)}


def _step(book: Book, place: Place) -> int:
    spec = book.state(place.flow, place.state)
    return (spec.step or 0) if spec else 0


def newest(book: Book, session: Session) -> str:
    """Name the guide stopped at last with this child, empty when none waits half-way."""
    if not session.left:
        return ""
    guides = (name for name, flow in book.flows.items() if flow.recap is not None)
    waiting = {name: left for name in guides if (left := half_way(book, session, name))}
    return max(waiting, key=lambda name: waiting[name].at, default="")


def _key(flow: str, child: str) -> str:
    return f"{flow}:{child}"


def _keys(session: Session, flow: Flow) -> tuple[str, ...]:
    # of this child, else begun before any was named; under its own name, else under an older one
    return tuple(_key(name, child) for name in (flow.name, *flow.was) for child in dict.fromkeys((session.child, "")))
