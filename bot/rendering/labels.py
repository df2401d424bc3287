"""Labels of the buttons of lists. Labels that `flows` needs too are in `flows/text/labels.py`."""

from collections.abc import Mapping
from datetime import date

from flows.text.labels import ticket_label

SIGNATURE_SHOWN = 28  #: characters of an unrecognised message on a button
SUBMITTED_SHOWN = 36  #: characters of a submitted example on a button
#: Names of steps in lists that count families by step
STEP_NAMES: Mapping[str, str] = {
    "card": "Карточка", "check": "Проверка", "account": "Учётная запись", "diary": "Дневник",
    "myschool": "Моя школа", "sferum": "Сферум",
}  # fmt: skip
_GOALS: Mapping[str, str] = {
    "check": "Проверка документов",
    "account": "Учётная запись ребёнка",
    "diary": "Вход в дневник",
    "myschool": "ФГИС «Моя школа»",
    "sferum": "Сферум",
}
_TICKET_STATES: Mapping[str, str] = {"open": "", "taken": " · у Вас", "answered": " · отвечен"}


def role_label(class_name: str, until: str, since: date) -> str:
    """Return the label of a role: «3Б · с 16.11.26» for a class teacher, «3Б · замещает до 12.12» for a substitute.

    `until` is an ISO date, or empty for a teacher who is not a substitute.
    """
    day = f"замещает до {date.fromisoformat(until):%d.%m}" if until else f"с {since:%d.%m.%y}"
    return f"{class_name} · {day}"


def waiting_label(number: int, class_name: str, state: str) -> str:
    """Return the label of a ticket for the staff who answer it: «№ 12, 3Б», «№ 12, 3Б · у Вас»."""
    return ticket_label(number, class_name) + _TICKET_STATES[state]


def signature_label(signature: str, count: int) -> str:
    """Return the label of an unrecognised message, its signature and count: «заявка, отклонили · 12»."""
    return f"{_cut(signature, SIGNATURE_SHOWN)} · {count}"


def submitted_label(text: str) -> str:
    """Return the first characters of a text as its label."""
    return _cut(" ".join(text.split()), SUBMITTED_SHOWN)


def request_label(class_name: str, track: str, count: int, since: date) -> str:
    """Return the label of the requests of a class that wait for the school: «3Б · Сферум · 2 · с 12.11»."""
    return f"{class_name} · {STEP_NAMES.get(track, track)} · {count} · с {since:%d.%m}"


def order_label(made: date, signed: str = "") -> str:
    """Return the label of an order: «От 16.11.26», with `signed` «От 16.11.26 · 3 из 5»."""
    return f"От {made:%d.%m.%y} · {signed}" if signed else f"От {made:%d.%m.%y}"


def extract_label(number: int | None, asked: date) -> str:
    """Return the label of an extract that is still to be given: «Семья 7 · просили 16.11»."""
    return f"{f'Семья {number}' if number else 'Новая семья'} · просили {asked:%d.%m}"


def goal_label(goal: str) -> str:
    """Return the label of a goal: «Учётная запись ребёнка»."""
    return _GOALS.get(goal, goal)


def campaign_label(goal: str, deadline: date) -> str:
    """Return the label of a campaign: «Вход в дневник · до 20.12»."""
    return f"{goal_label(goal)} · до {deadline:%d.%m}"


def stuck_label(step: str, families: int) -> str:
    """Return the label of a step with its number of families: «Проверка · 4»."""
    return f"{STEP_NAMES.get(step, step)} · {families}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip(' ,')}…"
