"""Opening a flow by a link, by a notice button, or by a typed text that names a notice button."""

from datetime import date

from msgspec.structs import replace

from flows.book.model import FIRST, LINKED
from flows.context import permissions
from flows.engine.builder import TurnBuilder
from flows.reading.reader import ReaderInput
from flows.reading.readers import READERS
from flows.values.events import Opened


def opened(builder: TurnBuilder, event: Opened) -> None:
    """Open the flow that `event` names. If the person may not, show why above the current screen."""
    flow, state = builder.book.renamed.get((event.flow, event.state), (event.flow, event.state))
    found = builder.book.flows.get(flow)
    if found is None or (state and state not in found.states):
        return builder.refuse("old_button") if builder.session.state else builder.enter(*FIRST)
    event = _arrived(event) if flow == FIRST[0] else event
    needs = builder.book.openable.get((flow, state or found.start))
    if needs is None or not needs <= event.slots.keys() or not permissions.may_open(found, event.slots, builder.known):
        return builder.refuse("closed_door")
    again = flow == builder.session.flow and event.slots.get("ticket") == builder.session.slots.get("ticket")
    if flow != FIRST[0] and not again:
        builder.set_aside()
    builder.speak_of(event.slots.get("child", builder.session.child))
    builder.session = replace(builder.session, slots=dict(event.slots))
    return builder.cross(flow, _beginning(event, state or found.start) if flow == FIRST[0] else state or found.start)


def _beginning(event: Opened, state: str) -> str:
    # a link with a code: staff are not greeted as parents are
    return LINKED[1] if state == FIRST[1] and "code" in event.slots else state


def _arrived(event: Opened) -> Opened:
    """Return the event of a start link with its access code normalised.

    If the slot `code` is not an access code («?start=about»), it is removed.
    """
    code = event.slots.get("code")
    if code is None:
        return event
    rest = {word: value for word, value in event.slots.items() if word != "code"}
    return replace(event, slots={**rest, **(READERS["code"].reads(ReaderInput(code, date.min)) or {})})
