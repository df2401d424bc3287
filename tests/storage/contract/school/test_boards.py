"""The roll of a class: stages and days, for its teacher and staff."""

from flows.context.known import Stage
from storage.port.turns import RecordRow
from tests.support.storage.classes import other_class, taught
from tests.support.storage.town import (
    ADMIN,
    DAD,
    DAY,
    DEPUTY,
    MUM,
    NOW,
    STRANGER,
    TEACHER,
    WORDS,
    Town,
)


async def test_the_roll_is_of_stages_and_days(town: Town) -> None:
    klass = await taught(town)
    child, mum = await town.child_of(MUM, klass), await town.person(MUM)
    await town.child_of(DAD, klass)
    await town.child_of(STRANGER)
    records = [RecordRow(child, "documents", "birth", "sent", NOW.date() - 3 * DAY, mum)]
    await town.keep(records=records)
    await town.asked(MUM, child=child, summary=WORDS)
    teacher = await town.person(TEACHER)
    async with town.store.work() as work:
        await work.dialogs.reach(DAD, reachable=False)
        roll = await work.boards.roll(klass, teacher)
    assert roll is not None
    assert (roll.class_name, roll.families) == ("3Б", 0)
    first, second = roll.cards
    assert first.stages == (Stage("documents", "sent", NOW.date() - 3 * DAY, "birth"),)
    assert (first.number, first.came, first.reachable) == (0, NOW.date(), True)
    assert (second.stages, second.reachable) == ((), False)
    assert mum not in repr(roll)
    assert WORDS not in repr(roll)


async def test_the_roll_is_for_the_teacher_and_for_staff_of_the_school(town: Town) -> None:
    klass = await taught(town)
    other = await other_class(town, "3В", DEPUTY)
    persons = {key: await town.person(key) for key in (ADMIN, TEACHER, DEPUTY, STRANGER)}
    async with town.store.work() as work:
        seen = {key for key in persons for roll in [await work.boards.roll(klass, persons[key])] if roll}
        assert seen == {ADMIN, TEACHER}
        assert await work.boards.roll(other, persons[TEACHER]) is None
        assert await work.boards.roll("", persons[TEACHER]) is None
