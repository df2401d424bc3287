"""Tickets: a conversation of two people, who sees them and who closes them."""

from datetime import datetime

from flows.values.session import Place, Session
from storage.port.answers import Granted, Lost, Refused
from storage.port.school.tickets import TicketRow, WaitingTicket
from tests.support.storage.lists import waiting
from tests.support.storage.town import (
    ADMIN,
    DAD,
    DAY,
    DEPUTY,
    GRAN,
    MUM,
    NOW,
    STRANGER,
    TEACHER,
    WORDS,
    Town,
)


async def test_tickets_of_a_school_are_numbered_from_one(town: Town) -> None:
    assert [await town.asked(MUM, "t1"), await town.asked(DAD, "t2")] == [1, 2]
    other = TicketRow("t3", "zelenets", await town.person(MUM), "", "login", WORDS)
    async with town.store.work() as work:
        assert await work.tickets.open(other, NOW) == 1


async def test_the_asker_knows_their_ticket_until_it_is_closed(town: Town) -> None:
    klass = await town.founded()
    child = await town.child_of(MUM, klass)
    await town.asked(MUM, child=child)
    (ticket,) = (await town.knows(MUM)).tickets
    assert (ticket.mine, ticket.number, ticket.state, ticket.class_name) == (True, 1, "open", "3Б")
    assert (ticket.summary, ticket.opened, ticket.topic) == (WORDS, NOW, "create_missing")
    await town.close_ticket("t1", MUM)
    assert not (await town.knows(MUM)).tickets
    assert (await town.knows(MUM, tickets=["t1"])).tickets[0].state == "closed"


async def test_staff_see_the_ticket_they_ask_for_and_others_do_not(town: Town) -> None:
    await town.founded()
    await town.asked(MUM)
    assert not (await town.knows(ADMIN)).tickets
    (ticket,) = (await town.knows(ADMIN, tickets=["t1"])).tickets
    assert (ticket.mine, ticket.summary) == (False, WORDS)
    assert not (await town.knows(DAD, tickets=["t1"])).tickets


async def test_a_session_brings_the_ticket_it_is_about(town: Town) -> None:
    await town.founded()
    await town.asked(MUM)
    chat, told = (await town.chat_state(ADMIN)).chat, {"ticket": "t1"}
    for session in (
        Session("desk", "one", 1, told),
        Session("menu", "map", 1, back=Place("desk", "one", told)),
        Session("menu", "map", 1, asides=(Place("desk", "one", told),)),
    ):
        await town.keep(sessions={chat: session})
        assert [ticket.id for ticket in (await town.knows(ADMIN)).tickets] == ["t1"]


async def test_a_ticket_is_taken_by_one(town: Town) -> None:
    await town.founded()
    await town.hired(DEPUTY)
    await town.asked(MUM)
    assert await town.take("t1", DEPUTY) == Granted({})
    assert await town.take("t1", DEPUTY) == Granted({})
    assert await town.take("t1", ADMIN) == Lost()
    assert (await town.knows(MUM)).tickets[0].taken_by == await town.person(DEPUTY)


async def test_nobody_takes_their_own_or_a_closed_or_a_strange_ticket(town: Town) -> None:
    await town.founded()
    await town.asked(ADMIN, "own")
    await town.asked(MUM, "closed")
    await town.close_ticket("closed", MUM)
    await town.asked(MUM, "theirs")
    for ticket, key in (("own", ADMIN), ("closed", ADMIN), ("nothing", ADMIN), ("theirs", STRANGER)):
        assert await town.take(ticket, key) == Refused("closed")


async def test_a_ticket_is_a_talk_of_two(town: Town) -> None:
    await town.founded()
    await town.hired(DEPUTY)
    await town.asked(MUM)
    assert await town.answer("t1", MUM, "Забыла сказать: СНИЛС проверен ✅") == Granted({})
    assert (await town.knows(MUM)).tickets[0].state == "open"
    await town.take("t1", DEPUTY)
    assert await town.answer("t1", ADMIN) == Lost()
    assert await town.answer("t1", DEPUTY, "Посмотрите ещё раз завтра") == Granted({})
    assert (await town.knows(MUM)).tickets[0].state == "answered"
    assert await town.answer("t1", MUM, "Не помогло") == Granted({})
    (ticket,) = (await town.knows(MUM)).tickets
    assert ticket.state == "taken"
    assert [line.side for line in ticket.lines] == ["parent", "staff", "parent"]
    assert ticket.lines[0].text == "Забыла сказать: СНИЛС проверен ✅"
    assert ticket.lines[0].at == NOW


