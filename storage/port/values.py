"""The rows a turn leaves and the rows a store gives back, as values."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from flows.context.boards import Card
from flows.context.known import Known, Spoken
from flows.values.campaigns import Round
from flows.values.events import Event
from flows.values.segments import Segment
from flows.values.session import Session


class ChatKey(NamedTuple):
    """Which chat: the account (one community or bot of one channel) and the peer's id there."""

    account: str
    peer: str


class Standing(msgspec.Struct, frozen=True):
    """Where a chat stands and what is known of its person."""

    chat: int
    key: ChatKey
    session: Session
    known: Known


class ChildRow(NamedTuple):
    """A new card of a child without a name, and its first parent. `klass` is empty without a code.

    `family` is the one of the class it belongs to, empty when the code said none.
    """

    child: str
    person: str
    klass: str
    family: str = ""


class RecordRow(NamedTuple):
    """How far a child has come; appended, never changed."""

    child: str
    track: str
    about: str
    stage: str
    on: date
    person: str


class TimerRow(NamedTuple):
    """A promise to hand over `event` at `due`; a second one of the same `key` takes the first one's place.

    `person` gets it in the chat they used last, unless `chat` names one (a Wait).
    """

    key: str
    due: datetime
    event: Event
    person: str
    chat: int | None = None
    child: str = ""
    flow: str = ""
    about: str = ""


class CancelRow(NamedTuple):
    """Timers to cancel: those of a flow about a child; `about` empty means any, `person` empty everybody's."""

    child: str
    flow: str
    about: str
    person: str = ""


class DeliveryRow(msgspec.Struct, frozen=True):
    """One message to one chat. `body` is what will be said, opaque to the store; urgency: 0 reply … 3 broadcast.

    `edit`: it takes the place of the chat's living message where the channel can. `living`: it becomes that message.
    """

    id: int
    chat: int
    urgency: int
    body: str
    due: datetime
    edit: bool = False
    living: bool = False
    ticket: str = ""
    file: str = ""  #: the id of what it carries: a picture, a document
    account: str = ""  #: of the chat, when it was written from in this transaction; empty: the chat is looked up


class FileRow(NamedTuple):
    """A picture or a document that messages carry. `id` is made of what it holds; `person` sent it, "": we made it."""

    id: str
    kind: str
    name: str
    content: bytes
    person: str = ""

    def __repr__(self) -> str:
        """Name the file and nothing of what it holds."""
        return f"FileRow({self.id}, {self.kind}, {len(self.content)} bytes)"


class LogRow(NamedTuple):
    """One line of the event log: ids and kinds, never words."""

    what: str
    person: str = ""
    about: str = ""


class MissRow(NamedTuple):
    """A text not understood, by its shape (flows.nlu.signature) and what it was taken for; empty: for nothing."""

    school: str
    shape: str
    guess: str = ""


class Miss(NamedTuple):
    """A shape not understood: how often it was taken for what, and since what day."""

    shape: str
    guesses: tuple[tuple[str, int], ...]  #: (meaning, count), the most frequent first; "": for nothing
    since: date

    @property
    def times(self) -> int:
        """How often it was said."""
        return sum(count for _, count in self.guesses)


class LessonRow(NamedTuple):
    """Redacted words that a person agreed to show their school, and what they say it was about."""

    school: str
    person: str
    text: str
    meaning: str = ""


class Lesson(NamedTuple):
    """A lesson as staff see it; `person` is for erasing alone."""

    text: str
    meaning: str
    at: datetime
    person: str


class OwnExample(NamedTuple):
    """A text that a school attached to a meaning."""

    id: str
    text: str
    meaning: str
    at: datetime


class Rows(msgspec.Struct):
    """All that a batch of turns leaves, gathered so that each table is written by one `executemany`."""

    sessions: dict[int, Session] = {}
    consents: list[tuple[str, str]] = []  #: (person, version)
    mutes: list[tuple[str, bool]] = []
    children: list[ChildRow] = []
    records: list[RecordRow] = []
    timers: list[TimerRow] = []
    cancels: list[CancelRow] = []
    timers_done: list[int] = []
    files: list[FileRow] = []
    deliveries: list[DeliveryRow] = []
    notices: dict[int, Spoken | None] = {}  #: what notice stands below a chat's last screen; None: none
    misses: list[MissRow] = []
    log: list[LogRow] = []

    def __bool__(self) -> bool:
        """Tell whether there is anything to write."""
        return any(getattr(self, name) for name in self.__struct_fields__)


