"""Guides: the step where a person stopped in one, kept with the session until the guide ends."""

from datetime import datetime

from msgspec.structs import replace

from flows.effects import NeverMind
from flows.model import LATER, Book, Flow
from flows.session import Left, Place, Session


def kept(session: Session, place: Place, now: datetime) -> Session:
    """Keep the step just come to; words typed for a question are no part of it."""
    told = {word: value for word, value in place.told.items() if word != "draft"}
    before = session.left.get(place.flow)
    left = Left(replace(place, told=told), now, before.put_off if before else None)
    return replace(session, left={**session.left, place.flow: left})


def put_off(session: Session) -> Session:
    """Keep that the guide stood in was put off: whoever ends it by themselves is reminded of it no more."""
    left = session.left.get(session.flow)
    marked = {session.flow: replace(left, put_off=session.child)} if left else {}
    return replace(session, left={**session.left, **marked})


def ended(session: Session, flow: Flow) -> Session:
    """Keep the place in a guide no longer."""
    return replace(session, left={name: left for name, left in session.left.items() if name not in _names(flow)})


def take_back(session: Session, flow: Flow) -> tuple[NeverMind, ...]:
    """Cancel what was promised this person about a guide they had put off."""
    put_off = ((name, session.left[name].put_off) for name in _names(flow) if name in session.left)
    return tuple(NeverMind(child, LATER[0], name, mine=True) for name, child in put_off if child is not None)


def stopped(book: Book, session: Session, flow: str) -> Left | None:
    """Give the step of a guide seen last with this child, under its present name; None when it is no step any more."""
    spec = book.flows[flow]
    left = next((session.left[name] for name in _names(spec) if name in session.left), None)
    if left is None or spec.recap is None or left.place.child not in {"", session.child}:
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


def _names(flow: Flow) -> tuple[str, ...]:
    return (flow.name, *flow.was)
