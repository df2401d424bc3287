"""Broadcasts: one text to the families of a segment."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from flows.values.segments import Segment
from storage.port.answers import Answer


class BroadcastRow(NamedTuple):
    """A broadcast as its author submits it. `body` is the message to every recipient; the store does not read it."""

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
    slots: str = "{}"  #: JSON of the slots from which the same message can be written again; the store does not read it
    notice: str = ""  #: JSON of flows.context.known.LastNotice: text typed under the message may answer its buttons
    cause: str = ""  #: id of the first broadcast with the same content; empty: this one
    file: str = ""  #: id of the attached file
    fixes: str = ""  #: id of the broadcast whose messages this one corrects
    urgent: bool = False  #: also to persons whose budget is spent


class InReach(NamedTuple):
    """The classes whose families a person may write to, and their school. `classes` is empty if there are none."""

    school: str
    classes: tuple[str, ...]


class Reported(NamedTuple):
    """Delivery figures of a broadcast, in persons. The fields from `sent` to `stopped` add up to `people`."""

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
    fixes: bool  #: it corrects another broadcast

    @property
    def people(self) -> int:
        """How many persons the broadcast was meant for."""
        return sum(self[1:11])

    @property
    def expected(self) -> int:
        """How many persons the broadcast was sent to, or will be: nobody who cannot be reached or was left out."""
        return self.sent + self.waiting + self.unknown + self.refused + self.stopped

    @property
    def missed(self) -> int:
        """How many persons the broadcast did not reach. A repeat may reach them."""
        return self.blocked + self.denied + self.unknown + self.refused + self.held

    @property
    def stands(self) -> str:
        """Return the state that the author sees: `going`, `over` or `missed`.

        `missed`: the broadcast is over, did not reach everybody, and can be repeated.
        """
        if self.state not in {"ended", "stopped"}:
            return "going"
        return "missed" if self.missed and not self.fixes else "over"


class ListedBroadcast(NamedTuple):
    """A broadcast as one line of a list for its author."""

    id: str
    title: str


class Broadcasts(Protocol):
    """Broadcasts, for their authors and the persons they were sent to."""

    async def submit(self, row: BroadcastRow, now: datetime) -> Answer:
        """Store a broadcast as one row. Its deliveries are added later, see `FanOut`.

        Granted has the slot `broadcast` (its id). Return Refused("unknown") if the author is neither staff of the
        school nor the teacher of every class of the broadcast.
        """

    async def stop(self, broadcast: str, now: datetime) -> None:
        """Stop a broadcast, so that no more of its messages are sent. Messages already sent stay in the chats."""

    async def pause(self, broadcast: str, until: datetime) -> None:
        """Send nothing of a broadcast until the moment `until`. A moment that is not in the future ends a pause."""

    async def in_reach(self, klass: str, person: str) -> InReach:
        """Return the class `klass`, or no class if the person may not write to its families.

        If `klass` is EVERY_CLASS: return all classes of the school in which the person is staff.
        """

    async def authored(self, broadcast: str, person: str) -> BroadcastRow | None:
        """Return a broadcast; None if `person` is not its author."""

    async def reported(self, broadcast: str, person: str) -> Reported | None:
        """Return the delivery figures of a broadcast; None if `person` is not its author."""

    async def unread(self, broadcast: str, person: str) -> Sequence[int]:
        """Return the numbers of the families that got a broadcast and have not confirmed that they read it.

        A family without a number counts as 0. Empty if `person` is not the author.
        """

    async def written_about(self, broadcast: str, person: str) -> Answer:
        """Return which child of the recipient `person` a broadcast is about, and who corrects mistakes in it.

        Granted has the slots `child` and `mends` (`teacher` if a teacher of the child's class wrote the broadcast, else
        `school`). Return Refused("unknown") if it was not sent to this person.
        """

    async def received(self, broadcast: str, person: str) -> str:
        """Return the body of a broadcast; "" if it was not sent to this person."""

    async def confirm(self, broadcast: str, person: str, now: datetime) -> Answer:
        """Record that a person has read a broadcast.

        Return Refused("unknown") if it was not sent to them, or if they left the class.
        """

    async def mine(self, person: str, *, to_read: bool) -> Sequence[ListedBroadcast]:
        """Return the broadcasts that this person wrote, the newest first.

        `to_read`: return only those that ask the recipients to confirm that they read them. The author can then write
        to the families that have not confirmed.
        """
