"""Sends what waits in the queue: the urgent first, one in flight a chat, each try settled as one of the ends."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import assert_never

from bot.channels import Channel, End, Later, Parcel, Refused, Sent, Unknown, Unreachable
from bot.clock import Clock
from bot.screen import decoded
from storage.ports import Store
from storage.values import Claimed, Ended

log = logging.getLogger(__name__)

AT_ONCE = 100  #: deliveries taken in hand in one transaction
TRIES = 8  #: after so many, a delivery the platform keeps putting off is given up as refused


class Delivery:
    """The loop between the queue and the channels."""

    def __init__(self, store: Store, clock: Clock, channels: Mapping[str, Channel]) -> None:
        """Keep the channels by account."""
        self._store, self._clock, self._channels = store, clock, channels

    async def run_dry(self) -> int:
        """Send until nothing is due, and give how many tries that took."""
        tries = 0
        while taken := await self.step():
            tries += taken
        return tries

    async def step(self) -> int:
        """Take one handful of due deliveries in hand, send and settle them; give how many."""
        async with self._store.work() as work:
            claimed = await work.claim(self._clock.now(), AT_ONCE, list(self._channels))
        if not claimed:
            return 0
        # side by side: an account that does not answer must not delay another's
        sent = await asyncio.gather(*(self._sent(account, group) for account, group in _by_account(claimed)))
        ended = [each for group in sent for each in group]
        async with self._store.work() as work:
            await work.settle(ended, self._clock.now())
        return len(claimed)

    async def _sent(self, account: str, claimed: Sequence[Claimed]) -> list[Ended]:
        try:
            ends = await self._channels[account].send(account, [_parcel(each) for each in claimed])
            return [self._ended(each, end) for each, end in zip(claimed, ends, strict=True)]
        except Exception as error:  # noqa: BLE001 an edge: a channel's failure is one of the ends
            log.warning("account %s: %s", account, type(error).__name__)
            return [self._ended(each, Unknown(type(error).__name__)) for each in claimed]

    def _ended(self, claimed: Claimed, end: End) -> Ended:
        match end:
            case Sent():
                return Ended(claimed.id, "sent", message=end.message)
            case Later():
                return self._later(claimed, end, self._clock.now())
            case Unreachable():
                return Ended(claimed.id, "unreachable", why=end.why)
            case Refused():
                log.error("delivery %d refused: %s", claimed.id, end.why)
                return Ended(claimed.id, "refused", why=end.why)
            case Unknown():
                return Ended(claimed.id, "unknown", why=end.why)
            case _:
                assert_never(end)

    def _later(self, claimed: Claimed, end: Later, now: datetime) -> Ended:
        if claimed.attempts + 1 >= TRIES:
            return Ended(claimed.id, "refused", why=f"later:{end.why}")
        return Ended(claimed.id, "later", why=end.why, due=now + timedelta(seconds=end.after))


def _by_account(claimed: Sequence[Claimed]) -> list[tuple[str, list[Claimed]]]:
    ordered = sorted(claimed, key=lambda each: each.key.account)
    return [(account, list(group)) for account, group in groupby(ordered, key=lambda each: each.key.account)]


def _parcel(claimed: Claimed) -> Parcel:
    living = claimed.living_message
    return Parcel(
        id=claimed.id,
        peer=claimed.key.peer,
        screen=decoded(claimed.body),
        urgency=claimed.urgency,
        edit=living if claimed.edit else "",
        strip=living if claimed.living and not claimed.edit else "",
        attempts=claimed.attempts,
        interrupted=claimed.interrupted,
    )
