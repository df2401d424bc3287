"""Opening a flow from outside it: by a link, by a button of a notice, by words that answer a notice."""

from datetime import date

from msgspec.structs import replace

from flows.book.model import FIRST
from flows.context import permissions
from flows.engine.builder import Walk
from flows.reading.reader import ReaderInput
from flows.reading.readers import READERS
from flows.values.events import Opened


def opened(walk: Walk, event: Opened) -> None:
    """Open what is asked for if the gate allows it; else say why not, and show where the person is."""
    flow, state = walk.book.renamed.get((event.flow, event.state), (event.flow, event.state))
    found = walk.book.flows.get(flow)
    if found is None or (state and state not in found.states):
        return walk.refuse("old_button") if walk.session.state else walk.enter(*FIRST)
    event = _arrived(event) if flow == FIRST[0] else event
    needs = walk.book.openable.get((flow, state or found.start))
    if needs is None or not needs <= event.told.keys() or not permissions.may_open(found, event.told, walk.known):
        return walk.refuse("closed_door")
    again = flow == walk.session.flow and event.told.get("ticket") == walk.session.told.get("ticket")
    if flow != FIRST[0] and not again:
        walk.set_aside()
    walk.speak_of(event.told.get("child", walk.session.child))
    walk.session = replace(walk.session, told=dict(event.told))
    return walk.cross(flow, state or found.start)


def _arrived(event: Opened) -> Opened:
    """Take the code out of what a link brought; whoever came by any other link («?start=about») is only greeted."""
    brought = event.told.get("code")
    if brought is None:
        return event
    rest = {word: value for word, value in event.told.items() if word != "code"}
    return replace(event, told={**rest, **(READERS["code"].reads(ReaderInput(brought, date.min)) or {})})
