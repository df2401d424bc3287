"""The places a session can return to: interrupted flows, and states that wait for consent."""

from msgspec.structs import replace

from flows.book.model import HOME
from flows.values.session import Place, Session

ASIDES = 3  #: places a session keeps to return to


def place(session: Session, *, enter: bool = False) -> Place:
    """Return the current place. `enter`: the effects of its state must be applied when the session returns to it."""
    return Place(flow=session.flow, state=session.state, slots=session.slots, child=session.child, enter=enter)


def with_aside(session: Session, *, enter: bool = False) -> tuple[Place, ...]:
    """Return the session's places to return to, with the current one added at the end.

    Only the newest ASIDES places are returned. `enter`: the effects of the current state have not been applied yet, and
    must be applied on return.
    """
    return (*session.asides, place(session, enter=enter))[-ASIDES:]


def kept_on_opening(session: Session, flow: str) -> tuple[Place, ...]:
    """Return the places to return to that the session keeps when `flow` opens.

    None remain if `flow` is the main menu. All remain if it is the current flow. If it is another flow, those remain
    that have a draft or effects still to be applied.
    """
    asides = session.asides
    if flow == HOME[0]:
        return ()
    return asides if flow == session.flow else tuple(p for p in asides if p.enter or p.slots.get("draft"))


def awaiting_consent(session: Session) -> Place:
    """Return the newest place that waits for consent, or the main menu if there is none."""
    return next((each for each in reversed(session.asides) if each.enter), Place(*HOME))


def without_consent_asked(session: Session) -> Session:
    """Return the session without the places that wait for consent.

    A person who leaves the consent question has not agreed, so the effects of those places must never be applied.
    """
    return replace(session, asides=tuple(each for each in session.asides if not each.enter))
