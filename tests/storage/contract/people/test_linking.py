"""Two chats become one person; for a day the link can be undone."""

from datetime import timedelta

import pytest

from flows.values.events import News
from storage.port.answers import Granted, Lost, Refused
from storage.port.delivery.timers import TimerRow
from storage.port.people.chats import ChatKey
from storage.port.turns import ChildRow
from tests.support.storage.town import (
    ADMIN,
    DAD,
    DAY,
    GRAN,
    HOUR,
    MUM,
    MUM_TOO,
    NOW,
    STRANGER,
    Town,
)


async def test_a_link_previews_the_merged_counts_without_writing(town: Town) -> None:
    await town.founded()
    await town.child_of(MUM)
    await town.asked(MUM_TOO)
    code = await town.code("link", MUM)
    slots = {"children": "0", "questions": "1", "children_there": "1", "questions_there": "0"}
    for typed in (code, code.upper()):
        assert await town.redeem(typed, MUM_TOO) == Granted({"kind": "link", "code": code, **slots})
    assert await town.person(MUM) != await town.person(MUM_TOO)


async def test_a_code_of_a_link_is_for_another_chat_once_and_soon(town: Town) -> None:
    code, person = await town.code("link", MUM), await town.person(MUM_TOO)
    assert await town.redeem(code, MUM) == Refused("unknown")
    assert await town.redeem(code, MUM_TOO, NOW + timedelta(minutes=15)) == Refused("unknown")
    newer = await town.code("link", MUM)
    assert await town.redeem(code, MUM_TOO) == Refused("unknown")
    async with town.store.work() as work:
        assert await work.links.make(newer, person, NOW) == Granted({})
    dad = await town.person(DAD)
    assert await town.redeem(newer, DAD) == Lost()
    async with town.store.work() as work:
        assert await work.links.make(newer, dad, NOW) == Lost()
        assert await work.links.make("no-such", dad, NOW) == Refused("unknown")


async def test_two_become_one_with_all_that_was_theirs(town: Town) -> None:
    await town.founded()
    hers, also = await town.child_of(MUM), await town.child_of(MUM_TOO)
    other = await town.person(MUM_TOO)
    await town.hired(MUM_TOO)
    await town.asked(MUM_TOO, child=also)
    later = TimerRow(f"later:{other}:{also}:f/s:", NOW, News("follow_up", "s", {}, also), other, None, also, "f")
    await town.keep(consents=[(other, "2026-11-21")], mutes=[(other, True)], timers=[later])
    assert await town.link(MUM, MUM_TOO) == Granted({})
    known = await town.knows(MUM_TOO)
    assert known.person == await town.person(MUM) != other
    assert {child.id for child in known.children} == {hers, also}
    assert known.has_role("staff")
    assert (known.consent, known.muted) == ("2026-11-21", True)
    assert [ticket.id for ticket in known.tickets if ticket.mine] == ["t1"]
    await town.chat_state(MUM, NOW + HOUR)
    assert await town.due(NOW + HOUR) == [(MUM.peer, "s")]
    assert await town.kept(other) == {}


async def test_for_a_day_two_can_be_made_of_one_again(town: Town) -> None:
    await town.founded()
    hers, also = await town.child_of(MUM), await town.child_of(MUM_TOO)
    mum, other = await town.person(MUM), await town.person(MUM_TOO)
    await town.hired(MUM_TOO)
    await town.asked(MUM_TOO, child=also)
    later = TimerRow(f"later:{other}:{also}:f/s:", NOW, News("follow_up", "s", {}, also), other, None, also, "f")
    await town.keep(consents=[(other, "2026-11-21")], mutes=[(mum, True)], timers=[later])
    before = {key: await town.knows(key) for key in (MUM, MUM_TOO)}
    counts = [await town.kept(person) for person in (mum, other)]
    await town.link(MUM, MUM_TOO)
    new = await town.child_of(MUM_TOO, child="new")
    await town.keep(children=[ChildRow(new, mum, "")])
    assert await town.unlink(MUM_TOO) == Granted({})
    assert await town.knows(MUM_TOO) == before[MUM_TOO]
    left = await town.knows(MUM)
    assert {child.id for child in left.children} == {hers, new}
    assert (left.consent, left.muted) == ("", True)
    assert await town.kept(other) == counts[1]
    assert await town.due(NOW) == [(MUM_TOO.peer, "s")]
    assert await town.unlink(MUM) == Refused("unknown")


