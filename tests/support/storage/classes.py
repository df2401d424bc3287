"""Steps of tests about classes and their teachers, on a `Town`."""

from datetime import date, timedelta

from storage.port.answers import Answer, Granted
from storage.port.people.chats import ChatKey
from tests.support.storage.town import (
    ADMIN,
    DAY,
    NOW,
    TEACHER,
    Town,
)

LAST_DAY, ENDS = date(2026, 12, 12), NOW + 21 * DAY


async def taught(town: Town, key: ChatKey = TEACHER) -> str:
    """Found the school and make the person of a chat the permanent teacher of its class."""
    klass = await town.founded()
    await town.redeem(await town.code("teacher", ADMIN, klass), key)
    return klass


async def let_in(town: Town, klass: str, by: ChatKey, until: timedelta = ENDS - NOW) -> Answer:
    """Make a code for a substitute."""
    person = await town.person(by)
    async with town.store.work() as work:
        return await work.roles.let_in(klass, LAST_DAY, NOW + until, person, NOW)


async def substituted(town: Town, klass: str, key: ChatKey, until: timedelta = ENDS - NOW) -> None:
    """Make the person of a chat a substitute in a class."""
    made = await let_in(town, klass, TEACHER, until)
    assert isinstance(made, Granted)
    assert isinstance(await town.redeem(made.slots["code"], key), Granted)


async def other_class(town: Town, name: str, teacher: ChatKey) -> str:
    """Make another class of the school, with a teacher."""
    admin = await town.person(ADMIN)
    async with town.store.work() as work:
        made = await work.schools.make_class(name, admin, NOW)
    assert isinstance(made, Granted)
    await town.redeem(await town.code("teacher", ADMIN, made.slots["klass"]), teacher)
    return made.slots["klass"]
