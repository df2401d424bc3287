"""Roles: who grants them, when they end, and what then happens to open tickets, deliveries and codes."""

from datetime import timedelta

from flows.context.known import Role
from storage.port.answers import Granted, Refused
from tests.support.storage.classes import ENDS, let_in, other_class, substituted, taught
from tests.support.storage.lists import class_teachers
from tests.support.storage.town import (
    ADMIN,
    DAY,
    DEPUTY,
    GRAN,
    MUM,
    NOW,
    SCHOOL,
    STRANGER,
    TEACHER,
    Town,
)


async def test_a_substitute_has_the_class_until_the_end_of_a_day(town: Town) -> None:
    klass = await taught(town)
    await substituted(town, klass, GRAN)
    assert (await town.knows(GRAN)).roles == (Role("teacher", SCHOOL, klass, "3Б", until="2026-12-12"),)
    assert (await town.knows(GRAN, ENDS - timedelta(seconds=1))).teaches(klass)
    assert not (await town.knows(GRAN, ENDS)).roles
    assert (await town.knows(TEACHER, ENDS)).teaches(klass)


async def test_a_role_ends_on_time_even_if_its_owner_does_not_write(town: Town) -> None:
    klass = await taught(town)
    await substituted(town, klass, GRAN)
    person = await town.person(GRAN)
    async with town.store.work() as work:
        await work.timers.due(ENDS, 10)
        assert await work.boards.roll(klass, person) is None


async def test_an_unused_code_of_a_substitute_ends_with_the_role(town: Town) -> None:
    klass = await taught(town)
    made = await let_in(town, klass, TEACHER)
    assert isinstance(made, Granted)
    assert await town.redeem(made.slots["code"], GRAN, ENDS) == Refused("unknown")


async def test_only_the_teacher_and_staff_admit_substitutes(town: Town) -> None:
    """The teacher and the staff may; a substitute, a teacher of another class and a stranger may not."""
    klass = await taught(town)
    other = await other_class(town, "3В", DEPUTY)
    await substituted(town, klass, GRAN)
    for by in (TEACHER, ADMIN):
        assert isinstance(await let_in(town, klass, by), Granted)
    for by in (GRAN, DEPUTY, STRANGER):
        assert await let_in(town, klass, by) == Refused("unknown")
    assert await let_in(town, "", TEACHER) == await let_in(town, other, TEACHER) == Refused("unknown")
    person = await town.person(GRAN)
    async with town.store.work() as work:
        assert await work.codes.make("teacher", person, NOW, klass) == Refused("unknown")


async def test_a_later_day_puts_the_end_off_and_an_earlier_one_does_not_bring_it_near(town: Town) -> None:
    klass = await taught(town)
    await substituted(town, klass, GRAN, 5 * DAY)
    await substituted(town, klass, GRAN, 9 * DAY)
    await substituted(town, klass, GRAN, 7 * DAY)
    assert (await town.knows(GRAN, NOW + 8 * DAY)).teaches(klass)
    assert not (await town.knows(GRAN, NOW + 9 * DAY)).roles


async def test_a_substitute_who_comes_to_stay_stays(town: Town) -> None:
    klass = await taught(town)
    await substituted(town, klass, GRAN)
    await town.redeem(await town.code("teacher", ADMIN, klass), GRAN)
    assert (await town.knows(GRAN, ENDS)).roles == (Role("teacher", SCHOOL, klass, "3Б"),)
    await substituted(town, klass, TEACHER)
    assert (await town.knows(TEACHER, ENDS)).teaches(klass)


async def test_leaving_a_class_leaves_that_class_alone(town: Town) -> None:
    klass = await taught(town)
    other = await other_class(town, "3В", TEACHER)
    person = await town.person(TEACHER)
    async with town.store.work() as work:
        assert await work.roles.leave(klass, person) == Granted({})
        assert await work.roles.leave(klass, person) == Refused("unknown")
    assert [role.klass for role in (await town.knows(TEACHER)).roles] == [other]


async def test_a_teacher_is_removed_by_staff_of_their_school_alone(town: Town) -> None:
    klass = await taught(town)
    whose, admin = await town.person(TEACHER), await town.person(ADMIN)
    ((role, *worn),) = await town.lists(ADMIN, class_teachers)
    assert worn == ["3Б", "", NOW]
    assert await town.lists(TEACHER, class_teachers) == []
    stranger = await town.person(STRANGER)
    async with town.store.work() as work:
        for by in (stranger, whose):
            assert await work.roles.take_off(role, by) == Refused("unknown")
        assert await work.roles.take_off("никто", admin) == Refused("unknown")
        slots = {"whose": whose, "klass": klass, "class_name": "3Б"}
        assert await work.roles.take_off(role, admin) == Granted(slots)
    assert not (await town.knows(TEACHER)).roles


async def test_undoing_a_link_does_not_restore_a_removed_role(town: Town) -> None:
    klass = await taught(town)
    await town.redeem(await town.code("teacher", ADMIN, klass), GRAN)
    code = await town.code("link", TEACHER)
    both, teacher = await town.person(GRAN), await town.person(TEACHER)
    async with town.store.work() as work:
        assert await work.links.make(code, both, NOW) == Granted({})
        assert await work.roles.leave(klass, teacher) == Granted({})
        assert await work.links.undo(teacher, NOW) == Granted({})
    assert not (await town.knows(TEACHER)).roles
    assert not (await town.knows(GRAN)).roles


async def test_whoever_taught_for_good_in_one_chat_does_so_when_the_chats_are_linked(town: Town) -> None:
    klass = await taught(town)
    await substituted(town, klass, GRAN)
    code, teacher = await town.code("link", GRAN), await town.person(TEACHER)
    async with town.store.work() as work:
        assert await work.links.make(code, teacher, NOW) == Granted({})
    assert (await town.knows(GRAN, ENDS)).teaches(klass)


async def test_a_role_that_ends_releases_its_tickets_deliveries_and_codes(town: Town) -> None:
    """Taken tickets are open again, queued messages about them are dropped, and codes of the role stop working."""
    klass = await taught(town)
    child, teacher = await town.child_of(MUM, klass), await town.person(TEACHER)
    await town.asked(MUM, child=child, topic="extract")
    await town.take("t1", TEACHER)
    made = await let_in(town, klass, TEACHER)
    assert isinstance(made, Granted)
    about_it = await town.said(TEACHER, urgency=1, ticket="t1")
    own = await town.said(TEACHER, urgency=0)
    async with town.store.work() as work:
        await work.roles.leave(klass, teacher)
    (ticket,) = (await town.knows(MUM)).tickets
    assert (ticket.state, ticket.taken_by) == ("open", "")
    claimed = await town.claimed()
    assert own in claimed
    assert about_it not in claimed
    assert await town.redeem(made.slots["code"], GRAN) == Refused("unknown")
    assert not (await town.knows(TEACHER, tickets=["t1"])).tickets


async def test_staff_of_the_school_keep_what_they_took_when_they_teach_no_more(town: Town) -> None:
    klass = await taught(town, ADMIN)
    child, admin = await town.child_of(MUM, klass), await town.person(ADMIN)
    await town.asked(MUM, child=child, topic="extract")
    await town.take("t1", ADMIN)
    async with town.store.work() as work:
        await work.roles.leave(klass, admin)
    (ticket,) = (await town.knows(MUM)).tickets
    assert ticket.taken_by == admin