async def test_after_a_day_it_stays_and_the_other_is_no_more(town: Town) -> None:
    await town.link(MUM, MUM_TOO)
    assert await town.unlink(MUM, NOW + DAY) == Refused("unknown")
    async with town.store.work() as work:
        await work.erasure.sweep(NOW + DAY)
    assert await town.unlink(MUM) == Refused("unknown")
    assert await town.person(MUM) == await town.person(MUM_TOO)


async def test_rows_of_both_chats_are_merged_and_split_again(town: Town) -> None:
    await town.founded()
    await town.hired(MUM)
    await town.hired(MUM_TOO)
    child = await town.child_of(MUM)
    mum, other = await town.person(MUM), await town.person(MUM_TOO)
    await town.keep(children=[ChildRow(child, other, "")])
    for person in (mum, other):
        news = News("follow_up", "s", {}, child)
        await town.keep(timers=[TimerRow(f"later:{person}:{child}:f/s:", NOW, news, person, None, child, "f")])
    await town.link(MUM, MUM_TOO)
    known = await town.knows(MUM)
    assert ([each.id for each in known.children], len(known.roles)) == ([child], 1)
    assert len(await town.due(NOW)) == 1
    await town.unlink(MUM)
    for key in (MUM, MUM_TOO):
        known = await town.knows(key)
        assert ([each.id for each in known.children], len(known.roles)) == ([child], 1)


async def test_nobody_answers_what_they_asked_in_another_chat(town: Town) -> None:
    await town.founded()
    await town.hired(MUM_TOO)
    await town.asked(MUM)
    await town.take("t1", MUM_TOO)
    await town.link(MUM, MUM_TOO)
    (ticket,) = (await town.knows(MUM)).tickets
    assert (ticket.state, ticket.taken_by) == ("open", "")
    assert await town.take("t1", MUM_TOO) == Refused("closed")


@pytest.mark.parametrize(("asks", "answers"), [(MUM, MUM_TOO), (MUM_TOO, MUM)])
async def test_a_ticket_between_linked_chats_can_be_answered_again_after_undoing(
    town: Town, asks: ChatKey, answers: ChatKey
) -> None:
    """Unless another person has taken the ticket meanwhile."""
    await town.founded()
    await town.hired(answers)
    for number in (1, 2):
        await town.asked(asks, f"t{number}")
        await town.take(f"t{number}", answers)
    await town.link(MUM, MUM_TOO)
    assert await town.take("t2", ADMIN) == Granted({})
    await town.unlink(MUM)
    assert (await town.answer("t1", answers), await town.answer("t2", answers)) == (Granted({}), Lost())


async def test_the_other_chats_of_a_person_are_known(town: Town) -> None:
    await town.link(MUM, MUM_TOO)
    person, first = await town.person(MUM), await town.chat_state(MUM)
    async with town.store.work() as work:
        assert await work.chats.others(person, MUM_TOO) == [first.chat]
        assert await work.chats.others("nobody", STRANGER) == []


async def test_erasing_a_person_in_one_chat_erases_both(town: Town) -> None:
    await town.founded()
    child, other = await town.child_of(MUM), await town.person(MUM_TOO)
    await town.keep(children=[ChildRow(child, other, "")])
    await town.code("child", MUM_TOO, child=child)
    await town.link(MUM, MUM_TOO)
    mum = await town.person(MUM)
    await town.forget(MUM_TOO)
    assert (await town.kept(mum), await town.kept(other)) == ({}, {})
    assert (await town.knows(MUM)).children == ()
    await town.child_of(GRAN, child=child)  # nothing of the child was left


async def test_three_chats_become_one_the_last_link_is_undone(town: Town) -> None:
    await town.link(MUM_TOO, DAD)
    await town.link(MUM, MUM_TOO)
    assert len({await town.person(key) for key in (MUM, MUM_TOO, DAD)}) == 1
    await town.unlink(DAD)
    assert await town.person(MUM_TOO) == await town.person(DAD) != await town.person(MUM)
    assert await town.unlink(DAD) == Refused("unknown")
