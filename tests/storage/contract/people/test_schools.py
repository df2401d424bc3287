"""Schools and their classes are founded, and queries about them."""

from datetime import date

import pytest

from flows.context.known import Role
from storage.port.answers import Granted, Lost, Refused
from storage.port.school.requests import WaitingRequests
from storage.port.school.schools import SchoolClass
from storage.port.turns import RecordRow
from tests.support.storage.lists import classes, requests
from tests.support.storage.town import (
    ADMIN,
    DAD,
    GRAN,
    MUM,
    NOW,
    SCHOOL,
    TEACHER,
    Town,
)


async def test_there_is_one_installer(town: Town) -> None:
    mum, dad = await town.person(MUM), await town.person(DAD)
    async with town.store.work() as work:
        assert await work.schools.make_installer(mum, NOW) == Granted({"kind": "installation"})
        assert await work.schools.make_installer(dad, NOW) == Lost()
        assert await work.schools.make_installer(mum, NOW) == Granted({"kind": "installation"})
    assert (await town.knows(MUM)).has_role("installer")


async def test_a_school_is_opened_by_an_installer_and_staffed_once(town: Town) -> None:
    mum, dad = await town.person(MUM), await town.person(DAD)
    async with town.store.work() as work:
        assert await work.schools.make(SCHOOL, mum, NOW) == Refused("unknown")
        await work.schools.make_installer(mum, NOW)
        assert await work.schools.make(SCHOOL, mum, NOW) == Granted({"school": SCHOOL})
        assert await work.schools.make(SCHOOL, mum, NOW) == Granted({"school": SCHOOL})
        code = await work.setup.staff_code("staff", "zelenets", NOW)
        assert isinstance(await work.codes.redeem(code, dad, NOW), Granted)
        assert await work.schools.make("zelenets", mum, NOW) == Lost()
    assert Role("staff", SCHOOL, title="administrator") in (await town.knows(MUM)).roles


async def test_a_class_is_made_once(town: Town) -> None:
    klass = await town.founded()
    admin, mum = await town.person(ADMIN), await town.person(MUM)
    async with town.store.work() as work:
        assert await work.schools.make_class("3Б", admin, NOW) == Granted({"klass": klass, "class_name": "3Б"})
        assert await work.schools.make_class("4В", mum, NOW) == Refused("unknown")


async def test_classes_are_listed_by_their_number(town: Town) -> None:
    klass = await town.founded()
    admin = await town.person(ADMIN)
    async with town.store.work() as work:
        for name in ("11А", "10Ё", "3А"):
            await work.schools.make_class(name, admin, NOW)
    assert [each.name for each in await town.lists(ADMIN, classes)] == ["3А", "3Б", "10Ё", "11А"]
    await town.redeem(await town.code("teacher", ADMIN, klass), TEACHER)
    assert await town.lists(TEACHER, classes) == [SchoolClass(klass, "3Б")]
    assert await town.lists(MUM, classes) == []


async def test_requests_are_counted_by_class_and_service(town: Town) -> None:
    """Only the newest record of a child counts, and only for the staff of its own school."""
    klass = await town.founded()
    for key, child, stages in ((MUM, "a", ("requested",)), (DAD, "b", ("requested", "half")),
                               (GRAN, "c", ("requested", "joined"))):  # fmt: skip
        await town.child_of(key, klass, child)
        person = await town.person(key)
        days = [
            RecordRow(child, "myschool", "", stage, date(2026, 11, n + 9), person) for n, stage in enumerate(stages)
        ]
        await town.keep(records=days)
    assert await town.lists(ADMIN, requests) == [WaitingRequests(klass, "3Б", "myschool", 2, date(2026, 11, 9))]
    assert await town.lists(TEACHER, requests) == []


async def test_a_school_can_be_established_by_nobody_in_particular(town: Town) -> None:
    async with town.store.work() as work:
        assert await work.setup.establish(SCHOOL, "3Б", NOW, "demo-3b") == "demo-3b"
        assert await work.setup.establish(SCHOOL, "3Б", NOW, "other-3b") == "demo-3b"
        assert await work.setup.establish(SCHOOL, "4Г", NOW) not in {"", "demo-3b"}
        teachers = await work.setup.staff_code("teacher", SCHOOL, NOW, "3Б")
        with pytest.raises(KeyError):
            await work.setup.staff_code("teacher", SCHOOL, NOW, "9Щ")
    taken = await town.redeem(teachers, TEACHER)
    assert isinstance(taken, Granted)
    assert (taken.slots["kind"], taken.slots["class_name"]) == ("teacher", "3Б")
