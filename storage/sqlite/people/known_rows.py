"""Builds `Known` (what is known of a person) from rows. Nothing here queries the database."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from flows.context.known import TEACHERS, Child, Known, LastNotice, Line, Role, Stage, Ticket
from flows.values.examples import Examples
from flows.values.session import Session
from storage.port.people.chats import ChatKey
from storage.sqlite.core.moments import moment_of
from storage.sqlite.core.statements import Row


class Chat(msgspec.Struct, frozen=True):
    """A chat, its session, and the columns of its person's row in the database."""

    id: int
    key: ChatKey
    person: str
    session: Session
    consent: str = ""
    muted: bool = False
    last_notice: LastNotice | None = None
    postponed: int = 0


NOBODY: frozenset[str] = frozenset()


class Gathered(NamedTuple):
    """All rows that were read for the persons of one batch."""

    roles: dict[str, tuple[Role, ...]]
    children: dict[str, tuple[Child, ...]]
    tickets: Sequence[tuple[str, Ticket]]  #: (asker, ticket as staff see it), the oldest first
    duty: dict[str, frozenset[str]]  #: staff who can be reached, of every school
    teachers: dict[str, frozenset[str]]  #: teachers who can be reached, of the children's classes
    examples: Mapping[str, Examples]  #: what each school attached to intents
    only: str = ""  #: the school, if there is only one

    def of(self, chat: Chat, tickets: Collection[str]) -> Known:
        """Return what is known of the person of a chat.

        `tickets`: ids of tickets to include; those that the person neither asked nor may answer are left out.
        """
        roles, children = self.roles.get(chat.person, ()), self.children.get(chat.person, ())
        if not roles and not children:  # a new person has neither
            return self._without_roles(chat, tickets)
        first = _first(chat.session.child, children)
        school = next(filter(None, (*(child.school for child in first), *(role.school for role in roles))), self.only)
        return Known(
            person=chat.person,
            consent=chat.consent,
            muted=chat.muted,
            roles=roles,
            children=children,
            tickets=tuple(self._seen(chat.person, roles, tickets)) if self.tickets else (),
            last_notice=chat.last_notice,
            staffed=bool(self.duty.get(school, NOBODY) - {chat.person}),
            taught=bool(self.teachers.get(first[0].klass, NOBODY) - {chat.person}) if first else False,
            school=school,
            examples=self.examples.get(school, ()),
        )

    def _without_roles(self, chat: Chat, tickets: Collection[str]) -> Known:
        return Known(
            person=chat.person,
            consent=chat.consent,
            muted=chat.muted,
            tickets=tuple(self._seen(chat.person, (), tickets)) if self.tickets else (),
            last_notice=chat.last_notice,
            staffed=bool(self.duty.get(self.only)),
            school=self.only,
            examples=self.examples.get(self.only, ()),
        )

    def _seen(self, person: str, roles: tuple[Role, ...], named: Collection[str]) -> Iterable[Ticket]:
        for asker, ticket in self.tickets:
            if asker == person and (ticket.state != "closed" or ticket.id in named):
                yield _asked(ticket)
            elif asker != person and ticket.id in named and any(_answers(role, ticket) for role in roles):
                yield ticket


def _first(in_session: str, children: Sequence[Child]) -> Sequence[Child]:
    # the child of the session first, then the others in order
    return sorted(children, key=lambda child: child.id != in_session) if len(children) > 1 else children


def _answers(role: Role, ticket: Ticket) -> bool:
    # staff answer all tickets of their school, a teacher those of their own class on topics for teachers
    if role.school != ticket.school:
        return False
    taught = ticket.topic in TEACHERS and role.class_name == ticket.class_name
    return role.kind == "staff" or (role.kind == "teacher" and bool(ticket.class_name) and taught)


def tickets_in_slots(session: Session) -> set[str]:
    """Return the ids of the tickets to which a session refers.

    They are in its slots, in the places to which it can return, and in the list that it shows.
    """
    found = {option.value for option in session.options} if session.options else set()
    if "ticket" in session.slots:
        found.add(session.slots["ticket"])
    for place in (session.back, *session.asides):
        if place and "ticket" in place.slots:
            found.add(place.slots["ticket"])
    return found


def roles_by_person(rows: Iterable[Row]) -> dict[str, tuple[Role, ...]]:
    """Return {person: roles}. Columns of `rows`: person, kind, school, klass, class_name, role, until."""
    roles: defaultdict[str, list[Role]] = defaultdict(list)
    for person, *role in rows:
        roles[person].append(Role(*role))
    return {person: tuple(held) for person, held in roles.items()}


def stages_by_child(rows: Iterable[Row]) -> dict[str, tuple[Stage, ...]]:
    """Return {child: stages}. Columns of `rows`: child, track, stage, day, about."""
    stages: defaultdict[str, list[Stage]] = defaultdict(list)
    for child, track, stage, day, about in rows:
        stages[child].append(Stage(track, stage, date.fromisoformat(day), about))
    return {child: tuple(reached) for child, reached in stages.items()}


def children_by_person(rows: Iterable[Row], stages: dict[str, tuple[Stage, ...]]) -> dict[str, tuple[Child, ...]]:
    """Return {person: children}. The children of a person are numbered in the order of the rows.

    Columns of `rows`: person, child, klass, class_name, school, number, mark.
    """
    children: defaultdict[str, list[Child]] = defaultdict(list)
    for person, child, klass, class_name, school, number, mark in rows:
        mine = children[person]
        reached = stages.get(child, ())
        mine.append(Child(child, len(mine) + 1, klass, class_name, school, reached, number or 0, mark or 0))
    return {person: tuple(cards) for person, cards in children.items()}


def lines_by_ticket(rows: Iterable[Row]) -> dict[str, tuple[Line, ...]]:
    """Return {ticket: lines}. Columns of `rows`: ticket, side, text, at."""
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    for ticket, side, text, at in rows:
        lines[ticket].append(Line(side, text, moment_of(at)))
    return {ticket: tuple(said) for ticket, said in lines.items()}


def ticket_of(row: Row, lines: tuple[Line, ...]) -> tuple[str, Ticket]:
    """Return the asker of a ticket, and the ticket.

    Columns of `row`: asker, id, number, school, state, topic, taken_by, class_name, summary, opened_at.
    """
    asker, id_, number, school, state, topic, taken_by, class_name, summary, opened = row
    ticket = Ticket(
        id=id_, number=number, school=school, state=state, topic=topic, taken_by=taken_by, class_name=class_name,
        summary=summary, opened=moment_of(opened), lines=lines,
    )  # fmt: skip
    return asker, ticket


def duty_by_place(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    """Return {school or class: the persons on duty there}. Columns of `rows`: school or class, person.

    A row whose person is None adds nobody to the set, which may stay empty.
    """
    duty: defaultdict[str, set[str]] = defaultdict(set)
    for school, person in rows:
        duty[school].update([person] if person else [])
    return {school: frozenset(persons) for school, persons in duty.items()}


def _asked(ticket: Ticket) -> Ticket:
    return replace(ticket, mine=True)
