"""Typed text that answers the last notice instead of the screen above it."""

from flows.engine.builder import Walk
from flows.engine.opening import opened
from flows.reading import answers
from flows.reading.screen_labels import Shown
from flows.values.effects import Link
from flows.values.events import Opened

REPLY = "reply"  #: the button of a notice that typed words press too


def of_notice(walk: Walk, text: str) -> Link | None:
    """Give the button of the last notice that `text` names: the notice is the last thing the person read."""
    said = walk.known.spoken
    if said is None:
        return None
    shown = [Shown(link.key, walk.book.label(said.flow, said.state, link.key)) for link in said.links]
    key = answers.pressed(text, shown)
    return next((link for link in said.links if link.key == key), None)


def reply_link(walk: Walk) -> Link | None:
    """Give the «Ответить» button of the last notice: unrecognised words under it begin a reply."""
    links = walk.known.spoken.links if walk.known.spoken else ()
    return next((link for link in links if link.key == REPLY), None)


def open_link(walk: Walk, link: Link) -> None:
    """Open what a button of a notice opens."""
    opened(walk, Opened(link.flow, link.state, link.slots))
