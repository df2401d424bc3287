"""Opening a flow by a link, by a button of a notice, or by words that answer a notice."""

from datetime import date

from msgspec.structs import replace

from flows.book.model import FIRST
from flows.context import permissions
from flows.engine.builder import Walk
from flows.reading.reader import ReaderInput
from flows.reading.readers import READERS
from flows.values.events import Opened


def opened(walk: Walk, event: Opened) -> None:
    """Open the flow if the person may; else show why not above the current screen."""
    flow, state = walk.book.renamed.get((event.flow, event.state), (event.flow, event.state))
    found = walk.book.flows.get(flow)
    if found is None or (state and state not in found.states):
        return walk.refuse("old_button") if walk.session.state else walk.enter(*FIRST)
    event = _arrived(event) if flow == FIRST[0] else event
    needs = walk.book.openable.get((flow, state or found.start))
    if needs is None or not needs <= event.slots.keys() or not permissions.may_open(found, event.slots, walk.known):
        return walk.refuse("closed_door")
    again = flow == walk.session.flow and event.slots.get("ticket") == walk.session.slots.get("ticket")
    if flow != FIRST[0] and not again:
        walk.set_aside()
    walk.speak_of(event.slots.get("child", walk.session.child))
    walk.session = replace(walk.session, slots=dict(event.slots))
    return walk.cross(flow, state or found.start)


def _arrived(event: Opened) -> Opened:
    """Keep of a start link only the code it carries; any other start link («?start=about») only greets."""
    brought = event.slots.get("code")
    if brought is None:
        return event
    rest = {word: value for word, value in event.slots.items() if word != "code"}
    return replace(event, slots={**rest, **(READERS["code"].reads(ReaderInput(brought, date.min)) or {})})
