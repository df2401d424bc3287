"""What the tests of families do in a town."""

from storage.port.answers import Granted, Lost, Refused
from storage.port.people.families import PaperList
from storage.port.store import Store
from storage.port.turns import ChildRow
from tests.support.storage.town import ADMIN, MUM, NOW, TEACHER, Town


class Families:
    """A teacher, their class, and the short sentences about its families."""

    def __init__(self, town: Town, klass: str, teacher: str) -> None:
        """Belong to a class."""
        self.town, self.klass, self.teacher = town, klass, teacher

    @classmethod
    async def of(cls, town: Town) -> "Families":
        """Found the school, its class 3Б and its teacher."""
        klass = await town.founded()
        await town.redeem(await town.code("teacher", ADMIN, klass), TEACHER)
        return cls(town, klass, await town.person(TEACHER))

    @property
    def store(self) -> Store:
        """Give the store."""
        return self.town.store

    async def listed(self, count: int) -> str:
        """Let the teacher say how long the list is; give how long it is then."""
        async with self.store.work() as work:
            answer = await work.families.set_count(self.klass, count, self.teacher, NOW)
        assert isinstance(answer, Granted)
        return answer.slots["count"]

    async def slips(self) -> dict[int, str]:
        """Print the slips."""
        async with self.store.work() as work:
            await work.slips.make(self.klass, self.teacher, NOW)
            return dict(await work.slips.waiting(self.klass, self.teacher))

    async def paper_list(self) -> PaperList:
        """Count."""
        async with self.store.work() as work:
            return await work.families.paper_list(self.klass, self.teacher)

    async def new(self) -> list[int]:
        """List the marks of the new families."""
        async with self.store.work() as work:
            return list(await work.families.new(self.klass, self.teacher))

    async def number(self, family: str, number: int) -> Granted | Lost | Refused:
        """Give a number."""
        async with self.store.work() as work:
            return await work.families.number(self.klass, family, number, self.teacher, NOW)

    async def remove(self, family: str) -> Granted | Lost | Refused:
        """Take a family out."""
        async with self.store.work() as work:
            return await work.families.remove(self.klass, family, self.teacher, NOW)

    async def labels(self) -> list[str]:
        """Give how the teacher sees the children of MUM."""
        return [child.family for child in (await self.town.knows(MUM)).children]


async def comes_by(town: Town, slip: str) -> str:
    """Let MUM come by a slip; give her child."""
    taken = await town.redeem(slip, MUM)
    assert isinstance(taken, Granted)
    return await begins(town, taken)


async def begins(town: Town, taken: Granted) -> str:
    """Begin the card of the child that MUM was granted; give it."""
    person = await town.person(MUM)
    child = f"{person}-1"
    await town.keep(children=[ChildRow(child, person, taken.slots["klass"], taken.slots["of_family"])])
    return child
