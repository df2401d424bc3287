"""Steps of tests about handovers of a class, on a `Town`."""

from datetime import date

from flows.values.campaigns import Round
from storage.port.answers import Granted
from storage.port.people.chats import ChatKey
from storage.port.school.campaigns import CampaignRow
from storage.port.school.handovers import Substitution, SuspendedCampaigns
from tests.support.storage.town import DAY, NOW, TEACHER, Town

DEADLINE = date(2026, 12, 20)


async def changes(town: Town) -> list[Substitution]:
    """Return the due notices about substitutes."""
    async with town.store.work() as work:
        return list(await work.handovers.substitutions())


async def suspended(town: Town) -> list[SuspendedCampaigns]:
    """Return the due notices about suspended deadlines."""
    async with town.store.work() as work:
        return list(await work.handovers.suspended(NOW))


async def leave(town: Town, klass: str, key: ChatKey) -> None:
    """End the teaching of a class by the person of a chat."""
    person = await town.person(key)
    async with town.store.work() as work:
        assert await work.roles.leave(klass, person) == Granted({})


async def deadline(town: Town, klass: str, goal: str, key: ChatKey = TEACHER) -> str:
    """Set a deadline; return its id."""
    row = CampaignRow(await town.person(key), klass, goal, DEADLINE, NOW + 29 * DAY, (Round(2, NOW + 27 * DAY),))
    async with town.store.work() as work:
        made = await work.campaigns.set(row, NOW)
    assert isinstance(made, Granted)
    return made.slots["campaign"]
