"""Buttons as VK shows them: an inline keyboard, or numbered lines where a client has none (B3)."""

from collections.abc import Sequence

import msgspec

from bot.messages.limits import VK
from bot.messages.screen import Key

CALLBACK, TEXT, NONE = "callback", "text", "none"  #: what a client can show: pressed in silence, as words, nothing

Rows = Sequence[Sequence[Key]]


def keyboard(rows: Rows, action: str = CALLBACK) -> str:
    """Write an inline keyboard as JSON. One without rows removes the buttons of a message that is edited."""
    buttons = [[_button(key, action) for key in row] for row in rows]
    return msgspec.json.encode({"inline": True, "buttons": buttons}).decode()


def carried(payload: object) -> str:
    """Return what a button of ours carries, empty for a payload that is not ours: they can be forged (B2)."""
    found = payload.get("p") if isinstance(payload, dict) else None
    return found if isinstance(found, str) else ""


def numbered(rows: Rows) -> str:
    """Return the buttons as lines to choose from: the engine accepts «2» for the second as well as its words.

    Labels with numbers of their own («5 класс», «6 класс») are chosen by words: their place may mean another.
    """
    labels = [key.label for row in rows for key in row]
    own = any(letter.isdigit() for label in labels for letter in label)
    return "\n".join(f"{'—' if own else f'{n}.'} {label}" for n, label in enumerate(labels, 1))


def _button(key: Key, action: str) -> dict[str, object]:
    carries = msgspec.json.encode({"p": key.payload}).decode()
    return {"action": {"type": action, "label": _short(key.label), "payload": carries}, "color": "secondary"}


def _short(label: str) -> str:
    return label if len(label) <= VK.label else f"{label[: VK.label - 1]}…"
