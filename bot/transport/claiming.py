"""What an account may send now: deliveries claimed as its pace allows, grouped into calls."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.channels.pace import BULK, Meter, Pace
from storage.port.delivery.deliveries import LEAST_URGENT, Claimed
from storage.port.store import Work

Call = Sequence[Claimed]  #: what the channel is given at once


class Room(NamedTuple):
    """What may be claimed at a moment of the meter: for so many calls, so many deliveries, at least so urgent."""

    now: float
    calls: int
    bulk: bool  #: one of the calls may be of bulk
    most: int
    least_urgent: int = LEAST_URGENT


class Claiming:
    """The claims of one account."""

    def __init__(self, account: str, pace: Pace) -> None:
        """Start with nothing sent."""
        self._account, self._pace, self.meter = account, pace, Meter(pace)

    def room(self, now: float, under_way: int, most: int | None = None, least_urgent: int = LEAST_URGENT) -> Room:
        """Return the room beside so many calls under way; one place is reserved for whoever waits for an answer."""
        calls = min(self.meter.room(now), self._pace.under_way - under_way)
        bulk = self.meter.bulk_room(now) and under_way < self._pace.under_way - 1
        whole = calls * self._pace.at_once
        return Room(now, calls, bulk, whole if most is None else min(most, whole), least_urgent)

    async def claim(self, work: Work, room: Room, moment: datetime) -> list[Claimed]:
        """Claim what people wait for, then one call of bulk if a whole call is left."""
        if room.calls <= 0:
            return []
        resting, mine, urgent = self.meter.resting(room.now), [self._account], min(room.least_urgent, BULK - 1)
        claimed = [*await work.delivery.claim(moment, room.most, mine, resting=resting, least_urgent=urgent)]
        left = self._left(room, len(claimed))
        if left and room.bulk and room.least_urgent > urgent:
            claimed += await work.delivery.claim(moment, left, mine, resting=resting, least_urgent=room.least_urgent)
        return claimed

    def _left(self, room: Room, claimed: int) -> int:
        whole = claimed <= (room.calls - 1) * self._pace.at_once
        return min(room.most - claimed, self._pace.at_once) if whole else 0

    def calls(self, claimed: Sequence[Claimed], now: float) -> Iterator[Call]:
        """Group claimed deliveries into calls and count each."""
        for at in range(0, len(claimed), self._pace.at_once):
            call = claimed[at : at + self._pace.at_once]
            self.meter.spend(now, bulk=call[0].urgency >= BULK)
            for each in call:
                self.meter.said(each.chat, now)
            yield call
