"""Typed text that answers the last notice instead of the screen above it."""

from flows.engine.builder import TurnBuilder
from flows.engine.opening import opened
from flows.reading import answers
from flows.reading.screen_labels import Shown
from flows.values.effects import Link
from flows.values.events import Opened

REPLY = "reply"  #: the button of a notice that typed words press too


def of_notice(builder: TurnBuilder, text: str) -> Link | None:
    """Give the button of the last notice that `text` names: the notice is the last thing the person read."""
    said = builder.known.last_notice
    if said is None:
        return None
    shown = [Shown(link.key, builder.book.label(said.flow, said.state, link.key)) for link in said.links]
    key = answers.pressed(text, shown)
    return next((link for link in said.links if link.key == key), None)


def reply_link(builder: TurnBuilder) -> Link | None:
    """Give the «Ответить» button of the last notice: unrecognised words under it begin a reply."""
    links = builder.known.last_notice.links if builder.known.last_notice else ()
    return next((link for link in links if link.key == REPLY), None)


def open_link(builder: TurnBuilder, link: Link) -> None:
    """Open what a button of a notice opens."""
    opened(builder, Opened(link.flow, link.state, link.slots))
