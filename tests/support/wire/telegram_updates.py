"""Updates in Telegram's format: messages, presses, membership changes."""

from collections.abc import Mapping
from itertools import count

from storage.port.people.chats import ChatKey

PERSON = {"id": 9, "is_bot": False, "first_name": "Ёлка"}
PRIVATE: dict[str, object] = {"id": 9, "type": "private", "first_name": "Ёлка"}
GROUP: dict[str, object] = {"id": -100, "type": "supergroup", "title": "3Б"}
MUM = ChatKey("telegram", "9")
BOT = {"id": 7, "is_bot": True, "first_name": "Проводник"}
numbers = count(1)


def message(chat: Mapping[str, object] = PRIVATE, **of: object) -> dict[str, object]:
    """Make a message."""
    return {"message_id": next(numbers), "date": 1_795_000_000, "from": PERSON, "chat": chat, **of}


def press(data: str, **of: object) -> dict[str, object]:
    """Make a press of a button."""
    query = {"id": "77", "from": PERSON, "chat_instance": "1", "data": data, "message": message(text="Ё", from_bot=1)}
    query["message"] = {**message(text="Ё"), "from": BOT}
    return {"callback_query": {**query, **of}}


def member(status: str, chat: Mapping[str, object] = PRIVATE) -> dict[str, object]:
    """Make a change of the bot's status in a chat."""
    old: dict[str, object] = {"user": BOT, "status": "member"}
    new: dict[str, object] = {"user": BOT, "status": status, **({"until_date": 0} if status == "kicked" else {})}
    return {
        "my_chat_member": {
            "chat": chat, "from": PERSON, "date": 1, "old_chat_member": old, "new_chat_member": new,
        }
    }  # fmt: skip
