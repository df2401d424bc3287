"""The input of a rule, and the groups of stages that rules, steps and texts use."""

from datetime import date, datetime

import msgspec

from flows.book.model import Book
from flows.context.known import Child, Known, Stage
from flows.context.permissions import school_of
from flows.values.calendar import Calendar, Span
from flows.values.session import Session

DOCUMENTS = ("birth", "snils")
#: Stages of a document for which a check is running (п. 4.2, B2)
RUNNING = frozenset({"sent", "sent_again", "checking", "searching"})
#: The same, if the first day of the check is unknown; then no term is counted
SEEN = frozenset({"seen_checking", "seen_searching"})
#: Stages of a request to «Моя школа» or Сферум that the school has not answered yet (F58, F76)
REQUESTED = frozenset({"requested", "half"})
#: Stages of a service that need nothing more
SETTLED = frozenset({"entered", "joined", "opted_out"})
#: Stages after a refusal, or in which the parent must act
TROUBLED = frozenset({"manual", "not_found", "failed"})


class RuleContext(msgspec.Struct, frozen=True):
    """The input of a rule: the book, the session, the data of the person, the time."""

    book: Book
    session: Session
    known: Known
    now: datetime

    @property
    def child(self) -> Child | None:
        """Return the current child of the session; None if there is none."""
        return self.known.child(self.session.child) if self.known.children else None

    @property
    def calendar(self) -> Calendar:
        """Return the calendar of the current school."""
        return self.book.calendar_of(self.school)

    @property
    def school(self) -> str:
        """Return the id of the current school: the role's in a flow for work, else the child's, else the person's."""
        at = self.session
        return school_of(self.book.flows.get(at.flow), self.known, self.child, at.slots.get("klass", ""))

    def term(self, name: str) -> Span:
        """Return the length of the term `name` at the current school."""
        return self.book.term(name, self.school)

    @property
    def today(self) -> date:
        """Return the date in the time zone of the current school."""
        return self.now.astimezone(self.calendar.zone).date()

    def stage(self, track: str, about: str = "") -> Stage | None:
        """Return the child's newest record of a track (and document); None if there is none."""
        child = self.child
        return child.stage(track, about) if child else None

    def is_at(self, track: str, stages: set[str] | frozenset[str], about: str = "") -> bool:
        """Return whether the child's newest record of a track is one of `stages`."""
        found = self.stage(track, about)
        return found is not None and found.stage in stages


def sent_on(context: RuleContext) -> date | None:
    """Return the day on which the check of the document began; None if it is not known.

    The slot `sent_on` has precedence. Otherwise it is the recorded day of the document that the slot `document` names.
    """
    day = context.session.slots.get("sent_on")
    if day:
        return date.fromisoformat(day)
    running = context.stage("documents", context.session.slots.get("document", ""))
    return running.on if running and running.stage in RUNNING else None
