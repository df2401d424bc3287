"""The places a session can return to: interrupted flows, and the state that waits for consent."""

from msgspec.structs import replace

from flows.book.model import HOME
from flows.values.session import Place, Session

ASIDES = 3  #: places a session keeps to return to


def place(session: Session, *, enter: bool = False) -> Place:
    """Return the current place, to return to later; with `enter` its effects are still to be applied then."""
    return Place(flow=session.flow, state=session.state, slots=session.slots, child=session.child, enter=enter)


def with_aside(session: Session, *, enter: bool = False) -> tuple[Place, ...]:
    """Return the places to return to, the current one last; the oldest is dropped when there are too many."""
    return (*session.asides, place(session, enter=enter))[-ASIDES:]


def kept_on_opening(session: Session, flow: str) -> tuple[Place, ...]:
    """Return the places that are kept when `flow` opens.

    The map keeps none. Another flow keeps only those with typed words or with effects still to apply.
    """
    asides = session.asides
    if flow == HOME[0]:
        return ()
    return asides if flow == session.flow else tuple(p for p in asides if p.enter or p.slots.get("draft"))


def awaiting_consent(session: Session) -> Place:
    """Return the newest place that waits for consent, or the map if there is none."""
    return next((each for each in reversed(session.asides) if each.enter), Place(*HOME))


def without_consent_asked(session: Session) -> Session:
    """Return the session without the places that wait for consent: leaving the question is not consent."""
    return replace(session, asides=tuple(each for each in session.asides if not each.enter))
