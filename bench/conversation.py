"""The conversation every contestant leads: a deep link, then taps through the map, a guide and back. Twelve updates.

A tap carries the message it was pressed under, as Telegram sends it: about 1.5 KB of JSON.
"""

from collections.abc import Callable, Iterator

PRESSES = ["look", "topics", "card", "back", "menu", "topics", "status", "menu", "topics", "account", "menu"]
TURNS = 1 + len(PRESSES)
SAID = (
    "Свидетельство о рождении проверяют не дольше пяти рабочих дней. Пока идёт проверка, ничего нажимать не нужно: "
    "ответ придёт в личный кабинет и сюда. Если срок прошёл, а ответа нет, напишите, и мы подскажем, что делать дальше."
)
LABELS = ("Всё по порядку", "Статус проверки", "Позвать человека")

Carried = Callable[[int, str], str]  #: what a tap carries, of the screen's number and the button's key


def updates(first: int, people: int, carried: Carried) -> Iterator[dict[str, object]]:
    """Give the updates of people who come in together, step by step; `first` numbers the first update and person."""
    steps = [(0, "/start demo-3b"), *enumerate(PRESSES, 1)]
    for step, (visit, what) in enumerate(steps):
        for n in range(people):
            number, person = first + step * people + n, first + n
            yield _tapped(number, person, carried(visit, what)) if visit else _wrote(number, person, what)


def _wrote(number: int, person: int, text: str) -> dict[str, object]:
    entity = {"offset": 0, "length": 6, "type": "bot_command"}
    return {"update_id": number, "message": {**_message(number, person), "text": text, "entities": [entity]}}


def _tapped(number: int, person: int, data: str) -> dict[str, object]:
    bot = {"id": 42, "is_bot": True, "first_name": "Проводник", "username": "provodnik_bot"}
    keys = [[{"text": label, "callback_data": f"v{number}:key{n}"}] for n, label in enumerate(LABELS)]
    under = {**_message(number, person), "from": bot, "text": SAID, "reply_markup": {"inline_keyboard": keys}}
    press = {"id": str(number), "from": _user(person), "message": under, "chat_instance": "1", "data": data}
    return {"update_id": number, "callback_query": press}


def _message(number: int, person: int) -> dict[str, object]:
    chat = {"id": person, "type": "private", "first_name": "Анна", "last_name": "Попова"}
    return {"message_id": number, "date": 1795000000, "chat": chat, "from": _user(person)}


def _user(person: int) -> dict[str, object]:
    return {"id": person, "is_bot": False, "first_name": "Анна", "last_name": "Попова", "language_code": "ru"}