class DueTimer(NamedTuple):
    """A timer whose moment has come, with the chat its event is for."""

    id: int
    key: ChatKey
    event: Event


class Claimed(NamedTuple):
    """A delivery in hand: nobody else sends it, and nothing else goes to its chat, until it is settled."""

    id: int
    chat: int
    key: ChatKey
    urgency: int
    body: str
    edit: bool  #: it takes the living message's place: it was meant to, and nothing was said below since
    living: bool
    living_message: str  #: the channel's id of the chat's living message, empty when there is none
    attempts: int  #: how often it was tried before
    interrupted: int  #: how often a try may have arrived: no answer came, or a process died with it in hand
    ticket: str = ""
    broadcast: str = ""
    prompt: bool = False  #: a reminder of a campaign: what it says is asked again before it goes
    doubted: datetime | None = None  #: since when it may have arrived


class Ended(NamedTuple):
    """How a try at a delivery ended. `end`: sent, later, unreachable, refused or unknown."""

    id: int
    end: str
    message: str = ""  #: the channel's id of the message, when sent
    why: str = ""  #: a code or kind, never words
    due: datetime | None = (
        None  #: when to try again, for later (None: at once); with why "unknown" it comes back as interrupted
    )
    tried: bool = True  #: False: put back untouched, so this was no attempt


class Roll(NamedTuple):
    """A class as whoever teaches it may see it: its name, the count of the paper list (0: not told), its children."""

    class_name: str
    families: int
    cards: tuple[Card, ...]


class Waiting(NamedTuple):
    """The queue of an account: how many deliveries are due, and for how many seconds the oldest of them has been."""

    due: int
    oldest: float


class TicketRow(NamedTuple):
    """A question put before a school."""

    id: str
    school: str
    person: str
    child: str
    topic: str
    summary: str


class Granted(NamedTuple):
    """A contested wish was granted, with what came with it."""

    told: Mapping[str, str]


class Lost(NamedTuple):
    """A contested wish lost to somebody who was first."""


class Refused(NamedTuple):
    """A contested wish nobody can be granted; `why` as the wish declares it (flows.values.effects.OUTCOMES)."""

    why: str


Answer = Granted | Lost | Refused


class Counted(NamedTuple):
    """How many a segment holds: children of the class, and the persons who would be written to."""

    children: int
    persons: int


class PaperList(NamedTuple):
    """The families of a class: how many the teacher's paper list has, how many of those came, how many are new."""

    listed: int
    came: int
    new: int


class SlipRow(NamedTuple):
    """A slip: a number of the paper list, and the code that lets its family in."""

    number: int
    code: str


class BroadcastRow(NamedTuple):
    """A broadcast as it is accepted. `body` is what everybody gets, opaque to the store."""

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
    notice: str = ""  #: JSON of flows.context.known.Spoken: what is typed under it may answer its buttons
    cause: str = ""  #: the first of those that say the same thing; empty: itself
    file: str = ""  #: the id of what it carries
    fixes: str = ""  #: the one whose messages it takes the place of


class InReach(NamedTuple):
    """The classes somebody may write to, and their school; none: they may not."""

    school: str
    classes: tuple[str, ...]


class Reported(NamedTuple):
    """How a broadcast stands, in people. All but `state` and `confirmed` add up to those it was meant for."""

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
        """Whom it was meant for."""
        return sum(self[1:11])

    @property
    def missed(self) -> int:
        """Whom it did not reach, and might another time."""
        return self.blocked + self.denied + self.unknown + self.refused + self.held

    @property
    def stands(self) -> str:
        """Tell in a word what its author may do with it: it is `going`, is `over`, or over and has `missed` some."""
        if self.state not in {"ended", "stopped"}:
            return "going"
        return "missed" if self.missed and not self.fixes else "over"


