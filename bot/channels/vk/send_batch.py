"""Builds the calls that send the messages of one `VkSender.send`, and turns VK's answers into send results."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.channels.port import Later, OutgoingMessage, SendResult, Sent, Unknown, Unreachable
from bot.channels.vk.api_calls import ApiCall, VkScreen, calls_of, edit, shared
from bot.channels.vk.errors import CallFailed, Class, result_of

UPLOADED_AFTER = 30.0  #: seconds until a failed upload is retried
_UNEDITED = (Class.ours, Class.rights)  #: an edit that fails so is replaced by a new message
_PERSONAL = (Class.gone, Class.rights)  #: about one of the people of a call
Found = Any | CallFailed  #: the response of a call, or its failure


class SendBatch:
    """The messages of one `VkSender.send`, their screens in VK's format, and their results so far."""

    def __init__(self, messages: Sequence[OutgoingMessage], screens: Sequence[VkScreen]) -> None:
        """Start with nothing sent. `screens` has the screen of each message, in the same order."""
        self.messages, self.screens = messages, screens
        self.stopped: CallFailed | None = None  #: why the community itself cannot send now
        self._results: dict[int, SendResult] = {}
        self._again: dict[int, None] = {}
        self._out: set[int] = set()

    def not_begun(self, index: int, failed: CallFailed) -> None:
        """Record the result of a message that is not sent because its file could not be uploaded: Later or Refused."""
        result = result_of(failed)
        never_sent = isinstance(result, Unknown | Unreachable)
        self._results[index] = Later(UPLOADED_AFTER, failed.why) if never_sent else result
        self._out.add(index)
        if isinstance(result, Later) and result.whole:
            self.stopped = self.stopped or failed

    def edits(self) -> Iterator[ApiCall]:
        """Yield the calls that replace the text of messages sent earlier."""
        for index, message in enumerate(self.messages):
            if self._in_place(index) and index not in self._out:
                screen = self.screens[index]
                call = edit(message.peer, message.edit, screen.parts[0], screen.keyboard)
                yield ApiCall(call, (index,), message.urgency, edit=True)

    def news(self) -> Iterator[ApiCall]:
        """Yield the calls that send new messages."""
        begun = [(index, message) for index, message in enumerate(self.messages) if index not in self._out]
        new = [(index, message) for index, message in begun if not self._in_place(index)]
        yield from shared([(index, message, self.screens[index]) for index, message in new if message.shared])
        for index, message in new:
            if not message.shared:
                yield from calls_of(index, message, self.screens[index])

    def again(self) -> list[ApiCall]:
        """Return the calls that send failed messages once more.

        If VK refused an edit (the message is too old, code 909; deleted; not ours), the text is sent as a new message.
        If VK refused a call for many people because of one person, each person gets a separate call.
        """
        return [call for i in self._again for call in calls_of(i, self.messages[i], self.screens[i])]

    def note(self, call: ApiCall, found: Found) -> None:
        """Record the results of the messages that a finished call sent. `found`: VK's response, or the failure."""
        if isinstance(found, CallFailed):
            self._failed(call, found)
        elif call.edit:
            self._results[call.of[0]] = Sent(self.messages[call.of[0]].edit)
        elif call.of:
            self._answered(call, found)

    def put_off(self, calls: Sequence[ApiCall]) -> None:
        """Record the results of calls that were not made because the community must wait."""
        result = result_of(self.stopped or CallFailed("put off", sent=False))
        for index in (index for call in calls for index in call.of):
            self._settle(index, result)

    def results(self) -> list[SendResult]:
        """Return the result of each message, in the order of `messages`."""
        return [self._results[index] for index in range(len(self.messages))]

    def _in_place(self, index: int) -> bool:
        message = self.messages[index]
        whole = not self.screens[index].long and not message.screen.attached
        return whole and bool(message.edit) and message.edit.isdecimal()

    def _failed(self, call: ApiCall, failed: CallFailed) -> None:
        result = result_of(failed)
        if isinstance(result, Later) and result.whole:
            self.stopped = self.stopped or failed
        alone = len(call.of) == 1
        if (call.edit and failed.kind in _UNEDITED) or (not alone and failed.kind in _PERSONAL):
            self._again.update(dict.fromkeys(call.of))
            return
        for index in call.of:
            self._settle(index, result_of(failed))

    def _answered(self, call: ApiCall, found: Found) -> None:
        # a successful answer holds one entry per person; an entry may be an error
        answers = {str(each.get("peer_id")): each for each in found} if isinstance(found, list) else {}
        for index in call.of:
            answer = answers.get(self.messages[index].peer)
            self._settle(index, _one(answer))

    def _settle(self, index: int, result: SendResult) -> None:
        # one failed part decides the result; VK drops the parts that arrived when the message is repeated
        before = self._results.get(index)
        if before is None or isinstance(before, Sent):
            self._results[index] = result


def _one(answer: Mapping[str, Any] | None) -> SendResult:
    if answer is None:
        return result_of(CallFailed("garbled"))
    if error := answer.get("error"):
        code = int(error.get("code", 0))
        return result_of(CallFailed(f"vk:{code}", code), personal=True)
    return Sent(str(answer.get("conversation_message_id", "")))
