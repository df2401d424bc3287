"""Sends parcels of one community in few calls that carry much: a hundred people a text, 25 texts a call (B5)."""

import logging
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.channels import End, Parcel, Sent
from bot.channels.vk.api import Api, script
from bot.channels.vk.batch import Found, Trip
from bot.channels.vk.calls import Letter, Said, edit, said
from bot.channels.vk.errors import CallFailed, Class, stopped
from bot.channels.vk.files import Uploads
from bot.channels.vk.keyboard import CALLBACK
from bot.errors import AccountStoppedError
from bot.messages.screen import Attachment

log = logging.getLogger(__name__)

TOGETHER = 25  #: calls in one `execute` (B5)
CODE = 60_000  #: characters of one `execute`; the limit is told nowhere, so a cautious one
KEPT = 2000  #: messages remembered: their words, to take their buttons off, and their numbers, to know them by


class Sender:
    """bot.channels.Channel of one community."""

    def __init__(self, account: str, api: Api, clients: Mapping[str, str], uploads: Uploads) -> None:
        """Keep the calls; `clients` says, for those whose client shows less than all, what it shows."""
        self._account, self._api, self._clients, self._uploads = account, api, clients, uploads
        self._shown: OrderedDict[tuple[str, str], Said] = OrderedDict()
        self._ours: OrderedDict[int, None] = OrderedDict()
        self._stopped: AccountStoppedError | None = None

    async def send(self, account: str, parcels: Sequence[Parcel]) -> Sequence[End]:
        """Send parcels and give how each ended, in their order. Raises AccountStoppedError."""
        del account
        if self._stopped:
            raise self._stopped
        refs = await self._refs(parcels)
        trip = Trip(parcels, [self._said(each, refs) for each in parcels])
        for index, each in enumerate(parcels):
            if each.screen.attached and isinstance(failed := refs[each.screen.attached.file], CallFailed):
                trip.not_begun(index, failed)
        await self._all(trip, [*trip.edits(), *trip.news(), *self._strips(trip)])
        await self._all(trip, trip.again())
        self._remember(trip)
        return trip.ends()

    def _said(self, parcel: Parcel, refs: Mapping[str, str | CallFailed]) -> Said:
        attached = parcel.screen.attached
        ref = refs[attached.file] if attached else ""
        return said(parcel.screen, self._clients.get(parcel.peer, CALLBACK), ref if isinstance(ref, str) else "")

    async def _refs(self, parcels: Sequence[Parcel]) -> dict[str, str | CallFailed]:
        # what VK calls each file of these parcels, or why it could not be given to it
        for_whom: dict[Attachment, list[str]] = {}
        for each in parcels:
            if each.screen.attached:
                for_whom.setdefault(each.screen.attached, []).append(each.peer)
        return {attached.file: await self._ref(attached, peers) for attached, peers in for_whom.items()}

    async def _ref(self, attached: Attachment, peers: Sequence[str]) -> str | CallFailed:
        try:
            return await self._uploads.ref(attached, peers)
        except CallFailed as failed:
            return failed

    def ours(self, random_id: int) -> bool:
        """Tell whether the bot itself sent what carries this number, as far as it remembers."""
        return random_id in self._ours

    async def _all(self, of: Trip, waiting: Sequence[Letter]) -> None:
        for together in _packed(sorted(waiting, key=lambda letter: letter.urgency)):
            if of.stopped:
                of.put_off(together)
                continue
            self._ours.update((number, None) for letter in together if (number := letter.random_id))
            _bound(self._ours, KEPT)
            for letter, found in zip(together, await self._together(together), strict=True):
                of.note(letter, found)

    async def _together(self, some: Sequence[Letter]) -> Sequence[Found]:
        try:
            return await self._called(some)
        except CallFailed as failed:
            if len(some) > 1 and failed.kind is Class.ours:  # one of them spoils the script: each by itself
                return [found for letter in some for found in await self._together([letter])]
            return [failed] * len(some)

    async def _called(self, some: Sequence[Letter]) -> Sequence[Found]:
        first = some[0]
        if len(some) > 1:
            return await self._api.execute([letter.call for letter in some], first.urgency)
        return [await self._api.call(first.call.method, first.call.values, first.urgency)]

    def _strips(self, of: Trip) -> Iterator[Letter]:
        # VK takes a keyboard off only with the words said again: those of a message we still have in memory
        for parcel in of.parcels:
            words = self._shown.pop((parcel.peer, parcel.strip), None) if parcel.strip else None
            if words:
                call = edit(parcel.peer, parcel.strip, words.parts[-1], "", words.attachment)
                yield Letter(call, (), parcel.urgency)

    def _remember(self, of: Trip) -> None:
        if of.stopped:
            log.error("account %s waits: %s", self._account, of.stopped.why)
            self._stopped = stopped(self._account, of.stopped)
        for parcel, what, end in zip(of.parcels, of.said, of.ends(), strict=True):
            if isinstance(end, Sent) and what.keyboard:
                self._shown[parcel.peer, end.message] = what
        _bound(self._shown, KEPT)


def _packed(some: Sequence[Letter]) -> Iterator[list[Letter]]:
    # a call with many people goes alone; the others together, as many as an `execute` holds
    together, size = list[Letter](), 0
    for letter in some:
        if len(letter.of) > 1:
            yield [letter]
            continue
        more = len(script([letter.call]))
        if together and (len(together) == TOGETHER or size + more > CODE):
            yield together
            together, size = [], 0
        together.append(letter)
        size += more
    if together:
        yield together


def _bound(kept: OrderedDict[Any, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
