"""Sends the messages of one community in few requests (platform fact B5).

One call sends a text to up to 100 people; one `execute` request makes up to 25 calls.
"""

import logging
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from bot.channels.port import OutgoingMessage, Refused, SendResult, Sent
from bot.channels.vk.api_calls import ApiCall, VkScreen, drawn
from bot.channels.vk.client.api import Api
from bot.channels.vk.client.scripts import CODE, TOGETHER, script
from bot.channels.vk.errors import BAD_FILE, CallFailed, Class
from bot.channels.vk.files import Uploads
from bot.channels.vk.keyboard import CALLBACK
from bot.channels.vk.send_batch import Found, SendBatch
from bot.channels.vk.stripping import VkStripping
from bot.messages.screen import Attachment

log = logging.getLogger(__name__)

BAD_FILES = frozenset(f"vk:{code}" for code in BAD_FILE)
KEPT = 2000  #: messages kept in memory: their random_ids for `ours`


Ref = str | CallFailed  #: VK's name of a file, or the failure of its upload


class VkSender:
    """Sends the messages of one community."""

    def __init__(
        self, account: str, api: Api, clients: Mapping[str, str], uploads: Uploads, *, again: str = ""
    ) -> None:
        """Store the arguments. `clients`: {peer: kind of buttons that the person's VK client shows}.

        The kind is TEXT or NONE; a peer that is not in `clients` gets CALLBACK buttons. `again` is a text put above a
        message that may have arrived before and that VK may show twice.
        """
        self._account, self._api, self._clients, self._uploads = account, api, clients, uploads
        self._again, self._stripping = again, VkStripping(api)
        self._ours: OrderedDict[int, None] = OrderedDict()

    async def send(self, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Send messages and return their results in order."""
        results, refs = await self._sent(messages)
        again = [index for index, each in enumerate(messages) if _file_refused(each, results[index])]
        if again:
            await self._forget([messages[index] for index in again], refs)
            anew, _ = await self._sent([messages[index] for index in again])
            for index, result in zip(again, anew, strict=True):
                results[index] = result
        return results

    async def _sent(self, messages: Sequence[OutgoingMessage]) -> tuple[list[SendResult], Mapping[str, Ref]]:
        refs = await self._refs(messages)
        batch = SendBatch(messages, [self._drawn(each, refs) for each in messages])
        for index, each in enumerate(messages):
            if each.screen.attached and isinstance(failed := refs[each.screen.attached.file], CallFailed):
                batch.not_begun(index, failed)
        await self._all(batch, [*batch.edits(), *batch.news()])
        await self._all(batch, batch.again())
        self._remember(batch)
        return batch.results(), refs

    async def _forget(self, messages: Sequence[OutgoingMessage], refs: Mapping[str, Ref]) -> None:
        # VK may have deleted the file or its name: it is uploaded again
        for attached in {each.screen.attached for each in messages}:
            if attached and isinstance(ref := refs[attached.file], str):
                log.warning("account %s: file %s refused, uploaded again", self._account, attached.file)
                await self._uploads.refused(attached, ref)

    def _drawn(self, message: OutgoingMessage, refs: Mapping[str, Ref]) -> VkScreen:
        screen, attached = message.screen, message.screen.attached
        ref = refs[attached.file] if attached else ""
        if message.interrupted and self._again and not message.edit:
            screen = msgspec.structs.replace(screen, text=f"{self._again}\n\n{screen.text}")
        return drawn(screen, self._clients.get(message.peer, CALLBACK), ref if isinstance(ref, str) else "")

    async def _refs(self, messages: Sequence[OutgoingMessage]) -> dict[str, Ref]:
        # {file: VK's name of the file, or the failure of its upload}
        for_whom: dict[Attachment, list[OutgoingMessage]] = {}
        for each in messages:
            if each.screen.attached:
                for_whom.setdefault(each.screen.attached, []).append(each)
        return {attached.file: await self._ref(attached, of) for attached, of in for_whom.items()}

    async def _ref(self, attached: Attachment, of: Sequence[OutgoingMessage]) -> Ref:
        try:
            return await self._uploads.ref(attached, [each.peer for each in of], min(each.urgency for each in of))
        except CallFailed as failed:
            return failed

    def ours(self, random_id: int) -> bool:
        """Return True if the bot sent the message with this random_id. Only the last KEPT messages are known."""
        return random_id in self._ours

    async def _all(self, of: SendBatch, waiting: Sequence[ApiCall]) -> None:
        for calls in _packed(sorted(waiting, key=lambda call: call.urgency)):
            if of.stopped:
                of.put_off(calls)
                continue
            self._ours.update((number, None) for call in calls if (number := call.random_id))
            _bound(self._ours, KEPT)
            for call, found in zip(calls, await self._attributed(await self._together(calls)), strict=True):
                of.note(call, found)

    async def _attributed(self, found: Sequence[Found]) -> Sequence[Found]:
        # 7 and 15 do not say whether one person refuses or our token lacks the right to send; its permissions do
        failed = [each for each in found if isinstance(each, CallFailed)]
        doubtful = any(each.kind is Class.rights for each in failed)
        if not doubtful or len(failed) < len(found) or await self._may_send():
            return found
        return [CallFailed(each.why, each.code, sent=each.sent, ours=True) for each in failed]

    async def _may_send(self) -> bool:
        try:
            answer = await self._api.call("groups.getTokenPermissions", {})
            return "messages" in {each["name"] for each in answer["permissions"]}
        except (CallFailed, KeyError, TypeError):
            return True  # unknown: the messages are tried again, a few times

    async def _together(self, calls: Sequence[ApiCall]) -> Sequence[Found]:
        try:
            return await self._called(calls)
        except CallFailed as failed:
            if len(calls) > 1 and failed.kind is Class.ours:  # one call breaks the script: send each separately
                return [found for call in calls for found in await self._together([call])]
            return [failed] * len(calls)

    async def _called(self, calls: Sequence[ApiCall]) -> Sequence[Found]:
        first = calls[0]
        if len(calls) > 1:
            return await self._api.execute([each.call for each in calls], first.urgency)
        return [await self._api.call(first.call.method, first.call.values, first.urgency)]

    def _remember(self, of: SendBatch) -> None:
        if of.stopped:
            log.info("account %s waits: %s", self._account, of.stopped.why)
        for message, screen, result in zip(of.messages, of.screens, of.results(), strict=True):
            if isinstance(result, Sent):
                self._stripping.sent(message.peer, result.message, screen, message.strip)


def _file_refused(message: OutgoingMessage, result: SendResult) -> bool:
    return bool(message.screen.attached) and isinstance(result, Refused) and result.why in BAD_FILES


def _packed(calls: Sequence[ApiCall]) -> Iterator[list[ApiCall]]:
    # a call for many people is sent alone; the others are grouped, as many as fit in one `execute`
    together, size = list[ApiCall](), 0
    for call in calls:
        if len(call.of) > 1:
            yield [call]
            continue
        more = len(script([call.call]))
        if together and (len(together) == TOGETHER or size + more > CODE):
            yield together
            together, size = [], 0
        together.append(call)
        size += more
    if together:
        yield together


def _bound(kept: OrderedDict[Any, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
