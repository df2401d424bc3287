"""`advance` processes one event and returns the turn: the new session and the effects.

`advance` is pure, and accepts any event in any state. The time, the book and the data of the person are arguments.
Messages to send and data to store are returned as effects. If the store must answer an effect, the turn stops at that
effect. The answer is the next event of the same transaction.
"""

from datetime import datetime
from typing import NamedTuple, assert_never

from msgspec.structs import replace

from flows.book.flow import State, Target
from flows.book.model import FIRST, HOME, Book
from flows.context import permissions
from flows.context.known import Known
from flows.engine.builder import TurnBuilder
from flows.engine.opening import opened
from flows.engine.pressing import press
from flows.engine.receiving import not_opened, sent
from flows.engine.typed import begins_in_the_middle, said
from flows.rules import RULES
from flows.values.commands import COMMANDS
from flows.values.effects import Effect, Link, Notice
from flows.values.events import (
    LATE_SLOT,
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

WHO_SPEAKS = "everywhere/who_speaks"  #: the note that says to parents who the bot is


class Turn(NamedTuple):
    """The result of one event: the session, the effects, `Known` after the event, and the states entered."""

    session: Session
    effects: tuple[Effect, ...]
    known: Known
    path: tuple[tuple[str, str], ...] = ()


def advance(book: Book, session: Session, event: Event, known: Known, now: datetime) -> Turn:
    """Process one event of a session, and return the turn. `now` must have a time zone.

    No text, press or file from a person can raise an exception.
    """
    builder = TurnBuilder(book, session, known, now)
    if isinstance(event, News):
        _news(builder, event)
        return Turn(session, tuple(builder.effects), known)
    if isinstance(event, Refreshed):
        _refreshed(builder, event)
        return Turn(builder.session, tuple(builder.effects), known)
    _settle(builder)
    _take(builder, event)
    return Turn(builder.session, tuple(builder.effects), builder.known, tuple(builder.path))


def _settle(builder: TurnBuilder) -> None:
    # if the state was renamed, use its new name; if the current child is not of this person any more, use another child
    at = builder.session
    if moved := builder.book.renamed.get((at.flow, at.state)):
        builder.session = replace(at, flow=moved[0], state=moved[1])
    if (at.child or builder.known.children) and not builder.known.child(at.child):
        builder.speak_of(next((child.id for child in builder.known.children), ""))


def _take(builder: TurnBuilder, event: Happened) -> None:
    match event:
        case Pressed() | Said() | SentFile():
            return _from_person(builder, event)
        case Opened():
            return opened(builder, event)
        case WaitedOut():
            return _waited_out(builder, event)
        case Answered() | Taken() | TakenByOther() | Denied():
            return _answered(builder, event)
        case _:
            assert_never(event)


def _from_person(builder: TurnBuilder, event: Said | Pressed | SentFile) -> None:
    if builder.session.asking:
        builder.session = replace(builder.session, asking="")
    if not builder.session.state:
        return _first(builder, event)
    if builder.here is None:
        return builder.lost()
    flow = builder.book.flows[builder.session.flow]
    if not permissions.may_stand(flow, builder.known) or not permissions.may_speak_of(
        flow, builder.session.slots, builder.known
    ):
        builder.note("everywhere/closed_door")
        return builder.home()
    return _said_here(builder, event)


def _first(builder: TurnBuilder, event: Said | Pressed | SentFile) -> None:
    # a first message that asks for something is answered at once, with a note above that says who the bot is
    if isinstance(event, Said) and begins_in_the_middle(builder, event):
        builder.session = replace(builder.session, flow=FIRST[0], state=FIRST[1])
        builder.note(WHO_SPEAKS)
        return said(builder, event)
    if isinstance(event, SentFile):
        builder.note(not_opened(event))
    return builder.enter(*FIRST)


def _said_here(builder: TurnBuilder, event: Said | Pressed | SentFile) -> None:
    match event:
        case Pressed():
            return _pressed(builder, event)
        case Said():
            return said(builder, event)
        case SentFile():
            return sent(builder, event)
        case _:
            assert_never(event)


def _pressed(builder: TurnBuilder, event: Pressed) -> None:
    at, key = builder.session, event.key
    shown = key in at.shown or (at.options and any(key == f"={option.value}" for option in at.options))
    if event.visit != at.visit or not shown:
        builder.note("everywhere/old_button")
        return builder.show()
    return press(builder, key)


def _waited_out(builder: TurnBuilder, event: WaitedOut) -> None:
    here = builder.here
    if here and here.waited_out and event.visit == builder.session.visit:
        builder.set_slots(event.slots)
        builder.follow(here.waited_out)


def _answered(builder: TurnBuilder, event: Answered | Taken | TakenByOther | Denied) -> None:
    asked, here = builder.session.asking, builder.here
    builder.session = replace(builder.session, asking="")
    if isinstance(event, Answered):
        return builder.draw(here, event.options) if here and event.question == asked else builder.show()
    kept = event.command in COMMANDS and COMMANDS[event.command].keeps_code
    slots = {word: value for word, value in builder.session.slots.items() if kept or word != "code"}
    builder.session = replace(builder.session, slots=slots)
    if isinstance(event, Taken) and takes_draft(event.command):
        builder.forget_draft()
    way = here.answers.get(outcome(event)) if here and event.command == asked else None
    if way is None:
        return builder.show()
    if isinstance(event, Taken):
        _set_slots(builder, event)
    if isinstance(event, Taken) and event.command == "look_up_code":  # staff are greeted by their own screen
        notes = tuple(note for note in builder.session.notes if note != WHO_SPEAKS)
        builder.session = replace(builder.session, notes=notes)
    return builder.follow(way)


def _set_slots(builder: TurnBuilder, event: Taken) -> None:
    builder.set_slots(event.slots)
    if builder.known.child(event.slots.get("child", "")):
        builder.speak_of(event.slots["child"])


def takes_draft(command: str) -> bool:
    """Return whether the command stores the draft (typed text) on success. The session must then drop its copy."""
    return command in COMMANDS and COMMANDS[command].takes_draft


def outcome(event: Taken | TakenByOther | Denied) -> str:
    """Return the outcome of a command as a key of `answers:` in the YAML of a state: `taken`, `unknown`."""
    match event:
        case Taken():
            return "taken"
        case TakenByOther():
            return "taken_by_other"
        case Denied():
            return event.why


def _refreshed(builder: TurnBuilder, event: Refreshed) -> None:
    # the visit number stays, so that the buttons already shown still work
    at = builder.session
    stands = (at.flow, at.state) == (event.flow, event.state) and event.slots.items() <= at.slots.items()
    if stands and builder.here and permissions.may_stand(builder.book.flows[at.flow], builder.known):
        builder.set_slots(event.tells)
        builder.show()


def _news(builder: TurnBuilder, event: News) -> None:
    # make a notice; the rules need a session of the notice, so `advance` returns the original one
    place = builder.book.renamed.get((event.flow, event.state), (event.flow, event.state))
    event = replace(event, flow=place[0], state=place[1])
    spec = builder.book.state(event.flow, event.state)
    slots = {word: value for word, value in event.slots.items() if word != LATE_SLOT}  # a timer sets it, no link can
    if (
        spec is None
        or not spec.notice
        or not permissions.may_open(builder.book.flows[event.flow], slots, builder.known)
    ):
        return
    child = event.child if builder.known.child(event.child) else ""
    if event.child and not child:
        return
    builder.session = Session(flow=event.flow, state=event.state, slots=dict(event.slots), child=child)
    quiet = builder.known.muted and spec.urgency == "reminder"
    if quiet or (spec.unless and RULES[spec.unless](builder.context)):
        return
    builder.effects.append(noticed(spec, event, child))


def noticed(spec: State, event: News, child: str = "") -> Notice:
    """Return the notice to send for `event`: `spec` defines its buttons and urgency, `event` its slots.

    `child` is the id of the child concerned, "" for none.
    """
    links = tuple(_link(key, way, event) for key, way in spec.buttons.items())
    attach, query = spec.attach or "", spec.query or ""
    return Notice(event.flow, event.state, links, event.slots, child, spec.urgency, query=query, attach=attach)


def _link(key: str, way: Target, event: News) -> Link:
    address = (way.open or "/".join(HOME)).partition("/")
    handed = {word: event.slots[word] for word in way.hand if word in event.slots}
    about = {"child": event.child} if event.child else {}
    return Link(key, address[0], address[2], {**about, **handed, **way.gives})
