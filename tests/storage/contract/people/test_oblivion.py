"""Erasing a person removes all their data and keeps what belongs to others."""

from flows.context.known import Known, Stage
from flows.values.session import Left, Place, Session
from storage.port.answers import Granted, Lost, Refused
from storage.port.delivery.deliveries import DeliveryRow, Ended
from storage.port.delivery.files import FileRow
from storage.port.school.tickets import TicketRow
from storage.port.turns import RecordRow, Rows
from tests.support.storage.broadcasts import EVERYBODY
from tests.support.storage.town import (
    ADMIN,
    DAD,
    DAY,
    DEPUTY,
    GRAN,
    MUM,
    NOW,
    SCHOOL,
    STRANGER,
    TEACHER,
    WORDS,
    Town,
    promise,
)
from tests.support.storage.unrecognised import taught


async def test_what_is_kept_of_a_person_is_counted(town: Town) -> None:
    child, person = await town.child_of(MUM), await town.person(MUM)
    await town.keep(records=[RecordRow(child, "documents", "", "sent", NOW.date(), person)], timers=[promise(person)])
    await town.asked(MUM)
    await town.answer("t1", MUM)
    await town.said(MUM)
    await town.keep(files=[FileRow("f", "document", "Приказ.pdf", b"%PDF-", person)])
    await taught(town, MUM)
    async with town.store.work() as work:
        await work.reminders.decline(person, "sferum", NOW)
    counted = (
        "chats", "children", "records", "tickets", "lines", "timers", "deliveries", "files", "declined", "lessons",
    )  # fmt: skip
    kept = dict.fromkeys(counted, 1)
    async with town.store.work() as work:
        assert await work.erasure.kept(person) == kept
        assert set((await work.erasure.kept("nobody")).values()) == {0}


async def test_a_person_forgotten_leaves_nothing_and_is_met_as_new(town: Town) -> None:
    child, person = await town.child_of(MUM), await town.person(MUM)
    chat_state = await town.chat_state(MUM)
    await town.keep(
        sessions={chat_state.chat: Session("human", "write", 4, {"draft": WORDS})},
        consents=[(person, "2026-09")],
        records=[RecordRow(child, "documents", "", "sent", NOW.date(), person)],
        timers=[promise(person, child=child)],
    )
    await town.code("child", MUM, child=child)
    await town.redeem("неверный-1", MUM)
    await town.asked(MUM)
    await town.said(MUM)
    await town.forget(MUM)
    assert await town.kept(person) == {}
    assert await town.due(NOW + DAY) == []
    assert await town.claimed(NOW + DAY) == []
    met = await town.chat_state(MUM)
    assert met.known == Known(person=met.known.person)
    assert met.known.person != person
    assert met.chat != chat_state.chat
    assert met.session == Session()


async def test_a_farewell_is_said_in_the_work_that_forgets(town: Town) -> None:
    person = await town.person(MUM)
    async with town.store.work() as work:
        await work.erasure.forget(person, NOW)
        chat = (await work.chats.load([MUM], NOW))[MUM].chat
        await work.turns.keep(Rows(deliveries=[DeliveryRow(1, chat, 0, "Всё стёрто", NOW)]), NOW)
    assert await town.claimed() == [1]


async def test_a_draft_never_sent_is_swept_and_the_guides_stay_where_they_were(town: Town) -> None:
    chat_state = await town.chat_state(MUM)
    left = {"card": Left(Place("card", "fields", child="a"), NOW)}
    await town.keep(sessions={chat_state.chat: Session("human", "write", 4, {"draft": WORDS}, left=left)})
    async with town.store.work() as work:
        await work.erasure.sweep(NOW + DAY)
    assert (await town.chat_state(MUM)).session.slots == {"draft": WORDS}
    async with town.store.work() as work:
        await work.erasure.sweep(NOW + 2 * DAY)
    assert (await town.chat_state(MUM)).session == Session(visit=4, left=left)


async def test_a_shared_child_stays_with_the_other_parent(town: Town) -> None:
    child = await town.child_of(MUM)
    await town.redeem(await town.code("child", MUM, child=child), DAD)
    mum, dad = await town.person(MUM), await town.person(DAD)
    await town.keep(
        records=[RecordRow(child, "documents", "birth", "sent", NOW.date(), mum)],
        timers=[promise(mum, "about_child", child=child), promise(mum, "own"), promise(dad, child=child)],
    )
    unspent = await town.code("child", MUM, child=child)
    await town.forget(MUM)
    (card,) = (await town.knows(DAD)).children
    assert card.stages == (Stage("documents", "sent", NOW.date(), "birth"),)
    # a timer about the child goes to the other parent; a timer about her own matters is dropped
    assert await town.due() == [("1002", "about_child"), ("1002", "day_5")]
    assert await town.redeem(unspent, GRAN) == Refused("unknown")
    await town.forget(DAD)
    assert not (await town.knows(MUM)).children


