"""Buttons as VK shows them: an inline keyboard, or numbered lines if the client has none (platform fact B3)."""

from collections.abc import Sequence

import msgspec

from bot.messages.limits import VK
from bot.messages.screen import DELETES, PLAIN, SENDS, Key

#: Kinds of buttons: a press sends no message, a press sends the label, no buttons.
CALLBACK, TEXT, NONE = "callback", "text", "none"

#: The colour of a button by its tone (platform fact B3).
COLOURS = {PLAIN: "secondary", SENDS: "primary", DELETES: "negative"}

Rows = Sequence[Sequence[Key]]


def keyboard(rows: Rows, action: str = CALLBACK) -> str:
    """Return an inline keyboard as JSON. `action`: the kind of its buttons, CALLBACK or TEXT.

    In an edit, a keyboard without rows removes the message's buttons.
    """
    buttons = [[_button(key, action) for key in row] for row in rows]
    return msgspec.json.encode({"inline": True, "buttons": buttons}).decode()


def carried(payload: object) -> str:
    """Return our payload from a button's JSON, or "" if it is not ours. Payloads can be forged (platform fact B2)."""
    found = payload.get("p") if isinstance(payload, dict) else None
    return found if isinstance(found, str) else ""


def numbered(rows: Rows) -> str:
    """Return the buttons as numbered lines. A person can type «2» or the label of the second button.

    If a label contains digits («5 класс», «6 класс»), lines have dashes instead of numbers: «5» would be ambiguous.
    """
    labels = [key.label for row in rows for key in row]
    own = any(letter.isdigit() for label in labels for letter in label)
    return "\n".join(f"{'—' if own else f'{n}.'} {label}" for n, label in enumerate(labels, 1))


def _button(key: Key, action: str) -> dict[str, object]:
    carries = msgspec.json.encode({"p": key.payload}).decode()
    return {"action": {"type": action, "label": _short(key.label), "payload": carries}, "color": COLOURS[key.tone]}


def _short(label: str) -> str:
    return label if len(label) <= VK.label else f"{label[: VK.label - 1]}…"
