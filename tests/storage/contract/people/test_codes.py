"""Codes: who makes them, whom they admit, and how often."""

from datetime import timedelta

from flows.context.known import Role
from storage.port.answers import Answer, Granted, Lost, Refused
from storage.port.people.chats import ChatKey
from tests.support.storage.town import (
    ADMIN,
    DAD,
    DAY,
    DEPUTY,
    GRAN,
    HOUR,
    MUM,
    NOW,
    SCHOOL,
    STRANGER,
    TEACHER,
    Town,
)


async def test_a_class_code_lets_everybody_in_and_stands(town: Town) -> None:
    klass = await town.founded()
    code = await town.code("class", ADMIN, klass)
    slots = {"kind": "class", "klass": klass, "class_name": "3Б", "school": SCHOOL}
    assert await town.redeem(code, MUM) == await town.redeem(code, DAD) == Granted(slots)
    assert await town.code("class", ADMIN, klass) == code
    assert not (await town.knows(MUM)).children


async def test_a_code_is_found_as_typed_or_in_small_letters(town: Town) -> None:
    klass = await town.founded()
    code = await town.code("class", ADMIN, klass)
    assert isinstance(await town.redeem(code.upper(), MUM), Granted)


async def test_a_code_is_spent_once(town: Town) -> None:
    klass = await town.founded()
    code = await town.code("teacher", ADMIN, klass)
    slots = {"kind": "teacher", "school": SCHOOL, "klass": klass, "class_name": "3Б"}
    assert await town.redeem(code, TEACHER) == Granted(slots)
    assert await town.redeem(code, STRANGER) == Lost()
    assert await town.redeem(code, TEACHER) == Granted(slots)
    assert (await town.knows(TEACHER)).roles == (Role("teacher", SCHOOL, klass, "3Б"),)
    assert not (await town.knows(STRANGER)).roles


async def test_a_revoked_code_lets_nobody_in(town: Town) -> None:
    klass = await town.founded()
    code = await town.code("class", ADMIN, klass)
    async with town.store.work() as work:
        assert await work.codes.revoke(code, NOW)
        assert not await work.codes.revoke(code, NOW)
    assert await town.redeem(code, MUM) == Refused("unknown")


async def test_a_child_code_made_anew_ends_the_one_before(town: Town) -> None:
    child = await town.child_of(MUM)
    first, second = await town.code("child", MUM, child=child), await town.code("child", MUM, child=child)
    assert await town.redeem(first, DAD) == Refused("unknown")
    assert isinstance(await town.redeem(second, DAD), Granted)


async def test_a_staff_code_gives_a_role(town: Town) -> None:
    await town.founded()
    await town.hired(DEPUTY)
    assert (await town.knows(DEPUTY)).roles == (Role("staff", SCHOOL),)


async def looked_up(town: Town, code: str, key: ChatKey) -> Answer:
    person = await town.person(key)
    async with town.store.work() as work:
        return await work.codes.look_up(code, person, NOW)


async def test_a_code_of_a_role_is_recognised_without_being_spent(town: Town) -> None:
    klass = await town.founded()
    code, parents = await town.code("staff", ADMIN), await town.code("class", ADMIN, klass=klass)
    assert await looked_up(town, code, MUM) == Granted({"kind": "staff"})
    assert await looked_up(town, parents, MUM) == await looked_up(town, "abc-999999", MUM) == Refused("unknown")
    assert isinstance(await town.redeem(code, DAD), Granted)
    assert await looked_up(town, code, MUM) == Lost()
    for _ in range(20):
        await looked_up(town, "abc-999999", MUM)
    assert await looked_up(town, code, MUM) == Refused("too_many")


async def test_a_child_code_makes_a_second_parent_and_its_maker_does_not_spend_it(town: Town) -> None:
    child = await town.child_of(MUM)
    code = await town.code("child", MUM, child=child)
    told = Granted({"kind": "child", "child": child})
    assert await town.redeem(code, MUM) == told
    assert await town.redeem(code, DAD) == told
    assert await town.redeem(code, GRAN) == Lost()
    assert [card.id for card in (await town.knows(DAD)).children] == [child]


async def test_the_sixth_try_within_an_hour_is_too_many(town: Town) -> None:
    klass = await town.founded()
    code = await town.code("class", ADMIN, klass)
    for minute in range(5):
        assert await town.redeem("нет-такого1", MUM, NOW + timedelta(minutes=minute)) == Refused("unknown")
    assert await town.redeem("нет-такого1", MUM, NOW + timedelta(minutes=9)) == Refused("too_many")
    assert await town.redeem(code, MUM, NOW + timedelta(minutes=9)) == Refused("too_many")
    assert isinstance(await town.redeem(code, DAD, NOW), Granted)
    assert isinstance(await town.redeem(code, MUM, NOW + HOUR), Granted)  # the first wrong attempt is an hour old


async def test_nobody_makes_a_code_for_what_is_not_theirs(town: Town) -> None:
    klass, child = await town.founded(), await town.child_of(MUM)
    mum, dad, admin = await town.person(MUM), await town.person(DAD), await town.person(ADMIN)
    async with town.store.work() as work:
        for kind in ("class", "teacher", "staff"):
            assert await work.codes.make(kind, mum, NOW, klass=klass) == Refused("unknown")
        assert await work.codes.make("child", dad, NOW, child=child) == Refused("unknown")
        assert await work.codes.make("class", admin, NOW, klass="не-наш") == Refused("unknown")


async def test_a_teacher_gives_the_code_of_their_own_class_only(town: Town) -> None:
    klass = await town.founded()
    other = await town.another_class("4В")
    await town.redeem(await town.code("teacher", ADMIN, klass), TEACHER)
    assert await town.code("class", TEACHER, klass) == await town.code("class", ADMIN, klass)
    teacher = await town.person(TEACHER)
    async with town.store.work() as work:
        assert await work.codes.make("class", teacher, NOW, klass=other) == Refused("unknown")


async def test_codes_tried_by_a_clock_that_ran_ahead_lock_for_an_hour_and_not_for_a_day(town: Town) -> None:
    klass = await town.founded()
    code = await town.code("class", ADMIN, klass)
    for n in range(5):
        await town.redeem(f"нет-такого{n}", MUM, NOW + DAY)
    assert await town.redeem(code, MUM, NOW) == Refused("too_many")
    assert isinstance(await town.redeem(code, MUM, NOW + HOUR), Granted)
