"""Families of a class by the numbers of its paper list: slips, numbers, removed families."""

from storage.port.answers import Granted, Lost, Refused
from storage.port.people.families import PaperList
from tests.support.storage.families import Families, begins, comes_by
from tests.support.storage.town import ADMIN, DAD, GRAN, MUM, NOW, SCHOOL, STRANGER, TEACHER, Town


async def test_a_list_is_as_long_as_the_teacher_says(town: Town) -> None:
    of = await Families.of(town)
    assert await of.listed(3) == "3"
    assert sorted(await of.slips()) == [1, 2, 3]
    assert await of.listed(5) == "5"
    assert sorted(await of.slips()) == [1, 2, 3, 4, 5]
    assert await of.paper_list() == PaperList(5, 0, 0)


async def test_of_no_list_there_are_no_slips(town: Town) -> None:
    of = await Families.of(town)
    async with town.store.work() as work:
        assert await work.slips.make(of.klass, of.teacher, NOW) == Refused("nobody")
    assert await of.slips() == {}


async def test_slips_printed_again_are_the_same(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(3)
    first = await of.slips()
    assert await of.slips() == first
    assert len(set(first.values())) == 3


async def test_a_shorter_list_ends_the_slips_it_leaves_out_and_keeps_who_came(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(5)
    slips = await of.slips()
    await comes_by(town, slips[2])
    assert await of.listed(1) == "2"
    assert sorted(await of.slips()) == [1]
    assert await town.redeem(slips[5], DAD) == Refused("unknown")


async def test_a_slip_lets_one_family_in_under_its_number(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(3)
    slips = await of.slips()
    taken = await town.redeem(slips[2], MUM)
    assert isinstance(taken, Granted)
    assert {word: taken.slots[word] for word in ("kind", "klass", "class_name", "school", "number")} == {
        "kind": "family", "klass": of.klass, "class_name": "3Б", "school": SCHOOL, "number": "2",
    }  # fmt: skip
    await begins(town, taken)
    assert await of.labels() == ["семья 2"]
    assert await town.redeem(slips[2], DAD) == Lost()
    assert sorted(await of.slips()) == [1, 3]
    assert await of.paper_list() == PaperList(3, 1, 0)


async def test_a_slip_tried_again_by_its_family_is_granted_again(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(1)
    slip = (await of.slips())[1]
    child = await comes_by(town, slip)
    again = await town.redeem(slip, MUM)
    assert isinstance(again, Granted)
    assert (again.slots["kind"], again.slots["child"], again.slots["number"]) == ("number", child, "1")


async def test_a_slip_numbers_the_child_that_came_by_the_code_of_the_class(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(2)
    child = await town.child_of(MUM, of.klass)
    assert await of.labels() == ["новая семья А"]
    taken = await town.redeem((await of.slips())[2], MUM)
    assert isinstance(taken, Granted)
    assert (taken.slots["kind"], taken.slots["child"]) == ("number", child)
    assert await of.labels() == ["семья 2"]
    assert await of.new() == []


async def test_the_other_parent_comes_in_by_a_new_slip_of_the_family(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(2)
    child = await comes_by(town, (await of.slips())[1])
    async with town.store.work() as work:
        made = await work.slips.renew(of.klass, 1, of.teacher, NOW)
    assert isinstance(made, Granted)
    assert await town.redeem(made.slots["code"], DAD) == Granted({"kind": "child", "child": child})
    assert await town.redeem(made.slots["code"], GRAN) == Lost()
    assert [card.id for card in (await town.knows(DAD)).children] == [child]
    assert await of.paper_list() == PaperList(2, 1, 0)


async def test_the_other_parent_comes_in_by_the_childs_code_and_sees_the_number(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(2)
    child = await comes_by(town, (await of.slips())[1])
    await town.redeem(await town.code("child", MUM, child=child), DAD)
    assert [card.family for card in (await town.knows(DAD)).children] == ["семья 1"]


async def test_a_slip_made_anew_ends_the_one_before(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(1)
    first = (await of.slips())[1]
    async with town.store.work() as work:
        await work.slips.renew(of.klass, 1, of.teacher, NOW)
        assert await work.slips.renew(of.klass, 9, of.teacher, NOW) == Refused("unknown")
    assert (await of.slips())[1] != first
    assert await town.redeem(first, MUM) == Refused("unknown")


async def test_new_families_are_known_by_marks_none_given_twice(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(3)
    await town.child_of(MUM, of.klass)
    await town.child_of(DAD, of.klass)
    assert await of.new() == [1, 2]
    assert await of.paper_list() == PaperList(3, 0, 2)
    assert await of.number("n2", 3) == Granted({"number": "3"})
    await town.child_of(GRAN, of.klass)
    assert await of.new() == [1, 3]


async def test_a_number_is_given_once_and_its_slip_ends(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(2)
    slips = await of.slips()
    await town.child_of(MUM, of.klass)
    await town.child_of(DAD, of.klass)
    assert await of.number("n1", 1) == Granted({"number": "1"})
    assert await of.number("n2", 1) == Lost()
    assert await of.number("n2", 3) == await of.number("n9", 2) == await of.number("", 2) == Refused("unknown")
    assert await town.redeem(slips[1], GRAN) == Refused("unknown")
    assert await of.labels() == ["семья 1"]


async def test_a_family_taken_out_keeps_its_child_and_its_number_is_free(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(2)
    child = await comes_by(town, (await of.slips())[1])
    mum = await town.person(MUM)
    async with town.store.work() as work:
        assert await work.families.parents(of.klass, "1", of.teacher) == [(mum, child)]
    assert await of.remove("1") == Granted({})
    (card,) = (await town.knows(MUM)).children
    assert (card.id, card.klass, card.family) == (child, "", "")
    assert sorted(await of.slips()) == [1, 2]
    assert await of.remove("n7") == Refused("unknown")
    assert await of.remove("1") == Refused("nobody")


async def test_a_child_who_moved_begins_a_new_family_in_the_other_class(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(1)
    child = await comes_by(town, (await of.slips())[1])
    admin = await town.person(ADMIN)
    async with town.store.work() as work:
        other = await work.schools.make_class("4В", admin, NOW)
    assert isinstance(other, Granted)
    await town.child_of(MUM, other.slots["klass"], child)
    assert await of.labels() == ["новая семья А"]
    assert await of.paper_list() == PaperList(1, 0, 0)
    await town.child_of(MUM, of.klass, child)  # back to the old class by its class code, which assigns no number
    assert await of.labels() == ["новая семья А"]


async def test_the_code_of_the_class_ends_and_is_made_anew(town: Town) -> None:
    of = await Families.of(town)
    code = await town.code("class", TEACHER, of.klass)
    async with town.store.work() as work:
        assert await work.codes.end_of_class(of.klass, of.teacher, NOW) == Granted({})
    assert await town.redeem(code, MUM) == Refused("unknown")
    assert await town.code("class", TEACHER, of.klass) != code


async def test_families_of_another_class_are_none_of_a_teachers_business(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(2)
    await town.child_of(MUM, of.klass)
    for stranger in (await town.person(STRANGER), await town.person(MUM)):
        async with town.store.work() as work:
            assert await work.families.set_count(of.klass, 9, stranger, NOW) == Refused("unknown")
            assert await work.families.paper_list(of.klass, stranger) == PaperList(0, 0, 0)
            assert await work.slips.make(of.klass, stranger, NOW) == Refused("unknown")
            assert await work.slips.waiting(of.klass, stranger) == []
            assert await work.slips.renew(of.klass, 1, stranger, NOW) == Refused("unknown")
            assert await work.codes.end_of_class(of.klass, stranger, NOW) == Refused("unknown")
            assert await work.families.number(of.klass, "n1", 1, stranger, NOW) == Refused("unknown")
            assert await work.families.remove(of.klass, "n1", stranger, NOW) == Refused("unknown")
            assert await work.families.parents(of.klass, "n1", stranger) == []
            assert await work.families.new(of.klass, stranger) == []
    assert await of.paper_list() == PaperList(2, 0, 1)


async def test_staff_of_the_school_reach_every_class(town: Town) -> None:
    of = await Families.of(town)
    admin = await town.person(ADMIN)
    async with town.store.work() as work:
        assert await work.families.set_count(of.klass, 4, admin, NOW) == Granted({"count": "4"})
        assert await work.slips.make(of.klass, admin, NOW) == Granted({"slips": "4"})
        assert len(await work.slips.waiting(of.klass, admin)) == 4


async def test_a_family_forgotten_leaves_its_number_free(town: Town) -> None:
    of = await Families.of(town)
    await of.listed(1)
    slip = (await of.slips())[1]
    await comes_by(town, slip)
    await town.forget(MUM)
    assert await town.redeem(slip, DAD) == Lost()
    assert await of.paper_list() == PaperList(1, 0, 0)
    assert (await of.slips())[1] != slip


async def test_a_new_family_forgotten_is_swept(town: Town) -> None:
    of = await Families.of(town)
    await town.child_of(MUM, of.klass)
    await town.forget(MUM)
    assert await of.new() == []
    async with town.store.work() as work:
        await work.erasure.sweep(NOW)
    assert await of.paper_list() == PaperList(0, 0, 0)


async def test_who_has_not_come_is_told_by_numbers_to_those_who_may_see_the_class(town: Town) -> None:
    """A slip need not have been made."""
    of = await Families.of(town)
    await of.listed(4)
    await comes_by(town, (await of.slips())[2])
    admin, stranger = await town.person(ADMIN), await town.person(STRANGER)
    async with town.store.work() as work:
        assert await work.families.absent(of.klass, of.teacher) == [1, 3, 4]
        assert await work.families.absent(of.klass, admin) == [1, 3, 4]
        assert await work.families.absent(of.klass, stranger) == []
