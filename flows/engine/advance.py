"""`advance` processes one event and gives the turn. It is pure and total: any event in any state gives a turn.

The time, the book and what is known are arguments; what is to be done outside is a list of effects. An effect that
the store must answer ends the turn half-way: the answer is the next event of the same transaction.
"""

from datetime import datetime
from typing import NamedTuple, assert_never

from msgspec.structs import replace

from flows.book.flow import State, Target
from flows.book.model import FIRST, HOME, Book
from flows.context import permissions
from flows.context.known import Known
from flows.engine.builder import Walk
from flows.engine.opening import opened
from flows.engine.pressing import press
from flows.engine.receiving import not_opened, sent
from flows.engine.typed import begins_in_the_middle, said
from flows.rules import RULES
from flows.values.commands import COMMANDS
from flows.values.effects import Effect, Link, Notice
from flows.values.events import (
    Answered,
    Denied,
    Event,
    News,
    Opened,
    Pressed,
    Refreshed,
    Said,
    SentFile,
    Taken,
    TakenByOther,
    WaitedOut,
)
from flows.values.session import Session

Happened = Opened | Said | Pressed | SentFile | WaitedOut | Answered | Taken | TakenByOther | Denied


class Turn(NamedTuple):
    """The result of one event: the session and what is known after it, the effects, and the states passed."""

    session: Session
    effects: tuple[Effect, ...]
    known: Known
    path: tuple[tuple[str, str], ...] = ()


def advance(book: Book, session: Session, event: Event, known: Known, now: datetime) -> Turn:
    """Process one event. `now` has a time zone. Nothing that a person can do raises an exception."""
    walk = Walk(book, session, known, now)
    if isinstance(event, News):
        _news(walk, event)
        return Turn(session, tuple(walk.effects), known)
    if isinstance(event, Refreshed):
        _refreshed(walk, event)
        return Turn(walk.session, tuple(walk.effects), known)
    _settle(walk)
    _take(walk, event)
    return Turn(walk.session, tuple(walk.effects), walk.known, tuple(walk.path))


def _settle(walk: Walk) -> None:
    # move the session to the new name of a renamed state, and off a child that is no longer theirs
    at = walk.session
    if moved := walk.book.renamed.get((at.flow, at.state)):
        walk.session = replace(at, flow=moved[0], state=moved[1])
    if (at.child or walk.known.children) and not walk.known.child(at.child):
        walk.speak_of(next((child.id for child in walk.known.children), ""))


def _take(walk: Walk, event: Happened) -> None:
    match event:
        case Pressed() | Said() | SentFile():
            return _from_person(walk, event)
        case Opened():
            return opened(walk, event)
        case WaitedOut():
            return _waited_out(walk, event)
        case Answered() | Taken() | TakenByOther() | Denied():
            return _granted(walk, event)
        case _:
            assert_never(event)


def _from_person(walk: Walk, event: Said | Pressed | SentFile) -> None:
    if walk.session.asking:
        walk.session = replace(walk.session, asking="")
    if not walk.session.state:
        return _first(walk, event)
    if walk.here is None:
        return walk.lost()
    flow = walk.book.flows[walk.session.flow]
    if not permissions.may_stand(flow, walk.known) or not permissions.may_speak_of(
        flow, walk.session.slots, walk.known
    ):
        walk.note("everywhere/closed_door")
        return walk.home()
    return _said_here(walk, event)


def _first(walk: Walk, event: Said | Pressed | SentFile) -> None:
    # a first message that asks for something is answered at once, with a note above that says who the bot is
    if isinstance(event, Said) and begins_in_the_middle(walk, event):
        walk.session = replace(walk.session, flow=FIRST[0], state=FIRST[1])
        walk.note("everywhere/who_speaks")
        return said(walk, event)
    if isinstance(event, SentFile):
        walk.note(not_opened(event))
    return walk.enter(*FIRST)


