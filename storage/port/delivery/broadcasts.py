"""Broadcasts: one text to the families of a segment."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from flows.values.segments import Segment
from storage.port.answers import Answer


class BroadcastRow(NamedTuple):
    """A broadcast as it is submitted. `body` is what everybody gets, opaque to the store."""

    id: str
    author: str
    school: str
    classes: tuple[str, ...]
    segment: Segment
    body: str
    due: datetime
    budget_since: datetime  #: from when what a family was written counts against this one
    before: str = ""  #: flows.values.segments.before
    kind: str = "own"  #: own (a teacher's words) or reminder
    confirms: bool = False  #: it asks for «Прочитал(а)»
    title: str = ""  #: how its author finds it again
    told: str = "{}"  #: JSON: the words to write the same again with, opaque to the store
    notice: str = ""  #: JSON of flows.context.known.LastNotice: what is typed under it may answer its buttons
    cause: str = ""  #: the first of those that say the same thing; empty: itself
    file: str = ""  #: the id of what it carries
    fixes: str = ""  #: the one whose messages it takes the place of


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
    needless: int  #: left, or reached the goal, before it went
    held: int  #: by the budget
    muted: int
    stopped: int  #: not sent, for its author stopped it
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
        """How many persons it did not reach, and might if repeated."""
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
        """Accept a broadcast: one row, however many receive it; told broadcast. Refused("unknown"): the author is
        neither the teacher of each of its classes nor staff of their school."""

    async def stop(self, broadcast: str, now: datetime) -> None:
        """Stop a broadcast. Messages already sent stay."""

    async def in_reach(self, klass: str, person: str) -> InReach:
        """Return the class if the person may write to it; for EVERY_CLASS all classes of their school (staff)."""

    async def authored(self, broadcast: str, person: str) -> BroadcastRow | None:
        """Return a broadcast to its author; None to anybody else."""

    async def reported(self, broadcast: str, person: str) -> Reported | None:
        """Return the delivery figures of a broadcast to its author; None to anybody else."""

    async def unread(self, broadcast: str, person: str) -> Sequence[int]:
        """Return, to its author, the numbers of families it reached in which nobody confirmed reading; 0: no number."""

    async def written_about(self, broadcast: str, person: str) -> Answer:
        """Return, to a person it was sent to, the child it is about and who is responsible: told child, mends (teacher:
        a class teacher wrote it; else school). Refused("unknown"): it was not sent to them."""

    async def confirm(self, broadcast: str, person: str, now: datetime) -> Answer:
        """Record that a person has read it. Refused("unknown"): it was not sent to them, or they left the class."""

    async def mine(self, person: str, *, to_read: bool) -> Sequence[ListedBroadcast]:
        """Return the person's broadcasts, the newest first; `to_read`: those that ask for confirmation, as segments of
        the families that have not read them."""
