"""The data of a person at the moment of an event: roles, children and their progress, tickets.

`Known` is immutable. `flows.engine.doing` returns a changed copy with the effects, so that the later
states of the turn and the later turns of the same batch use the changed data.
"""

from datetime import date, datetime

import msgspec

from flows.text.labels import family_label
from flows.values.effects import Link
from flows.values.examples import Examples

TEACHERS = frozenset({"teacher", "extract"})  #: topics of tickets that class teachers answer (D7)


class Role(msgspec.Struct, frozen=True):
    """One role of a person. `kind` is teacher, staff (of a school) or installer (of this bot)."""

    kind: str
    school: str
    klass: str = ""
    class_name: str = ""
    title: str = ""
    until: str = ""  #: the last day of a substitute, ISO; empty: no end is set


class Stage(msgspec.Struct, frozen=True):
    """A dated record: the stage that a child has reached on a track. `about`: the document (birth, snils) or ""."""

    track: str
    stage: str
    on: date
    about: str = ""


class Child(msgspec.Struct, frozen=True):
    """A child, without a name. `stages` has the newest record for each track and document."""

    id: str
    number: int = 1
    klass: str = ""
    class_name: str = ""
    school: str = ""
    stages: tuple[Stage, ...] = ()
    family_number: int = 0  #: the family's number on the paper list of the class; 0: none
    family_mark: int = 0  #: distinguishes families without a number, from 1; 0: none

    @property
    def family(self) -> str:
        """The family as its class teacher sees it: «семья 7», «новая семья Б». "" if the child has no class."""
        numbered = self.klass and (self.family_number or self.family_mark)
        return family_label(self.family_number, self.family_mark) if numbered else ""

    def stage(self, track: str, about: str = "") -> Stage | None:
        """Return the child's newest record of a track (and of the document `about`); None if there is none."""
        for stage in self.stages:
            if stage.track == track and stage.about == about:
                return stage
        return None

    def recorded(self, new: Stage) -> "Child":
        """Return the child with `new` in place of the older record of the same track and document."""
        rest = tuple(s for s in self.stages if (s.track, s.about) != (new.track, new.about))
        return msgspec.structs.replace(self, stages=(*rest, new))


class Line(msgspec.Struct, frozen=True):
    """One redacted message of a ticket. `side` is its author: parent or staff."""

    side: str
    text: str
    at: datetime


class Ticket(msgspec.Struct, frozen=True):
    """A question to the school, with what this person may see of it. `state`: open, taken, answered or closed."""

    id: str
    number: int
    school: str
    state: str
    topic: str = ""
    mine: bool = False  #: this person asked it
    taken_by: str = ""
    class_name: str = ""
    summary: str = ""
    opened: datetime | None = None
    lines: tuple[Line, ...] = ()


class LastNotice(msgspec.Struct, frozen=True):
    """The last notice of a chat, if no screen was shown after it. Typed text may answer it."""

    flow: str
    state: str
    links: tuple[Link, ...]


class Known(msgspec.Struct, frozen=True):
    """All data of one person that `advance`, rules, lists and texts may use."""

    person: str = ""
    consent: str = ""  #: the version of the consent that the person gave; empty: none
    muted: bool = False
    roles: tuple[Role, ...] = ()
    children: tuple[Child, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    staffed: bool = False  #: some member of staff can be reached and answer
    taught: bool = False  #: the class teacher of the current child can be reached and answer
    last_notice: LastNotice | None = None
    school: str = ""  #: the school whose profile is used: the child's, else the role's, else the only school
    examples: Examples = ()  #: texts this school attached to intents

    def child(self, of: str) -> Child | None:
        """Return this person's child with the id `of`; None if the person has no such child."""
        for child in self.children:  # a loop, because rules call this in every turn and a generator is slower
            if child.id == of:
                return child
        return None

    def ticket(self, of: str) -> Ticket | None:
        """Return the ticket with the id `of`; None if this person may not see it."""
        return next((ticket for ticket in self.tickets if ticket.id == of), None)

    def has_role(self, kind: str) -> bool:
        """Return whether the person has the role `kind`. Also `parent`: has a child; `answerer`: staff or teacher."""
        if kind == "answerer":
            return self.has_role("staff") or self.has_role("teacher")
        return any(role.kind == kind for role in self.roles) or (kind == "parent" and bool(self.children))

    def teaches(self, klass: str) -> bool:
        """Return whether the person is a class teacher of the class with this id."""
        return any(role.kind == "teacher" and role.klass == klass for role in self.roles)


def with_child(known: Known, child: Child) -> Known:
    """Return a copy with `child` added; a child with the same id is replaced."""
    ids = [c.id for c in known.children]
    children = tuple(child if c.id == child.id else c for c in known.children)
    return msgspec.structs.replace(known, children=children if child.id in ids else (*children, child))
