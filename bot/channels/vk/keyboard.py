"""Buttons as VK shows them: an inline keyboard, or numbered lines if the client has no inline keyboard (B3)."""

from collections.abc import Sequence

import msgspec

from bot.messages.limits import VK
from bot.messages.screen import Key

CALLBACK, TEXT, NONE = "callback", "text", "none"  #: a client's buttons: silent, sending their label, none

Rows = Sequence[Sequence[Key]]


def keyboard(rows: Rows, action: str = CALLBACK) -> str:
    """Return an inline keyboard as JSON. In an edit, a keyboard without rows removes the message's buttons."""
    buttons = [[_button(key, action) for key in row] for row in rows]
    return msgspec.json.encode({"inline": True, "buttons": buttons}).decode()


def carried(payload: object) -> str:
    """Return the payload of a button of ours; empty for any other payload, since payloads can be forged (B2)."""
    found = payload.get("p") if isinstance(payload, dict) else None
    return found if isinstance(found, str) else ""


def numbered(rows: Rows) -> str:
    """Return the buttons as numbered lines: the engine accepts «2» for the second button as well as its label.

    If a label contains digits («5 класс», «6 класс»), every line gets a dash instead: «5» could mean label or line.
    """
    labels = [key.label for row in rows for key in row]
    own = any(letter.isdigit() for label in labels for letter in label)
    return "\n".join(f"{'—' if own else f'{n}.'} {label}" for n, label in enumerate(labels, 1))


def _button(key: Key, action: str) -> dict[str, object]:
    carries = msgspec.json.encode({"p": key.payload}).decode()
    return {"action": {"type": action, "label": _short(key.label), "payload": carries}, "color": "secondary"}


def _short(label: str) -> str:
    return label if len(label) <= VK.label else f"{label[: VK.label - 1]}…"
