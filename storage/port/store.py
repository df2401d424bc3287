"""The port: what the program asks of any store. Batches in, batches out, a handful of statements whatever their size.

Everything that changes happens in a `Work`, one transaction: it ends with all of it kept, or none.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from typing import Protocol

from flows.values.events import Option
from flows.values.segments import Segment
from storage.port.school import CampaignWork, ExtractWork, HandoverWork, OrderWork
from storage.port.values import (
    Answer,
    BroadcastRow,
    ChatKey,
    Claimed,
    Counted,
    DueTimer,
    Ended,
    FileRow,
    InReach,
    Lesson,
    LessonRow,
    Miss,
    OwnExample,
    PaperList,
    Promise,
    Reported,
    Roll,
    Rows,
    SlipRow,
    Standing,
    TicketRow,
    Waiting,
)

LEAST_URGENT = 9  #: nothing is


class Work(CampaignWork, ExtractWork, HandoverWork, OrderWork, Protocol):
    """One transaction. `now` is always an argument and always UTC."""

    spared: int  #: deliveries its claims took out of the queue, for nobody wants them any more

    async def fresh(self, keys: Sequence[str], now: datetime) -> frozenset[str]:
        """Mark updates as seen, and give those that were not seen before. Of a key said twice, one is fresh."""

    async def load(
        self,
        keys: Sequence[ChatKey],
        now: datetime,
        tickets: Collection[str] = (),
        *,
        used: Collection[ChatKey] | None = None,
    ) -> Mapping[ChatKey, Standing]:
        """Give where chats stand, beginning those never met.

        Those of `used` (None: all of them) were written from just now: they are reachable, and the last used.

        Known holds the person's hats, children with the newest record of each track, their own tickets that are not
        closed, and of `tickets` and the tickets their sessions are about those they may see, with all lines.
        """

    async def stand(
        self, persons: Sequence[str], now: datetime, tickets: Collection[str] = ()
    ) -> Mapping[str, Standing]:
        """Give where persons stand in the reachable chat they used last. Who has none is left out."""

    async def keep(self, rows: Rows, now: datetime) -> None:
        """Write what turns left."""

    async def due(self, now: datetime, most: int) -> Sequence[DueTimer]:
        """Give timers whose moment has come, the oldest first, for chats that can be reached.

        They stay until `Rows.timers_done` names them. A timer whose person has no reachable chat is dropped.
        """

    async def postpone(self, timers: Sequence[int], due: datetime) -> None:
        """Let timers come due later."""

    async def options(self, question: str, person: str, told: Mapping[str, str]) -> tuple[Option, ...]:
        """Answer a question: classes (of the person's school, or the teacher's own), new_families (of told.klass, each
        by its mark: `n2`, «новая семья Б»), class_teachers (hats of the school's class teachers: «3Б · с 16.11», to
        its staff), stuck (of told.klass: `at:check`, «Проверка · 4»), broadcasts (the person's own, the newest first),
        broadcasts_to_read (of them, as segments: whoever has not read), open_tickets (waiting ones and
        those the person took, the oldest first, never their own), lessons and attached (of the school of a
        member of staff), school_profiles and misses (given by the runner: raises KeyError here). Labels: the
        class's name; «№ 12, 3Б»."""

    async def redeem(self, code: str, person: str, now: datetime) -> Answer:
        """Let a person in by a code.

        class → told kind=class, klass, class_name, school; nothing is written. child → the person becomes a parent of
        the child, told kind=child, child; the code is spent. family → told kind=family, of_family, klass, class_name,
        school, number, for the child to be begun; a child of this person in the class without a number is numbered,
        told kind=number, child and the rest; where the family has come already, as kind=child; the code is spent.
        teacher, staff → a hat, told kind, school, klass,
        class_name; the code is spent. link → nothing is written, told kind=link, code, children, questions (of this
        person), children_there, questions_there (of who made it). Spent: Lost. Not found or revoked:
        Refused("unknown") and counted; the sixth wrong one within an hour, whatever it is: Refused("too_many"). One's
        own spent code is granted again.
        """

    async def found(self, person: str, now: datetime) -> Answer:
        """Make the person the installer unless there is one: Granted, Lost. The code was checked by the caller."""

    async def make_school(self, school: str, person: str, now: datetime) -> Answer:
        """Open a school and make an installer its first administrator. Lost when it has staff already."""

    async def make_class(self, name: str, person: str, now: datetime) -> Answer:
        """Add a class to the school the person is staff of; told klass, class_name. An existing name is granted."""

    async def make_code(self, kind: str, person: str, now: datetime, klass: str = "", child: str = "") -> Answer:
        """Give a code as told.code. kind class: the standing code of the class, made once; teacher: single use, for a
        class; staff: single use; child: single use, for a child of this person; link: single use, for a quarter
        of an hour, the one made before being good no more. Refused("unknown") for a class that
        is not of the person's school (staff) or theirs (teacher), or a child that is not theirs."""

    async def link(self, code: str, person: str, now: datetime) -> Answer:
        """Make two persons one: whoever made the code of a link gets the chats, children, hats, tickets, promises and
        consent of this person, who is no more. Spent: Lost. Not found, too old, or one's own: Refused("unknown")."""

    async def unlink(self, person: str, now: datetime) -> Answer:
        """Undo the last link within a day: everything goes back that was there before and still is; what came since
        stays. Refused("unknown") when there is none."""

    async def let_in(self, klass: str, last_day: date, ends_at: datetime, person: str, now: datetime) -> Answer:
        """Make a single-use code for a substitute of a class, whose hat ends by itself; told code. Refused("unknown")
        for who may not let in: a substitute, a teacher of another class, staff of another school."""

    async def leave(self, klass: str, person: str) -> Answer:
        """Take off one's own hat of a class; Refused("unknown") for who wears none."""

    async def take_off(self, hat: str, person: str) -> Answer:
        """Take a class teacher's hat off (an option of `class_teachers`), as staff of its school; told whose (a
        person), klass, class_name. Refused("unknown") for any other."""

    async def other_chats(self, person: str, but: ChatKey) -> Sequence[int]:
        """Give the chats of a person but one: they are told that another was linked with them."""

    async def establish(self, school: str, klass: str, now: datetime, code: str = "") -> str:
        """Open a school and a class unless they are there, and give the class's standing code (`code` when it has
        none yet). For the command line and the sample, which have no person; so is `staff_code`."""

    async def staff_code(self, kind: str, school: str, now: datetime, klass: str = "") -> str:
        """Make a single-use code for a teacher of a class (by its name) or for staff (`kind` teacher, staff)."""

    async def revoke(self, code: str, now: datetime) -> bool:
        """Let nobody in by a code any more; tell whether there was such a code. Who came in by it stays."""

    async def list_families(self, klass: str, count: int, person: str, now: datetime) -> Answer:
        """Keep how many families the teacher's paper list of a class has: numbers 1…count are families; told count,
        which is never less than the greatest number that came. Numbers left out end with their slips. This and the
        rest about families: Refused("unknown") but for the class's teacher and staff of its school."""

    async def paper_list(self, klass: str, person: str) -> PaperList:
        """Count the families of a class; nought of each for whom it is none of their business."""

    async def make_slips(self, klass: str, person: str, now: datetime) -> Answer:
        """Make a code for every number nobody has come of that has none; told slips, how many there are now.
        Refused("nobody") when all have come, or the list was never told."""

    async def slips(self, klass: str, person: str) -> Sequence[SlipRow]:
        """Give those slips in the order of their numbers; none to whom it is none of their business."""

    async def establish_slips(self, school: str, klass: str, count: int, now: datetime) -> Sequence[SlipRow]:
        """Keep how long the list of a class (by its name) is, make and give its slips: for the command line and the
        sample, which have no person. KeyError: no such class."""

    async def new_slip(self, klass: str, number: int, person: str, now: datetime) -> Answer:
        """Make the code of a number anew, told code; the one before is good no more. Of a family that has come it lets
        the other parent in. Refused("unknown") for a number the list has not."""

    async def end_class_code(self, klass: str, person: str, now: datetime) -> Answer:
        """Let nobody in by the code of the class any more; the next `make_code` makes another."""

    async def number_family(self, klass: str, family: str, number: int, person: str, now: datetime) -> Answer:
        """Give a new family (`n2`, as options say) its number, told number; the number's slip ends. Lost: the number
        has come already. Refused("unknown") for a family or number that is not there."""

    async def remove_family(self, klass: str, family: str, person: str, now: datetime) -> Answer:
        """Take the children of a family (`7`, or `n2` of a new one) out of the class, with all they have come to; a
        number stays on the list. Refused("nobody") when nobody came of it."""

    async def parents_of(self, klass: str, family: str, person: str) -> Sequence[tuple[str, str]]:
        """Give (parent, child) of a family, to the one who may take it out of the class."""

    async def open_ticket(self, row: TicketRow, now: datetime) -> int:
        """Put a question before a school and give its number there (1, 2, …)."""

    async def take_ticket(self, ticket: str, person: str, now: datetime) -> Answer:
        """Take a ticket: Lost when another has it, Refused("closed") when it is closed. Taking one's own is granted.
        Nobody takes the ticket they asked, or one of another school: Refused("closed")."""

    async def answer_ticket(self, ticket: str, words: str, person: str, now: datetime) -> Answer:
        """Add a line. Staff: only who took it, else Lost, and Refused("closed") for whom it is no business of; state
        becomes answered. Its asker: state becomes open when
        nobody has taken it, taken when somebody has, also when it was answered. Closed: Refused("closed")."""

    async def close_ticket(self, ticket: str, person: str, now: datetime) -> Answer:
        """Close a ticket: by its asker or by who took it; else Lost. Closing a closed one is granted."""

    async def audience(self, ticket: str, side: str) -> Sequence[str]:
        """Give the persons to hear of a ticket. side staff: who took it, else all staff of its school but its asker.
        side parent: its asker."""

    async def claim(
        self, now: datetime, most: int, accounts: Collection[str],
        *, resting: Collection[int] = (), least_urgent: int = LEAST_URGENT,
    ) -> Sequence[Claimed]:  # fmt: skip
        """Take due deliveries in hand: one a chat, the most urgent first, then the oldest; never a chat that has one
        in hand or cannot be reached, none of the chats `resting`, nothing less urgent than `least_urgent`. One of
        a broadcast carries its body; people it is not for any more (they left, or reached the goal) are spared it and
        counted in `spared`: where a claim gives nothing for that, there may be more."""

    async def settle(self, ends: Sequence[Ended], now: datetime) -> None:
        """Keep how tries ended. A delivery that ended for good loses its body; unreachable marks the chat; a living
        one that was sent gives the chat its living message."""

    async def waiting(self, now: datetime) -> Mapping[str, Waiting]:
        """Tell of each account how many deliveries are due and for how long the oldest of them has been."""

    async def lay_aside(self, key: str, chat: ChatKey, error: str, now: datetime) -> None:
        """Keep that an event could not be taken: its key, its chat, the kind of error; never its words."""

    async def forget(self, person: str, now: datetime) -> None:
        """Erase a person and all they wrote: chats, sessions, tickets and lines, timers, queued deliveries, hats,
        consent, and the children they are the last parent of, with their records. One line of the log remains and
        names nobody. The chats can be met again as new."""

    async def person(self, key: ChatKey) -> str:
        """Give the person of a chat, empty when it was never met."""

    async def reach(self, key: ChatKey, *, reachable: bool) -> None:
        """Mark that a chat can or cannot be written to."""

    async def cursor(self, account: str, value: str | None = None) -> str:
        """Give, or keep, an account's place in its platform's stream of updates."""

    async def file(self, ident: str) -> FileRow | None:
        """Give a file with its bytes, None when it is kept no more. Files are kept by `Rows.files`."""

    async def upload(self, account: str, ident: str) -> str:
        """Give what an account's platform calls a file, empty when it was never given there."""

    async def uploaded(self, account: str, ident: str, ref: str) -> None:
        """Keep what an account's platform calls a file: it is uploaded once, and said to everybody by that name."""

    async def refused(self, account: str, ident: str, ref: str) -> None:
        """Forget what a platform called a file and does not know any more."""

    async def client(self, key: ChatKey, shows: str) -> None:
        """Keep what a chat's client can show, as its channel calls it; empty: everything. Unknown chats: nothing."""

    async def clients(self, account: str) -> Mapping[str, str]:
        """Give by peer what the clients of an account can show, of those that cannot show everything."""

    async def unburied(self, key: ChatKey) -> bool:
        """Tell whether nothing was said below the screen of a chat, so that it can be drawn anew in its place."""

    async def hush(self, key: ChatKey, until: datetime) -> None:
        """Let the bot not speak first in a chat until a moment: reminders and broadcasts wait, answers do not."""

    async def hushed(self, account: str, now: datetime) -> Mapping[str, datetime]:
        """Give by peer the chats of an account where the bot is silent, and until when."""

    async def sweep(self, now: datetime) -> None:
        """Erase what was kept long enough: updates seen over 8 days ago, words of tickets closed over 30 days ago,
        traces of deliveries that ended over 30 days ago, files made over 30 days ago that nothing waits for, misses
        over 90 days old, lessons and ended examples over 30. Once a day is enough."""

    async def roll(self, klass: str, person: str) -> Roll | None:
        """Give how far the children of a class have come, None for who neither teaches it nor is staff of its
        school. Numbers, stages and days: no id of a child or a person."""

    async def count(self, classes: Collection[str], of: Segment, before: str) -> Counted:
        """Count the children and the persons of a segment of these classes; `before`: flows.values.segments.before."""

    async def members(
        self, classes: Collection[str], of: Segment, before: str, *, after: str = "", most: int = 500
    ) -> Sequence[str]:
        """Give persons of a segment in the order of their ids, those after one: the next chunk of a long list."""

    async def still(
        self, classes: Collection[str], of: Segment, before: str, persons: Collection[str]
    ) -> frozenset[str]:
        """Give which of these persons belong to a segment now: asked again when a delivery goes out."""

    async def submit(self, row: BroadcastRow, now: datetime) -> Answer:
        """Accept a broadcast: one row, whatever the number of its people; told broadcast. Refused("unknown"): the
        author is neither the teacher of every class of it nor staff of their school."""

    async def filling(self, now: datetime) -> Sequence[str]:
        """Give the broadcasts whose people are to be filled in now."""

    async def fill(self, broadcast: str, now: datetime, most: int = ...) -> bool:
        """Fill in the next people of a broadcast, each once however often it is repeated; tell whether there are more.
        Spared: those the budget holds back, and who asked for no reminders. An author who lost the hat stops it."""

    async def in_reach(self, klass: str, person: str) -> InReach:
        """Give the classes a person may write to when they name one, or all of their school (EVERY_CLASS: staff)."""

    async def authored(self, broadcast: str, person: str) -> BroadcastRow | None:
        """Give a broadcast to its author, None to anybody else."""

    async def unread(self, broadcast: str, person: str) -> Sequence[int]:
        """Give its author the numbers of the families it reached none of whose parents said they read it; 0: none."""

    async def written_about(self, broadcast: str, person: str) -> Answer:
        """Tell somebody it was sent to which child of theirs it is about and who answers for it: told child, mends
        (teacher: a class teacher wrote it; else school). Refused("unknown"): it was not sent to them."""

    async def stop(self, broadcast: str, now: datetime) -> None:
        """Let nothing more of a broadcast go; what was sent was sent."""

    async def stopped(self) -> Sequence[str]:
        """Give the stopped broadcasts of which something is queued still."""

    async def clear(self, broadcast: str, now: datetime, most: int = ...) -> bool:
        """Take the next of what a stopped broadcast has queued out of the queue; tell whether there is more."""

    async def over(self, now: datetime) -> Sequence[tuple[str, str]]:
        """End the broadcasts of which nothing is left to send; give each with its author, once."""

    async def under_way(self) -> Sequence[tuple[str, str]]:
        """Give the broadcasts that go out now, each with its author."""

    async def reported(self, broadcast: str, person: str) -> Reported | None:
        """Tell how a broadcast stands, to its author alone; None to anybody else."""

    async def confirm(self, broadcast: str, person: str, now: datetime) -> Answer:
        """Keep that a person it was sent to has read it. Refused("unknown"): it was not, or they left the class."""

    async def spent(self, persons: Collection[str], kind: str, since: datetime, cause: str = "") -> frozenset[str]:
        """Give those who have had all that may be written of a kind since a moment, not counting `cause` itself."""

    async def spend(self, persons: Collection[str], kind: str, cause: str, at: datetime) -> None:
        """Count one message to each; twice of the same cause counts once."""

    async def give_back(self, persons: Collection[str], kind: str, cause: str) -> None:
        """Count a message no more: it was not needed and did not go."""

    async def misses(self, person: str, now: datetime) -> Sequence[Option]:
        """List what the school of a member of staff missed most within 30 days: keys of shapes, with counts. They are
        kept by `Rows.misses`. Nothing to anybody else; so is all that follows."""

    async def miss(self, key: str, person: str, now: datetime) -> Miss | None:
        """Give one shape with its counts within 30 days."""

    async def drop_miss(self, key: str, person: str) -> None:
        """Count a shape anew."""

    async def teach(self, row: LessonRow, now: datetime) -> Answer:
        """Keep the words a person sends to a school. Refused("too_many"): the fourth within a day."""

    async def lesson(self, lesson: str, person: str) -> Lesson | None:
        """Give the words somebody sent to the school of a member of staff."""

    async def drop_lesson(self, lesson: str, person: str) -> None:
        """Erase a lesson that was seen to."""

    async def attached(self, person: str) -> Sequence[OwnExample]:
        """Give what the school of a member of staff attached to meanings, the newest first."""

    async def attach(self, text: str, meaning: str, person: str, now: datetime, taught_by: str = "") -> Answer:
        """Let the school of a member of staff hear a text as a meaning (`Known.examples` of its people).

        `taught_by`: whose own words these are; they end when that person is forgotten. Lost: it is attached already.
        Refused("unknown"): not staff. Refused("too_many")."""

    async def detach(self, example: str, person: str, now: datetime) -> Answer:
        """Let a text be heard as before. Refused("unknown"): no example of their school."""

    async def kept(self, person: str) -> Mapping[str, int]:
        """Count what is kept of a person: chats, children, records, tickets, lines, timers, deliveries, files and
        lessons (their own words that a school was taught are counted with them)."""

    async def promises(self) -> Sequence[Promise]:
        """Give the open promises, the soonest first."""

    async def next_due(self) -> datetime | None:
        """Give the moment of the soonest timer or delayed delivery, None when nothing is promised."""


class Store(Protocol):
    """A store that is open."""

    def work(self) -> AbstractAsyncContextManager[Work]:
        """Begin a transaction: kept on leaving, undone on an exception. One at a time."""

    async def tidy(self) -> bool:
        """Let nothing that was erased remain in the files (SQLite: empties the write-ahead log). False: try later."""

    async def close(self) -> None:
        """End with everything on disk."""
