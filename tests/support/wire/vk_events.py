"""Events of a VK community in VK's format; vk/test_judge.py checks each of them with vkbottle's models."""

import json
from itertools import count
from typing import Any

from tests.support.wire.fake_vk import GROUP, Json

_number = count(1)

FULL = {
    "button_actions": ["text", "vkpay", "open_app", "location", "open_link", "callback"],
    "keyboard": True, "inline_keyboard": True, "carousel": True, "lang_id": 0,
}  # fmt: skip
WORDS = {**FULL, "button_actions": ["text"]}  #: a client with an inline keyboard but without callback buttons
BARE = {**FULL, "button_actions": [], "keyboard": False, "inline_keyboard": False}

FILES: dict[str, Json] = {
    "photo": {"id": 7, "owner_id": 1, "album_id": -3, "date": 1795000000, "has_tags": False},
    "doc": {
        "id": 8, "owner_id": 1, "title": "СНИЛС.pdf", "size": 10, "ext": "pdf", "date": 1795000000, "type": 1,
        "url": "http://127.0.0.1/doc", "is_licensed": 0,
    },
}  # fmt: skip


def update(kind: str, obj: Json, event_id: str = "") -> Json:
    """Put an event into its envelope."""
    return {
        "group_id": GROUP, "type": kind, "event_id": event_id or f"e{next(_number):039d}", "v": "5.199", "object": obj,
    }  # fmt: skip


def message(peer: int, text: str, **more: Any) -> Json:
    """Make a message of a person."""
    number = next(_number)
    return {
        "date": 1795000000, "from_id": peer, "id": number, "out": 0, "version": 1, "attachments": [],
        "conversation_message_id": number, "fwd_messages": [], "important": False, "is_hidden": False,
        "peer_id": peer, "random_id": 0, "text": text, **more,
    }  # fmt: skip


def wrote(peer: int, text: str, client: Json = FULL, **more: Any) -> Json:
    """Make the event that a person writes. `payload` and `ref` may be added."""
    return update("message_new", {"message": message(peer, text, **more), "client_info": client})


def sent(peer: int, *kinds: str) -> Json:
    """Make the event that a person sends attachments without text."""
    return wrote(peer, "", attachments=[{"type": kind, kind: FILES.get(kind, {})} for kind in kinds])


def started(peer: int, ref: str = "", client: Json = FULL) -> Json:
    """Make the event that a person presses «Начать», with the `ref` of a link or without."""
    payload = json.dumps({"command": "start"})
    came = {"ref": ref, "ref_source": ""} if ref else {}
    return wrote(peer, "Начать", client, payload=payload, **came)


def pressed(peer: int, payload: Json, event_id: str = "") -> Json:
    """Make the event that a person presses a callback button."""
    number = next(_number)
    obj = {"user_id": peer, "peer_id": peer, "event_id": event_id or f"press{number}", "payload": payload}
    return update("message_event", {**obj, "conversation_message_id": number})


def edited(peer: int, text: str) -> Json:
    """Make the event that a person edits a message."""
    return update("message_edit", {**message(peer, text), "update_time": 1795000100})


def replied(peer: int, text: str, *, by_hand: int = 0, random_id: int = 0) -> Json:
    """Make the event that the community writes: an administrator by hand, or the bot."""
    hand = {"admin_author_id": by_hand} if by_hand else {}
    return update("message_reply", {**message(peer, text), "from_id": -GROUP, "out": 1, "random_id": random_id, **hand})


def allowed(peer: int) -> Json:
    """Make the event that a person allows messages."""
    return update("message_allow", {"user_id": peer, "key": ""})


def denied(peer: int) -> Json:
    """Make the event that a person denies messages."""
    return update("message_deny", {"user_id": peer})
