"""Claims the deliveries that an account may send now according to its pace, and groups them into calls."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.channels.gate import Gate
from bot.channels.pace import BULK, Meter, Pace
from storage.port.delivery.deliveries import LEAST_URGENT, Claimed
from storage.port.store import Work

Call = Sequence[Claimed]  #: the deliveries sent by one call to the platform


class Room(NamedTuple):
    """How much may be claimed at the time `now`: at most `most` deliveries, sent by at most `calls` calls."""

    now: float
    calls: int
    bulk: bool  #: one of the calls may carry reminders or broadcasts
    most: int
    least_urgent: int = LEAST_URGENT  #: the greatest `urgency` that may be claimed (0 is the most urgent)


class Claiming:
    """Claims the deliveries of one account, as many as its rate limits (`pace`) allow."""

    def __init__(self, account: str, pace: Pace, gate: Gate | None = None) -> None:
        """Start with no calls counted against the limits of `pace`.

        `gate`: the gate that the account's calls pass. Only as much is claimed as can soon pass it: a delivery that
        waits at the gate when the process dies counts as one that may have arrived.
        """
        self._account, self._pace, self.meter, self._gate = account, pace, Meter(pace), gate

    def room(self, now: float, under_way: int, most: int | None = None, least_urgent: int = LEAST_URGENT) -> Room:
        """Return how much may be claimed while `under_way` calls are running.

        `most`: the greatest number of deliveries; None if only the pace limits it. For `least_urgent`, see `Room`.
        The last call that may still start is reserved for replies and answers of staff.
        """
        calls = min(self.meter.room(now), self._pace.under_way - under_way)
        bulk = self.meter.bulk_room(now) and under_way < self._pace.under_way - 1
        if self._gate:
            calls, bulk = min(calls, self._gate.room), bulk and self._gate.bulk_room
        whole = calls * self._pace.at_once
        return Room(now, calls, bulk, whole if most is None else min(most, whole), least_urgent)

    def wait(self, now: float) -> float:
        """Return the seconds from `now` until more may be claimed."""
        return max(self.meter.wait(now), self._gate.wait if self._gate else 0.0)

    async def claim(self, work: Work, room: Room, moment: datetime) -> list[Claimed]:
        """Claim and return the due replies and answers of staff, as many as `room` allows.

        If a call is still free after them, claim also reminders and broadcasts for one call.
        """
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
        """Group claimed deliveries into calls. Count each call as started at the time `now`."""
        for at in range(0, len(claimed), self._pace.at_once):
            call = claimed[at : at + self._pace.at_once]
            self.meter.spend(now, bulk=call[0].urgency >= BULK)
            for each in call:
                self.meter.said(each.chat, now)
            yield call
