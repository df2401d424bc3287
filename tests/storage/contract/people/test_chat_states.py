"""The state of a chat and what is known of its person."""

from datetime import date

from flows.context.known import Known, Stage
from flows.values.session import Session
from storage.port.answers import Granted
from storage.port.people.chats import ChatKey
from storage.port.turns import ChildRow, LogRow, RecordRow, Rows
from tests.support.storage.town import (
    ADMIN,
    DAD,
    DAY,
    DEPUTY,
    HOUR,
    MUM,
    MUM_TOO,
    NOW,
    SCHOOL,
    STRANGER,
    VK,
    Town,
)


async def test_a_chat_never_met_begins_with_nothing_known(town: Town) -> None:
    chat_state = await town.chat_state(MUM)
    assert chat_state.key == MUM
    assert chat_state.session == Session()
    assert chat_state.known == Known(person=chat_state.known.person)
    assert chat_state.known.person


async def test_a_chat_met_again_is_the_same(town: Town) -> None:
    assert await town.chat_state(MUM) == await town.chat_state(MUM, NOW + DAY)


async def test_two_chats_of_one_batch_are_two_persons(town: Town) -> None:
    async with town.store.work() as work:
        found = await work.chats.load([MUM, DAD, MUM], NOW)
    assert set(found) == {MUM, DAD}
    assert found[MUM].known.person != found[DAD].known.person


async def test_nobody_asked_nobody_found(town: Town) -> None:
    async with town.store.work() as work:
        assert await work.chats.load([], NOW) == {}
        assert await work.chats.of_persons([], NOW) == {}
        assert await work.chats.of_persons(["nobody"], NOW) == {}
        assert await work.chats.person(MUM) == ""


async def test_a_person_is_found_by_their_chat(town: Town) -> None:
    person = await town.person(MUM)
    async with town.store.work() as work:
        assert await work.chats.person(MUM) == person


async def test_consent_and_silence_are_known(town: Town) -> None:
    person = await town.person(MUM)
    await town.keep(consents=[(person, "2026-09")], mutes=[(person, True)])
    known = await town.knows(MUM)
    assert (known.consent, known.muted) == ("2026-09", True)
    await town.keep(mutes=[(person, False)], log=[LogRow("unmuted", person)])
    assert not (await town.knows(MUM)).muted


async def test_children_are_numbered_as_they_came(town: Town) -> None:
    klass = await town.founded()
    person = await town.person(MUM)
    await town.keep(NOW + HOUR, children=[ChildRow("а-2", person, "")])
    await town.keep(NOW, children=[ChildRow("я-1", person, klass)])
    first, second = (await town.knows(MUM)).children
    assert (first.id, first.number, first.klass, first.class_name, first.school) == ("я-1", 1, klass, "3Б", SCHOOL)
    assert (second.id, second.number, second.klass, second.school) == ("а-2", 2, "", "")


async def test_a_card_begun_without_a_code_gets_its_class_later(town: Town) -> None:
    klass, child = await town.founded(), await town.child_of(MUM)
    await town.child_of(MUM, klass, child)
    await town.child_of(MUM, "", child)
    (card,) = (await town.knows(MUM)).children
    assert (card.id, card.klass, card.number) == (child, klass, 1)


async def test_the_newest_record_of_each_track_and_document_counts(town: Town) -> None:
    child, person = await town.child_of(MUM), await town.person(MUM)
    days = [date(2026, 11, day) for day in (10, 12, 11)]
    await town.keep(
        records=[
            RecordRow(child, "documents", "snils", "sent", days[0], person),
            RecordRow(child, "documents", "birth", "sent", days[1], person),
            RecordRow(child, "documents", "snils", "verified", days[2], person),
        ]
    )
    (card,) = (await town.knows(MUM)).children
    assert card.stages == (
        Stage("documents", "sent", days[1], "birth"),
        Stage("documents", "verified", days[2], "snils"),
    )


async def test_two_parents_see_one_child(town: Town) -> None:
    child = await town.child_of(MUM)
    assert isinstance(await town.redeem(await town.code("child", MUM, child=child), DAD), Granted)
    await town.keep(records=[RecordRow(child, "account", "", "finished", NOW.date(), await town.person(DAD))])
    assert (await town.knows(MUM)).children == (await town.knows(DAD)).children


async def test_the_school_that_speaks_is_the_childs(town: Town) -> None:
    klass = await town.founded()
    assert (await town.knows(STRANGER)).school == SCHOOL  # it is the only school
    async with town.store.work() as work:
        await work.setup.establish("zelenets", "5А", NOW)
    assert (await town.knows(STRANGER)).school == ""
    await town.child_of(MUM, klass)
    assert (await town.knows(MUM)).school == SCHOOL
    assert (await town.knows(ADMIN)).school == SCHOOL  # the school of the role


async def test_the_child_spoken_of_decides_between_two_schools(town: Town) -> None:
    klass, person = await town.founded(), await town.person(MUM)
    async with town.store.work() as work:
        code = await work.setup.establish("zelenets", "5А", NOW)
        other = await work.codes.redeem(code, person, NOW)
    assert isinstance(other, Granted)
    await town.keep(children=[ChildRow("ж-1", person, klass), ChildRow("ж-2", person, other.slots["klass"])])
    chat = (await town.chat_state(MUM)).chat
    assert (await town.knows(MUM)).school == SCHOOL
    await town.keep(sessions={chat: Session("menu", "map", 1, child="ж-2")})
    assert (await town.knows(MUM)).school == "zelenets"


async def test_a_school_is_staffed_by_somebody_else_who_can_be_reached(town: Town) -> None:
    await town.founded()
    assert (await town.knows(STRANGER)).staffed
    assert not (await town.knows(ADMIN)).staffed
    async with town.store.work() as work:
        await work.dialogs.reach(ADMIN, reachable=False)
    assert not (await town.knows(STRANGER)).staffed
    await town.hired(DEPUTY)
    assert (await town.knows(STRANGER)).staffed


async def test_a_person_stands_in_the_reachable_chat_they_used_last(town: Town, linked: str) -> None:
    await town.chat_state(MUM_TOO, NOW)
    await town.chat_state(MUM, NOW + HOUR)
    assert await town.stands(linked) == MUM
    await town.chat_state(MUM_TOO, NOW + 2 * HOUR)
    assert await town.stands(linked) == MUM_TOO
    async with town.store.work() as work:
        await work.dialogs.reach(MUM_TOO, reachable=False)
    assert await town.stands(linked) == MUM
    async with town.store.work() as work:
        await work.dialogs.reach(MUM, reachable=False)
    assert await town.stands(linked) is None


async def test_whoever_writes_can_be_reached_again(town: Town) -> None:
    person = await town.person(MUM)
    async with town.store.work() as work:
        await work.dialogs.reach(MUM, reachable=False)
        await work.dialogs.reach(STRANGER, reachable=False)  # STRANGER has no chat: nothing is marked
    assert await town.stands(person) is None
    await town.chat_state(MUM)
    assert await town.stands(person) == MUM


async def test_a_thousand_chats_are_one_batch(town: Town) -> None:
    keys = [ChatKey(VK, str(peer)) for peer in range(1000)]
    async with town.store.work() as work:
        begun = await work.chats.load(keys, NOW)
        await work.turns.keep(Rows(sessions={each.chat: Session("menu", "map", 1) for each in begun.values()}), NOW)
        again = await work.chats.load(keys, NOW)
    assert {each.session.visit for each in again.values()} == {1}
    assert len({each.known.person for each in again.values()}) == 1000