class CampaignRow(NamedTuple):
    """A campaign as it is set. `klass` is empty for the whole school."""

    author: str
    klass: str
    goal: str
    deadline: date
    ends_at: datetime  #: the moment the last day is over
    rounds: tuple[Round, ...]


class Held(NamedTuple):
    """A family the budget held back: its class, and its number in the paper list (None: without a number)."""

    class_name: str
    number: int | None


class RoundSeen(NamedTuple):
    """A round and what came of it: persons by outcome, each once."""

    days: int
    due: datetime
    state: str
    came: Mapping[str, int] = {}
    held: tuple[Held, ...] = ()

    @property
    def people(self) -> int:
        """Whom it was meant for: all that came of it adds up to this."""
        return sum(self.came.values())


class Campaign(NamedTuple):
    """A campaign as those it concerns see it."""

    id: str
    whole: bool  #: of the whole school
    goal: str
    deadline: date
    hat: str  #: who set it: teacher or staff
    state: str  #: set, resting (its teacher teaches the class no more), over
    made_at: datetime
    theirs: bool = False  #: whoever looks may change and cancel it
    rounds: tuple[RoundSeen, ...] = ()


class DueRound(NamedTuple):
    """A round whose moment has come."""

    campaign: str
    days: int
    school: str
    due: datetime
    ends_at: datetime  #: the moment the deadline is over
    state: str
    overtaken: bool  #: a later round of the same campaign is due too


class Wanted(NamedTuple):
    """What a person is to be reminded of: one child, one goal, one round."""

    person: str
    child: str
    campaign: str
    days: int
    goal: str
    deadline: date
    hat: str
    ends_at: datetime
    declined: bool


class PromptRow(NamedTuple):
    """What came of a round for one person about one child. `step`: where the child stood when it was put into words."""

    campaign: str
    days: int
    person: str
    child: str
    step: str
    delivery: int | None
    until: datetime  #: not sent by then, it is decided anew
    outcome: str


class Asked(NamedTuple):
    """A deadline that concerns a child of a person, of a goal not reached yet."""

    child: str
    goal: str
    deadline: date
    hat: str
    declined: bool


class Extract(NamedTuple):
    """An extract from the diary as whoever gives it sees it: the family's number, never a name or a word."""

    id: str
    child: str
    klass: str
    class_name: str
    school: str
    number: int | None  #: of the paper list
    asked_at: datetime
    given_on: date | None  #: the last time
    stands: bool = True
    given: tuple[date, ...] = ()  #: every time


class DueExtract(NamedTuple):
    """An extract somebody is to be reminded of."""

    id: str
    school: str
    klass: str
    class_name: str
    asked_at: datetime
    given_on: date | None
    remind_at: datetime | None  #: None: not worked out yet


class Substitution(NamedTuple):
    """Somebody is to hear that a substitute came to their class, or is gone from it."""

    state: str  #: came, gone
    person: str
    klass: str
    class_name: str
    last_day: str  #: ISO


class Rested(NamedTuple):
    """Somebody is to hear that deadlines of their class wait for their word."""

    person: str
    klass: str
    class_name: str
    campaigns: tuple[str, ...]


class OrderRow(NamedTuple):
    """An order or instruction as it is sent; `file` is empty when none came with it."""

    author: str
    body: str
    file: str = ""


class Attached(NamedTuple):
    """A kept file as a message names it."""

    kind: str
    file: str
    name: str


class Signature(NamedTuple):
    """A class teacher, named by the class, who was asked to read an order; `still`: they teach it now."""

    class_name: str
    at: datetime | None
    still: bool


class Order(NamedTuple):
    """An order as staff and teachers of its school see it."""

    id: str
    body: str
    made_at: datetime
    file: Attached | None = None
    ended: bool = False
    signatures: tuple[Signature, ...] = ()  #: for staff alone


class Promise(NamedTuple):
    """An open promise, to be shown: when, about which child, and what it will say."""

    due: datetime
    person: str
    flow: str
    state: str
    child: str
