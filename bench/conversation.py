"""The conversation that every contestant runs: a deep link, ten taps through a guide, one text that matches nothing.

These are twelve updates. A tap contains the message of its button, as Telegram sends it: about 1.5 KB of JSON. The text
matches no button, command or question, and is different for every person: redacting and matching it is part of the
turn.
"""

from collections.abc import Callable, Iterator

from bot.simulator.sample import CODE
from flows.values.events import Event, Opened, Pressed, Said

PRESSES = ["look", "topics", "card", "none", "under_14", "russian", "confirmed", "opened", "is_off", "ready"]
WRONG_AFTER = 6  #: taps before the wrong text, which changes no screen: the later taps are the same as without it
TURNS = 1 + len(PRESSES) + 1
CALLS = TURNS + len(PRESSES)  #: calls to the Bot API: one per update, two per tap
SAID = (
    "Свидетельство о рождении проверяют не дольше пяти рабочих дней. Пока идёт проверка, ничего нажимать не нужно: "
    "ответ придёт в личный кабинет и сюда. Если срок прошёл, а ответа нет, напишите, и мы подскажем, что делать. "
    "Карточку не удаляйте и не добавляйте заново: проверка начнётся сначала. Иногда статус меняется уже через "
    "пятнадцать минут, поэтому загляните в карточку ещё раз вечером."
)
LABELS = ("Всё по порядку", "Статус проверки", "Позвать человека")
WHOSE = ("у соседей", "у подруги", "на работе", "в автобусе", "у бабушки", "на даче", "в гостях", "у брата")
WHAT = ("сегодня холодно", "опять шумно", "всё тихо", "идёт дождь", "пекут пироги", "чинят забор", "поёт радио")
THEN = ("и это странно", "как всегда", "представьте себе", "вот и весь сказ", "а жаль", "и слава богу", "увы")

Carried = Callable[[int, str], str]  #: returns a tap's payload, given a screen's number and a button's key
Update = dict[str, object]


def updates(first: int, persons: list[int], carried: Carried) -> Iterator[Update]:
    """Yield the updates of people who all take one step before anyone takes the next. `first` is the first id."""
    taps: list[Callable[[int, int], Update]] = [
        lambda number, person, at=at, key=key: _tapped(number, person, carried(at, key))  # type: ignore[misc]
        for at, key in enumerate(PRESSES, 1)
    ]
    steps = [_started, *taps[:WRONG_AFTER], _mistaken, *taps[WRONG_AFTER:]]
    for step, update in enumerate(steps):
        for n, person in enumerate(persons):
            yield update(first + step * len(persons) + n, person)


def line(person: int) -> list[Event]:
    """Return one person's conversation as events."""
    taps = [Pressed(visit, key) for visit, key in enumerate(PRESSES, 1)]
    return [Opened("welcome", "", {"code": CODE}), *taps[:WRONG_AFTER], Said(wrong(person)), *taps[WRONG_AFTER:]]


def wrong(person: int) -> str:
    """Return a text that matches nothing."""
    place, rest = person % len(WHOSE), person // len(WHOSE)
    return f"{WHOSE[place]} {WHAT[rest % len(WHAT)]}, {THEN[rest // len(WHAT) % len(THEN)]}"


def _started(number: int, person: int) -> Update:
    entity = {"offset": 0, "length": 6, "type": "bot_command"}
    return _wrote(number, person, f"/start {CODE}", entities=[entity])


def _mistaken(number: int, person: int) -> Update:
    return _wrote(number, person, wrong(person))


def _wrote(number: int, person: int, text: str, **more: object) -> Update:
    return {"update_id": number, "message": {**_message(number, person), "text": text, **more}}


def _tapped(number: int, person: int, data: str) -> Update:
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
