"""Steps of tests about the families of a class, on a `Town`."""

from storage.port.answers import Granted, Lost, Refused
from storage.port.people.families import PaperList
from storage.port.store import Store
from storage.port.turns import ChildRow
from tests.support.storage.town import ADMIN, MUM, NOW, TEACHER, Town


class Families:
    """A teacher and a class, with the steps on its families."""

    def __init__(self, town: Town, klass: str, teacher: str) -> None:
        """Take the class and its teacher."""
        self.town, self.klass, self.teacher = town, klass, teacher

    @classmethod
    async def of(cls, town: Town) -> "Families":
        """Found the school, its class 3Б and its teacher."""
        klass = await town.founded()
        await town.redeem(await town.code("teacher", ADMIN, klass), TEACHER)
        return cls(town, klass, await town.person(TEACHER))

    @property
    def store(self) -> Store:
        """Return the store."""
        return self.town.store

    async def listed(self, count: int) -> str:
        """As the teacher, set the number of families in the class list; return the stored number."""
        async with self.store.work() as work:
            answer = await work.families.set_count(self.klass, count, self.teacher, NOW)
        assert isinstance(answer, Granted)
        return answer.slots["count"]

    async def slips(self) -> dict[int, str]:
        """Print the slips; return the codes by number."""
        async with self.store.work() as work:
            await work.slips.make(self.klass, self.teacher, NOW)
            return dict(await work.slips.waiting(self.klass, self.teacher))

    async def paper_list(self) -> PaperList:
        """Return the state of the paper list."""
        async with self.store.work() as work:
            return await work.families.paper_list(self.klass, self.teacher)

    async def new(self) -> list[int]:
        """Return the marks of the new families."""
        async with self.store.work() as work:
            return list(await work.families.new(self.klass, self.teacher))

    async def number(self, family: str, number: int) -> Granted | Lost | Refused:
        """Set the number of a family."""
        async with self.store.work() as work:
            return await work.families.number(self.klass, family, number, self.teacher, NOW)

    async def remove(self, family: str) -> Granted | Lost | Refused:
        """Remove a family from the class."""
        async with self.store.work() as work:
            return await work.families.remove(self.klass, family, self.teacher, NOW)

    async def labels(self) -> list[str]:
        """Return the labels under which the teacher sees the children of MUM."""
        return [child.family for child in (await self.town.knows(MUM)).children]


async def comes_by(town: Town, slip: str) -> str:
    """Redeem a slip as MUM; return her child."""
    taken = await town.redeem(slip, MUM)
    assert isinstance(taken, Granted)
    return await begins(town, taken)


async def begins(town: Town, taken: Granted) -> str:
    """Create the card of the child to which MUM's slip gave access; return the child."""
    person = await town.person(MUM)
    child = f"{person}-1"
    await town.keep(children=[ChildRow(child, person, taken.slots["klass"], taken.slots["of_family"])])
    return child
