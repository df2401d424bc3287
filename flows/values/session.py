"""Where a chat is now: its session, and the places it can come back to."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from flows.values.events import Option


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """A moment of a conversation that can be returned to, with what was told there."""

    flow: str
    state: str
    told: Mapping[str, str] = {}
    child: str = ""
    enter: bool = False  #: True: the state was never entered, so its effects are still owed


class Left(msgspec.Struct, frozen=True, omit_defaults=True):
    """The last step seen of a guide, and when."""

    place: Place
    at: datetime
    put_off: str | None = None  #: «Вернусь позже» was pressed, speaking of this child


class Session(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a chat is now. A fresh one has stood nowhere yet (`state` is empty)."""

    flow: str = ""
    state: str = ""
    visit: int = 0  #: the number of the last entry to a state; an old button carries an old one
    told: Mapping[str, str] = {}  #: the words this flow was told: `{"document": "snils"}`
    child: str = ""  #: the child spoken of
    back: Place | None = None  #: one level of «вернуться»
    asides: tuple[Place, ...] = ()  #: interrupted places, the outermost first
    shown: tuple[str, ...] = ()  #: keys of the buttons the screen shows, in order
    options: tuple[Option, ...] = ()  #: the visible slice of the state's list
    page: int = 0
    asking: str = ""  #: the question or wish whose answer is awaited inside this transaction
    found: Mapping[
        str, str
    ] = {}  #: what the person said on the way (`{"parent_account": "confirmed"}`), for the ticket
    misses: int = 0  #: texts in a row that were not understood
    notes: tuple[str, ...] = ()  #: texts owed above the next screen; empty between turns
    unkept: bool = False  #: the person goes on without a consent: what would be recorded is not
    left: Mapping[str, Left] = {}  #: by guide and child (`diary:p-1`): the last step seen, until the guide ends


OF_PARENT = frozenset({"parent_account"})  #: findings about the person, whatever child is spoken of


def about(session: Session, child: str) -> Session:
    """Turn a session to a child. What was found out before any child was named is said of the first one named."""
    if session.child == child:
        return session
    if not session.child:
        return msgspec.structs.replace(session, child=child)
    found = {what: told for what, told in session.found.items() if what in OF_PARENT}
    return msgspec.structs.replace(session, child=child, found=found)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Session)


def encoded(session: Session) -> str:
    """Give the session as one line of JSON."""
    return _encoder.encode(session).decode()


def decoded(line: str) -> Session:
    """Read a session back. Raises msgspec.ValidationError for what is no session."""
    return _decoder.decode(line)
