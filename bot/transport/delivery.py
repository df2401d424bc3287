"""Sends what waits in the queue with no pace of its own: the demo, the terminal, stories. `run` has `AccountSender`."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from itertools import groupby

from bot.channels import Channel, Unknown
from bot.clock import Clock
from bot.transport.ends import ended, in_doubt, parcel
from storage.port.delivery import LEAST_URGENT, Claimed, Ended
from storage.port.store import Store

log = logging.getLogger(__name__)

AT_ONCE = 100  #: deliveries taken in hand in one transaction


class Delivery:
    """The loop between the queue and the channels."""

    def __init__(self, store: Store, clock: Clock, channels: Mapping[str, Channel]) -> None:
        """Keep the channels by account."""
        self._store, self._clock, self._channels = store, clock, channels

    async def run_dry(self, least_urgent: int = LEAST_URGENT) -> int:
        """Send until nothing so urgent is due, and give how many tries that took."""
        tries = 0
        while taken := await self.step(least_urgent=least_urgent):
            tries += taken
        return tries

    async def step(self, most: int = AT_ONCE, least_urgent: int = LEAST_URGENT) -> int:
        """Claim, send and settle one handful of due deliveries; return how many, or how many were skipped if none."""
        async with self._store.work() as work:
            claimed = await work.delivery.claim(
                self._clock.now(), most, list(self._channels), least_urgent=least_urgent
            )
            skipped = work.delivery.skipped
        if not claimed:
            return skipped
        # side by side: an account that does not answer must not delay another's
        sent = await asyncio.gather(*(self._sent(account, group) for account, group in _by_account(claimed)))
        async with self._store.work() as work:
            await work.delivery.settle([each for group in sent for each in group], self._clock.now())
        return len(claimed)

    async def _sent(self, account: str, claimed: Sequence[Claimed]) -> list[Ended]:
        now = self._clock.now()
        # what a dead process had in hand may have arrived: a broadcast comes once at most
        going = [each for each in claimed if not (each.broadcast and in_doubt(each, now))]
        doubtful = [Ended(each.id, "unknown", why="interrupted") for each in claimed if each not in going]
        try:
            ends = await self._channels[account].send(account, [parcel(each) for each in going])
            return doubtful + [ended(each, end, self._clock.now()) for each, end in zip(going, ends, strict=True)]
        except Exception as error:  # noqa: BLE001 an edge: a channel's failure is one of the ends
            log.warning("account %s: %s", account, type(error).__name__)
            return doubtful + [ended(each, Unknown(type(error).__name__), self._clock.now()) for each in going]


def _by_account(claimed: Sequence[Claimed]) -> list[tuple[str, list[Claimed]]]:
    ordered = sorted(claimed, key=lambda each: each.key.account)
    return [(account, list(group)) for account, group in groupby(ordered, key=lambda each: each.key.account)]
