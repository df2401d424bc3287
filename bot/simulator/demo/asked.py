"""Parsing of the page's requests; an invalid one is refused with an explanation."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from aiohttp import ClientPayloadError, web
from aiohttp.http_exceptions import ContentEncodingError

from bot.simulator.sample import Actor
from bot.simulator.script import FARTHEST, span
from flows.values.calendar import Calendar

LONGEST = 4000  #: characters in one typed message
MONDAY = 0

Asked = Mapping[str, object]


async def asked(request: web.Request) -> Asked:
    """Return the body, a JSON object. Raises HTTPBadRequest for anything else."""
    try:
        body = json.loads((await request.read()).decode())
    except (ValueError, RecursionError, ClientPayloadError, ContentEncodingError):
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="Нужен объект JSON.")
    return body


def who(of: Asked, actors: Iterable[Actor]) -> Actor:
    """Return the actor whose peer is in the request. Raises HTTPBadRequest if there is none."""
    found = next((each for each in actors if each.peer == of.get("peer")), None)
    if found is None:
        raise web.HTTPBadRequest(text="Такого телефона нет.")
    return found


def words(of: Asked, name: str) -> str:
    """Return a typed text or a payload. Lone UTF-16 surrogates are replaced: they cannot be encoded.

    Raises HTTPBadRequest for no text or a text too long.
    """
    said = of.get(name)
    if not isinstance(said, str) or len(said) > LONGEST:
        raise web.HTTPBadRequest(text=f"Нужен текст не длиннее {LONGEST} знаков.")
    return said.encode("utf-8", "replace").decode()


def moment(of: Asked, calendar: Calendar, now: datetime) -> datetime:
    """Return the time to move the clock to: `by` a span («5 рабочих дней»), `till` Monday's morning, or `at` a time.

    Raises HTTPBadRequest for an unreadable or past time.
    """
    try:
        if "at" in of:
            return _at(str(of["at"]), now)
        return _monday(calendar, now) if of.get("till") == "monday" else _by(str(of.get("by")), calendar, now)
    except ValueError as error:
        raise web.HTTPBadRequest(text=f"Часы двигаются вперёд: «1 час», «5 рабочих дней». {error}") from None


def _by(said: str, calendar: Calendar, now: datetime) -> datetime:
    number, _, unit = said.partition(" ")
    if not (number.isascii() and number.isdecimal() and len(number) < 9):
        raise ValueError(f"«{number}» — не число.")
    return calendar.due(now, span(int(number), unit))


def _monday(calendar: Calendar, now: datetime) -> datetime:
    today = now.astimezone(calendar.zone).date()
    days = (today + timedelta(days=n) for n in range(8))
    mornings = (calendar.morning(day) for day in days if day.weekday() == MONDAY)
    return next(morning for morning in mornings if morning > now)


def _at(said: str, now: datetime) -> datetime:
    at = datetime.fromisoformat(said)
    if at.tzinfo is None or not timedelta() <= at - now <= timedelta(days=FARTHEST):
        raise ValueError("Этот момент прошёл или слишком далеко.")
    return at
