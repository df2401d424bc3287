"""The journal of urgent letters, and urgent broadcasts in the fan-out."""

from datetime import timedelta

from storage.port.delivery.urgent import UrgentLetter
from tests.support.storage.broadcasts import EVERYBODY, row, sent, submit
from tests.support.storage.town import ADMIN, DAY, MUM, NOW, SCHOOL, STRANGER, TEACHER, Town


async def test_an_urgent_broadcast_goes_to_those_whose_budget_is_spent(town: Town) -> None:
    """Another ordinary one does not."""
    klass = await town.taught()
    await town.child_of(MUM, klass)
    await town.submit(klass, EVERYBODY)
    await town.fill()
    await sent(town)
    await submit(town, await row(town, klass, "b2"))
    await submit(town, await row(town, klass, "b3", urgent=True))
    found = []
    for ident in ("b2", "b3"):
        await town.fill(ident)
        found.append(await town.reported(TEACHER, ident))
    assert [(each.held, each.waiting) for each in found if each] == [(1, 0), (0, 1)]


async def test_the_journal_is_shown_to_the_staff_of_the_school_the_newest_first(town: Town) -> None:
    """Each letter once; the author is counted since a moment."""
    await town.taught()
    teacher, admin, stranger = [await town.person(key) for key in (TEACHER, ADMIN, STRANGER)]
    first = UrgentLetter("b1", SCHOOL, teacher, "teacher", "3Б", 28, NOW)
    second = first._replace(broadcast="b2", at=NOW + DAY)
    async with town.store.work() as work:
        for each in (first, second, first):
            await work.urgent.record(each)
        assert await work.urgent.journal(admin, 10) == [second, first]
        assert await work.urgent.journal(admin, 1) == [second]
        assert await work.urgent.journal(stranger, 10) == []
        assert await work.urgent.used(teacher, NOW) == 2
        assert await work.urgent.used(teacher, NOW + timedelta(seconds=1)) == 1
        assert await work.urgent.used(admin, NOW) == 0


async def test_the_journal_outlives_its_author_without_naming_them(town: Town) -> None:
    """It ends with the log."""
    await town.taught()
    teacher, admin = await town.person(TEACHER), await town.person(ADMIN)
    letter = UrgentLetter("b1", SCHOOL, teacher, "teacher", "3Б", 28, NOW)
    async with town.store.work() as work:
        await work.urgent.record(letter)
    await town.forget(TEACHER)
    async with town.store.work() as work:
        assert await work.urgent.journal(admin, 10) == [letter._replace(author="")]
        await work.erasure.sweep(NOW + 1096 * DAY)
        assert await work.urgent.journal(admin, 10) == []