async def test_a_ticket_is_closed_by_its_two_and_by_nobody_else(town: Town) -> None:
    await town.founded()
    await town.asked(MUM)
    assert await town.close_ticket("t1", STRANGER) == Lost()
    assert await town.close_ticket("nothing", MUM) == Lost()
    await town.take("t1", ADMIN)
    assert await town.close_ticket("t1", ADMIN) == Granted({})
    assert await town.close_ticket("t1", MUM) == Granted({})
    assert await town.answer("t1", MUM) == await town.answer("nothing", MUM) == Refused("closed")


async def test_a_ticket_is_heard_of_by_its_staff(town: Town) -> None:
    await town.founded()
    await town.hired(DEPUTY)
    await town.asked(MUM, "t1")
    await town.asked(ADMIN, "t2")
    admin, deputy, mum = await town.person(ADMIN), await town.person(DEPUTY), await town.person(MUM)
    async with town.store.work() as work:
        assert await work.tickets.audience("t1", "staff") == [admin, deputy]
        assert await work.tickets.audience("t2", "staff") == [deputy]
        assert await work.tickets.audience("t1", "parent") == [mum]
        assert await work.tickets.audience("nothing", "staff") == []
        await work.tickets.take("t1", deputy, NOW)
        assert await work.tickets.audience("t1", "staff") == [deputy]


async def test_tickets_that_wait_are_listed_the_oldest_first(town: Town) -> None:
    klass = await town.founded()
    await town.hired(DEPUTY)
    child = await town.child_of(MUM, klass)
    await town.asked(MUM, "t1", child)
    await town.asked(DAD, "t2")
    await town.asked(DAD, "t3")
    await town.asked(ADMIN, "own")
    await town.asked(GRAN, "t5")
    await town.take("t2", DEPUTY)
    await town.take("t3", ADMIN)
    await town.take("t5", ADMIN)
    await town.answer("t5", ADMIN)
    assert await town.lists(ADMIN, waiting) == [
        WaitingTicket("t1", 1, "3Б", "open"),
        WaitingTicket("t3", 3, "", "taken"),
        WaitingTicket("t5", 5, "", "answered"),
    ]
    assert await town.lists(MUM, waiting) == []


async def test_a_teacher_answers_what_is_theirs_of_their_own_class(town: Town) -> None:
    """Requests for extracts go to the class teacher first (D7, F15); a teacher of another class sees none of them."""
    klass, _ = await town.two_teachers()
    admin, teacher = await town.person(ADMIN), await town.person(TEACHER)
    child = await town.child_of(MUM, klass)
    await town.asked(MUM, "t1", child)
    await town.asked(MUM, "t2", child, topic="extract")
    async with town.store.work() as work:
        assert await work.tickets.audience("t1", "staff") == [admin]
        assert await work.tickets.audience("t2", "staff") == [teacher]
    assert [each.id for each in await town.lists(TEACHER, waiting)] == ["t2"]
    assert await town.lists(DEPUTY, waiting) == []
    assert await town.take("t1", TEACHER) == Refused("closed")
    assert await town.take("t2", DEPUTY) == Refused("closed")
    assert await town.take("t2", TEACHER) == Granted({})
    seen = await town.knows(TEACHER, tickets=("t1", "t2"))
    assert [ticket.id for ticket in seen.tickets] == ["t2"]
    assert (await town.knows(DEPUTY, tickets=("t1", "t2"))).tickets == ()


