"""Contested wishes: asked of the store inside the transaction, answered with an event."""

import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import assert_never

from flows.values import effects
from flows.values.events import Denied, Event, Taken, TakenByOther
from storage.port.answers import Answer, Granted, Lost, Refused
from storage.port.store import Work
from texts import School

#: Wishes answered here; errands are done by `bot.commands`
Wished = (
    effects.Redeem | effects.TakeTicket | effects.AnswerTicket | effects.CloseTicket | effects.MakeSchool
    | effects.MakeClass | effects.MakeCode | effects.LinkChats | effects.UnlinkChats
)  # fmt: skip


class Wishes:
    """Grants what people contest."""

    def __init__(self, schools: Mapping[str, School], admin_code: str = "") -> None:
        """Keep the profiles that can be opened and the installation's own code; empty: none."""
        self._schools, self._admin_code = schools, admin_code

    async def answer(self, work: Work, effect: Wished, person: str, now: datetime) -> Event:
        """Ask the store, and give its answer as the event that comes back into the fold."""
        name = type(effect).__struct_config__.tag
        return event_of(str(name), await self._grant(work, effect, person, now))

    async def _grant(self, work: Work, wish: Wished, person: str, now: datetime) -> Answer:
        match wish:
            case effects.Redeem():
                return await self._redeem(work, wish.code, person, now)
            case effects.TakeTicket():
                return await work.tickets.take(wish.ticket, person, now)
            case effects.AnswerTicket():
                return await work.tickets.answer(wish.ticket, wish.words, person, now)
            case effects.CloseTicket():
                return await work.tickets.close(wish.ticket, person, now)
            case effects.MakeSchool():
                known = wish.profile in self._schools
                return await work.schools.make(wish.profile, person, now) if known else Refused("unknown")
            case effects.MakeClass():
                return await work.schools.make_class(wish.name, person, now)
            case effects.MakeCode():
                return await work.codes.make(wish.kind, person, now, klass=wish.klass, child=wish.child)
            case effects.LinkChats():
                return await work.links.make(wish.code, person, now)
            case effects.UnlinkChats():
                return await work.links.undo(person, now)
            case _:
                assert_never(wish)

    async def _redeem(self, work: Work, code: str, person: str, now: datetime) -> Answer:
        # asked of the store first: wrong tries are counted there, for this code too
        answer = await work.codes.redeem(code, person, now)
        ours = bool(self._admin_code) and hmac.compare_digest(code.encode(), self._admin_code.encode())
        if not ours or answer != Refused("unknown"):
            return answer
        found = await work.schools.found(person, now)
        return Granted({"kind": "installation"}) if isinstance(found, Granted) else found


def event_of(wish: str, answer: Answer) -> Event:
    """Give the answer to a wish as the event that comes back into the fold."""
    match answer:
        case Granted():
            return Taken(wish, answer.told)
        case Lost():
            return TakenByOther(wish)
        case Refused():
            return Denied(wish, answer.why)
        case _:
            assert_never(answer)