async def test_a_spent_code_stays_spent_when_its_bearer_is_forgotten(town: Town) -> None:
    await town.founded()
    code = await town.code("staff", ADMIN)
    await town.redeem(code, DEPUTY)
    await town.forget(DEPUTY)
    assert await town.redeem(code, DEPUTY) == Lost()


async def test_a_class_code_outlives_its_maker(town: Town) -> None:
    code = await town.code("class", ADMIN, await town.founded())
    await town.forget(ADMIN)
    assert isinstance(await town.redeem(code, MUM), Granted)


async def test_staff_forgotten_leave_the_askers_ticket_and_free_it(town: Town) -> None:
    await town.founded()
    await town.hired(DEPUTY)
    await town.asked(MUM)
    await town.answer("t1", MUM, "Ещё вопрос 🙂")
    await town.take("t1", DEPUTY)
    await town.answer("t1", DEPUTY)
    await town.answer("t1", MUM, "Не вышло")
    pending = await town.said(MUM, urgency=1, ticket="t1")
    await town.forget(DEPUTY)
    (ticket,) = (await town.knows(MUM)).tickets
    assert (ticket.state, ticket.taken_by) == ("open", "")
    assert [line.text for line in ticket.lines] == ["Ещё вопрос 🙂", "Не вышло"]
    assert pending not in await town.claimed()
    assert await town.take("t1", ADMIN) == Granted({})


async def test_erasing_a_person_removes_their_texts_queued_for_staff(town: Town) -> None:
    await town.founded()
    await town.asked(MUM)
    await town.said(ADMIN, urgency=1, ticket="t1")
    other = await town.said(ADMIN, urgency=1)
    await town.forget(MUM)
    assert await town.claimed() == [other]


async def test_settling_an_erased_delivery_does_nothing(town: Town) -> None:
    ident = await town.said(MUM, living=True)
    await town.claims()
    await town.forget(MUM)
    await town.ended(Ended(ident, "sent", "m1"))
    await town.ended(Ended(ident, "unreachable"))


async def test_traces_of_deliveries_go_after_thirty_days(town: Town) -> None:
    ident, person = await town.said(MUM), await town.person(MUM)
    await town.claims()
    await town.ended(Ended(ident, "sent", "m1"))
    async with town.store.work() as work:
        await work.erasure.sweep(NOW + 29 * DAY)
    assert (await town.kept(person))["deliveries"] == 1
    async with town.store.work() as work:
        await work.erasure.sweep(NOW + 30 * DAY)
    assert "deliveries" not in await town.kept(person)


async def test_who_never_agreed_and_went_away_is_forgotten_after_a_year(town: Town) -> None:
    """Whoever has a child, a role or consent stays."""
    await town.founded()
    await town.child_of(MUM)
    persons = {key: await town.person(key) for key in (MUM, ADMIN, STRANGER)}
    async with town.store.work() as work:
        await work.erasure.sweep(NOW + 364 * DAY)
        assert await work.chats.person(STRANGER) == persons[STRANGER]
        await work.erasure.sweep(NOW + 366 * DAY)
        assert [await work.chats.person(key) for key in persons] == [persons[MUM], persons[ADMIN], ""]


async def test_words_of_a_forgotten_author_are_quoted_no_more(town: Town) -> None:
    """The parent's own words stay, in the ticket; the answer that another parent is writing begins again."""
    klass, quoted = await town.taught(), "Завтра собрание"
    child = await town.child_of(MUM, klass)
    await town.child_of(DAD, klass)
    await town.submit(klass, EVERYBODY)
    writing = Session("human", "what", 4, {"broadcast": "b1", "quoted": quoted})
    await town.keep(sessions={(await town.chat_state(DAD)).chat: writing})
    summary = f"Ответ на сообщение «{quoted}»\n\nПридём"
    row = TicketRow("t1", SCHOOL, await town.person(MUM), child, "teacher", summary, "b1", quoted)
    async with town.store.work() as work:
        await work.tickets.open(row, NOW)
    await town.forget(TEACHER)
    (ticket,) = (await town.knows(MUM, tickets=["t1"])).tickets
    assert ticket.summary == "Ответ на сообщение «…»\n\nПридём"
    assert (await town.chat_state(DAD)).session == Session(visit=4)