async def test_a_child_who_moved_takes_its_questions_along(town: Town) -> None:
    """The old teacher can no longer answer; the new one can take the ticket; staff keep the tickets they took."""
    klass, other = await town.two_teachers()
    child = await town.child_of(MUM, klass)
    await town.asked(MUM, "t1", child, topic="extract")
    await town.asked(MUM, "t2", child, topic="extract")
    await town.take("t1", TEACHER)
    await town.take("t2", ADMIN)
    await town.child_of(MUM, other, child)
    assert await town.answer("t1", TEACHER) == Refused("closed")
    assert [each.id for each in await town.lists(DEPUTY, waiting)] == ["t1"]
    assert await town.take("t1", DEPUTY) == Granted({})
    assert await town.answer("t2", ADMIN) == Granted({})


async def test_a_child_who_moved_to_another_school_leaves_its_questions(town: Town) -> None:
    """A teacher of another school may not see them, so a question that only that teacher gets would reach nobody."""
    klass = await town.founded()
    admin = await town.person(ADMIN)
    async with town.store.work() as work:
        await work.setup.establish("other", "5А", NOW)
        there = await work.setup.staff_code("teacher", "other", NOW, "5А")
    await town.redeem(there, DEPUTY)
    (role,) = (await town.knows(DEPUTY)).roles
    child = await town.child_of(MUM, klass)
    await town.asked(MUM, "t1", child, topic="extract")
    await town.child_of(MUM, role.klass, child)
    async with town.store.work() as work:
        assert await work.tickets.audience("t1", "staff") == [admin]
    assert await town.lists(DEPUTY, waiting) == []
    assert await town.take("t1", DEPUTY) == Refused("closed")


async def test_a_parent_knows_whether_the_teacher_can_be_reached(town: Town) -> None:
    klass = await town.founded()
    await town.child_of(MUM, klass)
    assert (await town.knows(MUM)).taught is False
    await town.redeem(await town.code("teacher", ADMIN, klass), TEACHER)
    assert (await town.knows(MUM)).taught is True


async def test_words_of_a_ticket_are_kept_thirty_days_after_it_is_closed(town: Town) -> None:
    await town.asked(MUM)
    await town.answer("t1", MUM)
    await town.close_ticket("t1", MUM)
    async with town.store.work() as work:
        await work.erasure.sweep(NOW + 29 * DAY)
    assert (await town.knows(MUM, tickets=["t1"])).tickets[0].lines
    async with town.store.work() as work:
        await work.erasure.sweep(NOW + 30 * DAY)
    (ticket,) = (await town.knows(MUM, tickets=["t1"])).tickets
    assert (ticket.lines, ticket.summary) == ((), "")


async def test_a_question_that_was_answered_is_closed_after_thirty_days(town: Town) -> None:
    await town.founded()
    await town.hired(DEPUTY)
    await town.asked(MUM)
    await town.take("t1", DEPUTY)
    await town.answer("t1", DEPUTY)
    assert await swept(town, NOW + 29 * DAY) == "answered"
    assert await swept(town, NOW + 30 * DAY) == "closed"
    assert (await town.knows(MUM, tickets=["t1"])).tickets[0].lines
    await swept(town, NOW + 60 * DAY)
    (ticket,) = (await town.knows(MUM, tickets=["t1"])).tickets
    assert (ticket.lines, ticket.summary) == ((), "")


async def test_a_question_without_an_answer_is_closed_only_after_both_sides_were_told_again(town: Town) -> None:
    await town.asked(MUM)
    assert await swept(town, NOW + 400 * DAY) == "open"
    async with town.store.work() as work:
        assert await work.tickets.abandoned(NOW + 149 * DAY) == []
        assert await work.tickets.abandoned(NOW + 150 * DAY) == ["t1"]
        assert await work.tickets.abandoned(NOW + 151 * DAY) == []
    assert await swept(town, NOW + 179 * DAY) == "open"
    assert await swept(town, NOW + 180 * DAY) == "closed"


async def swept(town: Town, now: datetime) -> str:
    """Erase what is kept too long; return the state of the ticket."""
    async with town.store.work() as work:
        await work.erasure.sweep(now)
    return (await town.knows(MUM, tickets=["t1"])).tickets[0].state
