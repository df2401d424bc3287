"""Typed text that answers the last notice instead of the screen that was shown before the notice."""

from flows.engine.builder import TurnBuilder
from flows.engine.opening import opened
from flows.reading import answers
from flows.reading.screen_labels import Shown
from flows.values.effects import Link
from flows.values.events import Opened

REPLY = "reply"  #: the key of the button «Ответить»; an unrecognised typed text presses it too


def of_notice(builder: TurnBuilder, text: str) -> Link | None:
    """Return the button of the chat's last notice that `text` names; None if it names none.

    Buttons of the notice are tried before the screen's buttons, because the notice is the last message the person read.
    """
    notice = builder.known.last_notice
    if notice is None:
        return None
    shown = [Shown(link.key, builder.book.label(notice.flow, notice.state, link.key)) for link in notice.links]
    key = answers.pressed(text, shown)
    return next((link for link in notice.links if link.key == key), None)


def reply_link(builder: TurnBuilder) -> Link | None:
    """Return the «Ответить» button of the last notice; None if there is none.

    If the notice has this button, an unrecognised text is taken as the beginning of a reply.
    """
    links = builder.known.last_notice.links if builder.known.last_notice else ()
    return next((link for link in links if link.key == REPLY), None)


def open_link(builder: TurnBuilder, link: Link) -> None:
    """Open the flow and state of a notice button."""
    opened(builder, Opened(link.flow, link.state, link.slots))
