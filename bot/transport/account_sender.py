"""Sends the queue of one account: claims due deliveries at the account's pace, sends them and stores the results.

A running bot uses the loop `run`. The simulator calls `send_due` or `send_some` instead, at an unlimited pace. Replies
are claimed before bulk messages, and one call is reserved for replies. Each chat has at most one message being sent. An
account that waits or hangs does not delay other accounts.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.channels.gate import Gate
from bot.channels.pace import Pace
from bot.channels.port import Channel, Later, Refused, SendResult, Sent, Unknown, Unreachable
from bot.clock import Clock
from bot.errors import AccountRefusedError
from bot.refusals import Refusal
from bot.transport.claiming import Call, Claiming, Room
from bot.transport.settling import ended, outgoing, unsent
from storage.port.delivery.deliveries import LEAST_URGENT, Claimed, Ended
from storage.port.store import Store, Work

log = logging.getLogger(__name__)

IDLE = 1.0  #: seconds after which the queue is read even without a call of `wake`
REFUSED_TOO = 5.0  #: seconds to wait for the other running calls after one was refused
HANDFUL = 100  #: deliveries claimed by one transaction of `send_due`


class AccountSender:
    """Sends the queued deliveries of one account."""

    def __init__(
        self,
        account: str,
        channel: Channel,
        pace: Pace,
        *,
        store: Store,
        clock: Clock,
        ticks: Callable[[], float] = time.monotonic,
        gate: Gate | None = None,
    ) -> None:
        """Store the arguments. `ticks` returns the seconds of a monotonic clock; they measure the pace.

        `gate`: the gate that every call of the account passes, if the channel has one.
        """
        self.account, self._channel, self._pace, self._store, self._clock = account, channel, pace, store, clock
        self._ticks, self._claiming = ticks, Claiming(account, pace, gate)
        self._woken = asyncio.Event()
        self.under_way: dict[asyncio.Task[None], float] = {}  #: the running calls, and when each began
        self._ended: list[Ended] = []
        self._refusal: Refusal | None = None
        self._accepted = True  # False after a refusal, until a call has succeeded

    @property
    def oldest_call(self) -> float:
        """Return for how many seconds the oldest running call has had no answer; 0 if no call is running."""
        return max((self._ticks() - began for began in self.under_way.values()), default=0.0)

    def wake(self) -> None:
        """Make `run` read the queue now: a new delivery may be due."""
        self._woken.set()

    async def run(self, working: Callable[[], None]) -> None:
        """Send until cancelled, and call `working` after each call of `step`.

        Raises AccountRefusedError if the platform refuses the account. When called again, it sends one message at a
        time, and does not call `working`, until a call has succeeded.
        """
        while True:
            wait = await self.step()
            if self._accepted:
                working()
            await self._rest(wait)

    async def _rest(self, wait: float) -> None:
        # wait for `wake`, for the answer to a call, or for the end of `wait` seconds
        woken = asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait({woken, *self.under_way}, timeout=wait, return_when=asyncio.FIRST_COMPLETED)
        finally:
            woken.cancel()

    async def step(self) -> float:
        """Store the results of finished attempts and start the calls that the pace allows.

        Return the seconds until `step` must be called again.
        """
        self._woken.clear()
        await self._raise_if_refused()
        now = self._ticks()
        room = self._claiming.room(now, len(self.under_way), None if self._accepted else int(not self.under_way))
        claimed, skipped = await self._settle_and_claim(room)
        for call in self._claiming.calls(claimed, now):
            self._start(call)
        # Empty queue: wait for `wake`. No more calls may run: wait for an answer. Otherwise: wait as the pace demands.
        empty = room.calls > 0 and room.bulk and not claimed and not skipped
        full = len(self.under_way) >= self._pace.under_way - 1
        return IDLE if empty or full else min(IDLE, self._claiming.wait(self._ticks()))

    async def send_due(self, least_urgent: int = LEAST_URGENT) -> int:
        """Send all deliveries due now with an urgency up to `least_urgent`, and store the results.

        Return how many deliveries left the queue, including skipped ones. Do not call this while `run` is running.
        """
        left = 0
        while taken := await self._send_handful(HANDFUL, least_urgent):
            left += taken
        return left

    async def send_some(self, most: int) -> int:
        """Send at most `most` due deliveries, the most urgent first. Return how many left the queue."""
        taken = await self._send_handful(most, LEAST_URGENT)
        await self._settle()
        return taken

    async def _send_handful(self, most: int, least_urgent: int) -> int:
        # the results are settled by the transaction of the next handful
        await self._raise_if_refused()
        now = self._ticks()
        room = self._claiming.room(now, len(self.under_way), most, least_urgent)
        claimed, skipped = await self._settle_and_claim(room)
        for call in self._claiming.calls(claimed, now):
            await self._send(call)
        return len(claimed) + skipped

    async def _settle_and_claim(self, room: Room) -> tuple[Sequence[Claimed], int]:
        ended_now = list(self._ended)
        async with self._store.work() as work:
            moment = self._clock.now()
            await work.delivery.settle(ended_now, moment)
            claimed = await self._claiming.claim(work, room, moment)
            certain = await self._certain(work, claimed, moment)
            skipped = work.delivery.skipped + len(claimed) - len(certain)
        del self._ended[: len(ended_now)]
        return certain, skipped

    async def _certain(self, work: Work, claimed: Sequence[Claimed], moment: datetime) -> list[Claimed]:
        # what may have arrived and must not be repeated now ends in the same transaction: it was not in hand
        unsendable = [end for each in claimed if (end := unsent(each, moment, repeats=self._pace.repeats))]
        if unsendable:
            await work.delivery.settle(unsendable, moment)
        ids = {each.id for each in unsendable}
        return [each for each in claimed if each.id not in ids]

    def _start(self, call: Call) -> None:
        task = asyncio.ensure_future(self._send(call))
        self.under_way[task] = self._ticks()
        task.add_done_callback(self.under_way.pop)

    async def _send(self, call: Call) -> None:
        results = await self._results(call)
        now, repeats = self._clock.now(), self._pace.repeats
        self._ended += [ended(each, result, now, repeats=repeats) for each, result in zip(call, results, strict=True)]
        for each, result in zip(call, results, strict=True):
            if isinstance(result, Later):
                self._put_off(each.chat, result)
        self._note_refusal(results)

    def _put_off(self, chat: int, result: Later) -> None:
        until = self._ticks() + result.after
        if result.whole:
            self._claiming.meter.stop(until)
        elif result.chat:
            self._claiming.meter.rest(chat, until)

    def _note_refusal(self, results: Sequence[SendResult]) -> None:
        refusals = [each.refusal for each in results if isinstance(each, Later) and each.refusal]
        if refusals:
            self._refusal, self._accepted = refusals[0], False
        elif any(isinstance(each, Sent | Unreachable | Refused) for each in results):
            self._accepted = True

    async def _results(self, call: Call) -> Sequence[SendResult]:
        moment, repeats = self._clock.now(), self._pace.repeats
        try:
            return await self._channel.send(self.account, [outgoing(each, moment, repeats=repeats) for each in call])
        except Exception as error:  # noqa: BLE001 an outer boundary: after a channel's failure its messages may have arrived
            log.warning("account %s: %s", self.account, type(error).__name__)
            return [Unknown(type(error).__name__)] * len(call)

    async def finish(self, within: float) -> None:
        """Wait up to `within` seconds for running calls and store their results.

        Calls that are still running then are abandoned. The next process treats their deliveries as interrupted.
        """
        if self.under_way:
            await asyncio.wait(self.under_way, timeout=within)
        await self._settle()

    async def _raise_if_refused(self) -> None:
        if self._refusal:
            await self.finish(REFUSED_TOO)
            refusal, self._refusal = self._refusal, None
            raise AccountRefusedError(self.account, refusal)

    async def _settle(self) -> None:
        ended_now = list(self._ended)
        if ended_now:
            async with self._store.work() as work:
                await work.delivery.settle(ended_now, self._clock.now())
            del self._ended[: len(ended_now)]
