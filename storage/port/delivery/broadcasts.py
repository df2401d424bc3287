"""Broadcasts: one text to the families of a segment."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from flows.values.segments import Segment
from storage.port.answers import Answer


class BroadcastRow(NamedTuple):
    """A broadcast as it is submitted. `body` is the message to every recipient; the store does not read it."""

    id: str
    author: str
    school: str
    classes: tuple[str, ...]
    segment: Segment
    body: str
    due: datetime
    budget_since: datetime  #: messages to a family since this moment count against its budget
    before: str = ""  #: the result of flows.values.segments.before
    kind: str = "own"  #: own (written by a teacher) or reminder
    confirms: bool = False  #: recipients are asked to press «Прочитал(а)»
    title: str = ""  #: shown to its author in lists
    told: str = "{}"  #: JSON of the slots to write the same message again; the store does not read it
    notice: str = ""  #: JSON of flows.context.known.LastNotice: text typed under the message may answer its buttons
    cause: str = ""  #: id of the first broadcast with the same content; empty: this one
    file: str = ""  #: id of the attached file
    fixes: str = ""  #: id of the broadcast whose messages this one corrects


class InReach(NamedTuple):
    """The classes a person may write to, and their school; no classes: the person may not write."""

    school: str
    classes: tuple[str, ...]


class Reported(NamedTuple):
    """Delivery figures of a broadcast, in persons. From `sent` to `stopped` they add up to `people`."""

    state: str
    sent: int
    waiting: int
    blocked: int  #: blocked the bot
    denied: int  #: forbade messages from the community
    unknown: int
    refused: int
    needless: int  #: the family left or reached the goal before the message was sent
    held: int  #: not sent because the budget of the family is spent
    muted: int
    stopped: int  #: not sent because the author stopped the broadcast
    confirmed: int
    due: datetime
    title: str
    confirms: bool
    fixes: bool  #: it corrects another

    @property
    def people(self) -> int:
        """How many persons it was meant for."""
        return sum(self[1:11])

    @property
    def missed(self) -> int:
        """How many persons it did not reach; a repeat may reach them."""
        return self.blocked + self.denied + self.unknown + self.refused + self.held

    @property
    def stands(self) -> str:
        """Return `going`, `over`, or `missed` (over, and it can be repeated for those it did not reach)."""
        if self.state not in {"ended", "stopped"}:
            return "going"
        return "missed" if self.missed and not self.fixes else "over"


class ListedBroadcast(NamedTuple):
    """A broadcast in a list."""

    id: str
    title: str


class Broadcasts(Protocol):
    """Broadcasts, for their authors and the persons they were sent to."""

    async def submit(self, row: BroadcastRow, now: datetime) -> Answer:
        """Accept a broadcast: one row for any number of recipients. Slots: broadcast (its id).

        Refused("unknown"): the author is neither the teacher of each of its classes nor staff of their school.
        """

    async def stop(self, broadcast: str, now: datetime) -> None:
        """Stop a broadcast. Messages already sent stay."""

    async def in_reach(self, klass: str, person: str) -> InReach:
        """Return the class if the person may write to it; for EVERY_CLASS all classes of their school (staff)."""

    async def authored(self, broadcast: str, person: str) -> BroadcastRow | None:
        """Return a broadcast to its author; None to anybody else."""

    async def reported(self, broadcast: str, person: str) -> Reported | None:
        """Return the delivery figures of a broadcast to its author; None to anybody else."""

    async def unread(self, broadcast: str, person: str) -> Sequence[int]:
        """Return the numbers of families that got it and have not confirmed reading; 0: no number. Its author only."""

    async def written_about(self, broadcast: str, person: str) -> Answer:
        """Return which child of a recipient it is about, and who corrects mistakes in it.

        Slots: child, mends (`teacher`: a class teacher wrote it; else `school`). Refused("unknown"): it was not sent
        to this person.
        """

    async def confirm(self, broadcast: str, person: str, now: datetime) -> Answer:
        """Record that a person has read it. Refused("unknown"): it was not sent to them, or they left the class."""

    async def mine(self, person: str, *, to_read: bool) -> Sequence[ListedBroadcast]:
        """Return the person's broadcasts, the newest first; `to_read`: only those that ask for confirmation, from which
        segments of families that have not read them can be made."""
