"""One `send`: its parcels as letters, and what the answers mean for each of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.channels import End, Later, Parcel, Sent, Unknown, Unreachable
from bot.channels.vk.calls import Letter, Said, edit, letters, shared
from bot.channels.vk.errors import CallFailed, Class, end_of

UPLOADED_AFTER = 30.0  #: seconds until an upload that failed is tried again
Found = Any | CallFailed  #: what a call gave, or how it failed


class Trip:
    """The parcels of one `send`, what each of them says, and what became of them so far."""

    def __init__(self, parcels: Sequence[Parcel], what: Sequence[Said]) -> None:
        """Begin with nothing sent."""
        self.parcels, self.said = parcels, what
        self.stopped: CallFailed | None = None  #: why the community itself cannot send now
        self._ends: dict[int, End] = {}
        self._again: dict[int, None] = {}
        self._out: set[int] = set()

    def not_begun(self, index: int, failed: CallFailed) -> None:
        """Leave a parcel unsaid: what it carries could not be given to VK. Nobody was told anything: never unknown."""
        end = end_of(failed)
        self._ends[index] = Later(UPLOADED_AFTER, failed.why) if isinstance(end, Unknown | Unreachable) else end
        self._out.add(index)
        if isinstance(end, Later) and end.whole:
            self.stopped = self.stopped or failed

    def edits(self) -> Iterator[Letter]:
        """Give the calls that put a text in a message's place."""
        for index, parcel in enumerate(self.parcels):
            if self._in_place(index) and index not in self._out:
                call = edit(parcel.peer, parcel.edit, self.said[index].parts[0], self.said[index].keyboard)
                yield Letter(call, (index,), parcel.urgency, edit=True)

    def news(self) -> Iterator[Letter]:
        """Give the calls that say something new."""
        begun = [(index, parcel) for index, parcel in enumerate(self.parcels) if index not in self._out]
        new = [(index, parcel) for index, parcel in begun if not self._in_place(index)]
        yield from shared([(index, parcel, self.said[index]) for index, parcel in new if parcel.shared])
        for index, parcel in new:
            if not parcel.shared:
                yield from letters(index, parcel, self.said[index])

    def again(self) -> list[Letter]:
        """Give new messages for those that could not be edited: too old (909), deleted, another's; and one by one
        those of a call that was refused for the sake of one of them."""
        return [letter for index in self._again for letter in letters(index, self.parcels[index], self.said[index])]

    def note(self, letter: Letter, found: Found) -> None:
        """Keep what a call gave."""
        if isinstance(found, CallFailed):
            self._failed(letter, found)
        elif letter.edit:
            self._ends[letter.of[0]] = Sent(self.parcels[letter.of[0]].edit)
        elif letter.of:
            self._answered(letter, found)

    def put_off(self, some: Sequence[Letter]) -> None:
        """Leave letters for later, for the reason the community cannot send now."""
        end = end_of(self.stopped or CallFailed("put off", sent=False))
        for index in (index for letter in some for index in letter.of):
            self._settle(index, end)

    def ends(self) -> list[End]:
        """Give how each parcel ended, in their order."""
        return [self._ends[index] for index in range(len(self.parcels))]

    def _in_place(self, index: int) -> bool:
        parcel = self.parcels[index]
        whole = not self.said[index].long and not parcel.screen.attached
        return whole and bool(parcel.edit) and parcel.edit.isdecimal()

    def _failed(self, letter: Letter, failed: CallFailed) -> None:
        end = end_of(failed)
        if isinstance(end, Later) and end.whole:
            self.stopped = self.stopped or failed
        if (letter.edit and failed.kind is Class.ours) or (len(letter.of) > 1 and failed.kind is Class.gone):
            self._again.update(dict.fromkeys(letter.of))
            return
        for index in letter.of:
            self._settle(index, end_of(failed))

    def _answered(self, letter: Letter, found: Found) -> None:
        # a refusal for one person stands inside a successful answer
        answers = {str(each.get("peer_id")): each for each in found} if isinstance(found, list) else {}
        for index in letter.of:
            answer = answers.get(self.parcels[index].peer)
            self._settle(index, _one(answer))

    def _settle(self, index: int, end: End) -> None:
        # of several parts the worst counts; a repeat of those that arrived is not shown
        before = self._ends.get(index)
        if before is None or isinstance(before, Sent):
            self._ends[index] = end


def _one(answer: Mapping[str, Any] | None) -> End:
    if answer is None:
        return end_of(CallFailed("garbled"))
    if error := answer.get("error"):
        code = int(error.get("code", 0))
        return end_of(CallFailed(f"vk:{code}", code), personal=True)
    return Sent(str(answer.get("conversation_message_id", "")))