def _said_here(walk: Walk, event: Said | Pressed | SentFile) -> None:
    match event:
        case Pressed():
            return _pressed(walk, event)
        case Said():
            return said(walk, event)
        case SentFile():
            return sent(walk, event)
        case _:
            assert_never(event)


def _pressed(walk: Walk, event: Pressed) -> None:
    at, key = walk.session, event.key
    shown = key in at.shown or (at.options and any(key == f"={option.value}" for option in at.options))
    if event.visit != at.visit or not shown:
        walk.note("everywhere/old_button")
        return walk.show()
    return press(walk, key)


def _waited_out(walk: Walk, event: WaitedOut) -> None:
    here = walk.here
    if here and here.waited_out and event.visit == walk.session.visit:
        walk.follow(here.waited_out)


def _granted(walk: Walk, event: Answered | Taken | TakenByOther | Denied) -> None:
    asked, here = walk.session.asking, walk.here
    walk.session = replace(walk.session, asking="")
    if isinstance(event, Answered):
        return walk.draw(here, event.options) if here and event.question == asked else walk.show()
    slots = {word: value for word, value in walk.session.slots.items() if word != "code"}
    walk.session = replace(walk.session, slots=slots)
    if isinstance(event, Taken) and takes_draft(event.wish):
        walk.forget_draft()
    way = here.answers.get(outcome(event)) if here and event.wish == asked else None
    if way is None:
        return walk.show()
    if isinstance(event, Taken):
        _told(walk, event)
    return walk.follow(way)


def _told(walk: Walk, event: Taken) -> None:
    walk.tell(event.slots)
    if walk.known.child(event.slots.get("child", "")):
        walk.speak_of(event.slots["child"])


def takes_draft(wish: str) -> bool:
    """Tell whether the store keeps the draft of a command once it succeeds, so that the session can drop it."""
    return wish in COMMANDS and COMMANDS[wish].takes_draft


def outcome(event: Taken | TakenByOther | Denied) -> str:
    """Give the key of `answers` for the outcome of an effect."""
    match event:
        case Taken():
            return "taken"
        case TakenByOther():
            return "taken_by_other"
        case Denied():
            return event.why


def _refreshed(walk: Walk, event: Refreshed) -> None:
    # the visit number stays, so that the buttons already shown still work
    at = walk.session
    stands = (at.flow, at.state) == (event.flow, event.state) and event.slots.items() <= at.slots.items()
    if stands and walk.here and permissions.may_stand(walk.book.flows[at.flow], walk.known):
        walk.tell(event.tells)
        walk.show()


def _news(walk: Walk, event: News) -> None:
    # make a notice; `advance` returns the session unchanged, whatever is set here
    place = walk.book.renamed.get((event.flow, event.state), (event.flow, event.state))
    event = replace(event, flow=place[0], state=place[1])
    spec = walk.book.state(event.flow, event.state)
    if (
        spec is None
        or not spec.notice
        or not permissions.may_open(walk.book.flows[event.flow], event.slots, walk.known)
    ):
        return
    child = event.child if walk.known.child(event.child) else ""
    if event.child and not child:
        return
    walk.session = Session(flow=event.flow, state=event.state, slots=dict(event.slots), child=child)
    quiet = walk.known.muted and spec.urgency == "reminder"
    if quiet or (spec.unless and RULES[spec.unless](walk.seen)):
        return
    walk.effects.append(noticed(spec, event, child))


def noticed(spec: State, event: News, child: str = "") -> Notice:
    """Make the notice of a state with the slots of `event`."""
    links = tuple(_link(key, way, event) for key, way in spec.buttons.items())
    attach, view = spec.attach or "", spec.view or ""
    return Notice(event.flow, event.state, links, event.slots, child, spec.urgency, view=view, attach=attach)


def _link(key: str, way: Target, event: News) -> Link:
    address = (way.open or "/".join(HOME)).partition("/")
    handed = {word: event.slots[word] for word in way.hand if word in event.slots}
    about = {"child": event.child} if event.child else {}
    return Link(key, address[0], address[2], {**about, **handed, **way.gives})
