"""Queries for lists of a person, as arguments of `Town.lists`."""

from collections.abc import Sequence

from storage.port.delivery.broadcasts import ListedBroadcast
from storage.port.people.roles import ClassTeacher
from storage.port.school.examples import OwnExample
from storage.port.school.requests import WaitingRequests
from storage.port.school.schools import SchoolClass
from storage.port.school.submitted_examples import ListedSubmission
from storage.port.school.tickets import WaitingTicket
from storage.port.store import Work


async def waiting(work: Work, person: str) -> Sequence[WaitingTicket]:
    """Query the tickets that are open or taken."""
    return await work.tickets.waiting(person)


async def classes(work: Work, person: str) -> Sequence[SchoolClass]:
    """Query the classes."""
    return await work.schools.classes(person)


async def requests(work: Work, person: str) -> Sequence[WaitingRequests]:
    """Query the waiting requests."""
    return await work.requests.waiting(person)


async def class_teachers(work: Work, person: str) -> Sequence[ClassTeacher]:
    """Query the class teachers."""
    return await work.roles.class_teachers(person)


async def submitted_examples(work: Work, person: str) -> Sequence[ListedSubmission]:
    """Query the submitted examples."""
    return await work.submitted_examples.of_school(person)


async def attached(work: Work, person: str) -> Sequence[OwnExample]:
    """Query the attached examples."""
    return await work.examples.attached(person)


async def mine(work: Work, person: str) -> Sequence[ListedBroadcast]:
    """Query the person's broadcasts."""
    return await work.broadcasts.mine(person, to_read=False)
