"""What the tests of handovers do in a town."""

from datetime import date

from flows.values.campaigns import Round
from storage.port.answers import Granted
from storage.port.people.chats import ChatKey
from storage.port.school.campaigns import CampaignRow
from storage.port.school.handovers import Substitution, SuspendedCampaigns
from tests.support.storage.town import DAY, NOW, TEACHER, Town

DEADLINE = date(2026, 12, 20)


async def changes(town: Town) -> list[Substitution]:
    """Take what is to be told of substitutes."""
    async with town.store.work() as work:
        return list(await work.handovers.substitutions())


async def suspended(town: Town) -> list[SuspendedCampaigns]:
    """Take what is to be told of deadlines that rest."""
    async with town.store.work() as work:
        return list(await work.handovers.suspended(NOW))


async def leave(town: Town, klass: str, key: ChatKey) -> None:
    """Let somebody teach a class no more."""
    person = await town.person(key)
    async with town.store.work() as work:
        assert await work.roles.leave(klass, person) == Granted({})


async def deadline(town: Town, klass: str, goal: str, key: ChatKey = TEACHER) -> str:
    """Let somebody set a deadline; give it."""
    row = CampaignRow(await town.person(key), klass, goal, DEADLINE, NOW + 29 * DAY, (Round(2, NOW + 27 * DAY),))
    async with town.store.work() as work:
        made = await work.campaigns.set(row, NOW)
    assert isinstance(made, Granted)
    return made.slots["campaign"]
