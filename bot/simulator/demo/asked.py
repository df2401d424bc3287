"""Parsing of the page's requests. An invalid request is refused with an explanation."""

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
    """Return the body of a request as a JSON object. Raises HTTPBadRequest if the body is not a JSON object."""
    try:
        body = json.loads((await request.read()).decode())
    except (ValueError, RecursionError, ClientPayloadError, ContentEncodingError):
        body = None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="Нужен объект JSON.")
    return body


def who(of: Asked, actors: Iterable[Actor]) -> Actor:
    """Return the actor with the `peer` (chat number) in the request. Raises HTTPBadRequest if no actor has it."""
    found = next((each for each in actors if each.peer == of.get("peer")), None)
    if found is None:
        raise web.HTTPBadRequest(text="Такого телефона нет.")
    return found


def words(of: Asked, name: str) -> str:
    """Return the field `name` of a request: a typed text or a button's payload.

    Lone UTF-16 surrogates are replaced, since they cannot be encoded. Raises HTTPBadRequest if the text is missing or
    too long.
    """
    said = of.get(name)
    if not isinstance(said, str) or len(said) > LONGEST:
        raise web.HTTPBadRequest(text=f"Нужен текст не длиннее {LONGEST} знаков.")
    return said.encode("utf-8", "replace").decode()


def moment(of: Asked, calendar: Calendar, now: datetime) -> datetime:
    """Return the time to which a request moves the clock from `now`.

    The request has `at` (a time), `till` («monday»: the next Monday morning) or `by` (a span: «5 рабочих дней»). Raises
    HTTPBadRequest if the time cannot be read or is in the past.
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
