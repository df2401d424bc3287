"""Typed texts that work on every screen: commands, and the names of main menu buttons."""

from functools import lru_cache
from typing import NamedTuple

from flows.book.flow import State, Target
from flows.book.model import HOME, Book
from flows.context import permissions
from flows.engine.builder import TurnBuilder
from flows.engine.targets import holds
from flows.reading import answers
from flows.reading.screen_labels import Shown
from flows.text.nearness import FormIndex

CODE_ASKED = "welcome/with_code"
TYPED_COMMANDS = {
    "menu": "menu",
    "back": "back",
    "human": "human",
    "help": "help",
    "start": "welcome",
    "my_data": "my_data",
    "stop": "my_data/stop",
}

NAMED = (
    HOME,
    ("menu", "rest"),
    ("menu", "topics"),
    ("menu", "further"),
    ("menu", "doubts"),
    ("menu", "special"),
    ("help", "home"),
    ("human", "nobody"),
)
"""Screens whose buttons can be typed by name on any screen."""

NAMED_AT_WORK = (("work", "home"), ("class_chats", "start"))
"""More such screens, for staff only: to parents these names are ordinary words."""


class Places(NamedTuple):
    """The buttons that can be typed by name on any screen, each with its target. `names`: an index of their labels."""

    buttons: list[tuple[Shown, Target]]
    names: FormIndex


def run_typed_command(builder: TurnBuilder, name: str) -> None:
    """Run the typed command `name`: `back` shows the previous screen, any other command opens its flow."""
    if name == "back":
        return builder.step_back()
    return builder.leave(TYPED_COMMANDS[name], {})


def named(builder: TurnBuilder, text: str) -> str | None:
    """Return the address (`flow/state`) that the button named by `text` opens; None if the text names no button."""
    return answers.place(text, _places(*_screens(builder)).names)


def go(builder: TurnBuilder, address: str) -> None:
    """Open the `address` of a button that a text named; open the main menu if this person may not see the button.

    The screen for entering an access code can be opened even if its button is hidden.
    """
    buttons = [(shown, way) for shown, way in _places(*_screens(builder)).buttons if shown.key == address]
    available = address == CODE_ASKED or any(holds(way, builder.context) for _, way in buttons)
    builder.note("everywhere/heard")
    builder.leave(address if available else "/".join(HOME), {"heard": buttons[0][0].label})


def _screens(builder: TurnBuilder) -> tuple[Book, tuple[tuple[str, str], ...]]:
    flows, known = builder.book.flows, builder.known
    if not known.roles:
        return builder.book, NAMED
    at_work = (at for at in NAMED_AT_WORK if at[0] in flows and permissions.may_stand(flows[at[0]], known))
    return builder.book, (*NAMED, *at_work)


@lru_cache(maxsize=8)
def _places(book: Book, screens: tuple[tuple[str, str], ...]) -> Places:
    ways = [
        (flow, state, key, way)
        for flow, state in screens
        for key, way in (book.state(flow, state) or State()).buttons.items()
    ]
    buttons = [
        (Shown(way.open or f"{flow}/{way.go}", book.label(flow, state, key)), way) for flow, state, key, way in ways
    ]
    return Places(buttons, answers.places([shown for shown, _ in buttons]))
