"""The session of a chat: its current state, and the places it can return to."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from flows.values import stored_names
from flows.values.events import Option


class Place(msgspec.Struct, frozen=True, omit_defaults=True, rename=stored_names.SLOTS):
    """A state that a chat can return to, with the slots it had."""

    flow: str
    state: str
    slots: Mapping[str, str] = {}
    child: str = ""
    enter: bool = False  #: the state was not entered yet, so its effects are applied on return


class Left(msgspec.Struct, frozen=True, omit_defaults=True):
    """The step at which a person left a guide, and when that step was shown."""

    place: Place
    at: datetime
    put_off: str | None = None  #: the child for whom «Вернусь позже» was pressed


class Session(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    rename=stored_names.SESSION,
):
    """What the bot remembers of a chat between two events. A new session has an empty `state`."""

    flow: str = ""
    state: str = ""
    visit: int = 0  #: the number of the last entry to a state; an old button has a smaller one
    slots: Mapping[str, str] = {}  #: the slots of this flow: `{"document": "snils"}`
    child: str = ""  #: the current child
    back: Place | None = None  #: the place that «назад» returns to (only one is stored)
    asides: tuple[Place, ...] = ()  #: interrupted places, the outermost first
    shown: tuple[str, ...] = ()  #: keys of the buttons the screen shows, in order
    options: tuple[Option, ...] = ()  #: the visible lines of the list
    page: int = 0
    asking: str = ""  #: the query or command that the store answers within this transaction
    results: Mapping[str, str] = {}  #: results for the ticket: `{"parent_account": "confirmed"}`
    unrecognised: int = 0  #: unrecognised texts in a row
    notes: tuple[str, ...] = ()  #: paths of texts to show above the next screen; empty between turns
    unkept: bool = False  #: the person continues without giving consent, so nothing is recorded
    ignored: bool = False  #: a message of this stranger got no answer, or their file got its only one
    left: Mapping[str, Left] = {}  #: the last step of each guide until it ends, by guide and child (`diary:p-1`)


OF_PARENT = frozenset({"parent_account"})  #: results about the parent, which hold for every child


def about(session: Session, child: str) -> Session:
    """Return the session with `child` (an id) as the current child.

    Results are kept if there was no current child before. Otherwise the results about the old child are dropped.
    """
    if session.child == child:
        return session
    if not session.child:
        return msgspec.structs.replace(session, child=child)
    kept = {what: value for what, value in session.results.items() if what in OF_PARENT}
    return msgspec.structs.replace(session, child=child, results=kept)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Session)


def encoded(session: Session) -> str:
    """Return the session as one line of JSON."""
    return _encoder.encode(session).decode()


def decoded(line: str) -> Session:
    """Return the session of a line of JSON. Raises msgspec.ValidationError if the JSON is not a session."""
    return _decoder.decode(line)
