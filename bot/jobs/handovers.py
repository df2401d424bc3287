"""Notifies teachers when a substitute joins or leaves their class, and when they may resume a suspended deadline."""

from collections.abc import Sequence
from datetime import datetime

from bot.clock import Clock
from flows.values.events import News
from storage.port.delivery.timers import TimerRow
from storage.port.school.handovers import Substitution, SuspendedCampaigns
from storage.port.store import Store
from storage.port.turns import Rows


class Handovers:
    """Sets the timers that notify the teachers of a class."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Store the collaborators."""
        self._store, self._clock = store, clock

    async def run_dry(self) -> int:
        """Set timers for the notices that are not sent yet; return their number.

        The store marks them as sent in the same transaction.
        """
        now = self._clock.now()
        async with self._store.work() as work:
            timers = [
                *_of_substitutes(await work.handovers.substitutions(), now),
                *_of_suspended(await work.handovers.suspended(now), now),
            ]
            if timers:
                await work.turns.keep(Rows(timers=timers), now)
        return len(timers)


def _of_substitutes(found: Sequence[Substitution], now: datetime) -> list[TimerRow]:
    return [
        TimerRow(
            f"{each.state}:{each.klass}:{each.last_day}:{each.person}", now,
            News("hats", each.state, {**_class(each), "last_day": each.last_day}),
            each.person, flow="hats", about=each.klass,
        )
        for each in found
    ]  # fmt: skip


def _of_suspended(found: Sequence[SuspendedCampaigns], now: datetime) -> list[TimerRow]:
    return [
        TimerRow(
            f"rests:{each.klass}:{each.person}", now,
            News("campaign", "waits", {**_class(each), "campaign": each.campaigns[0]}),
            each.person, flow="hats", about=each.klass,
        )
        for each in found
    ]  # fmt: skip


def _class(of: Substitution | SuspendedCampaigns) -> dict[str, str]:
    return {"klass": of.klass, "class_name": of.class_name}
