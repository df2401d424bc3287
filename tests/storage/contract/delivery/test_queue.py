"""The queue of deliveries: order, one delivery in hand per chat, postponed and interrupted deliveries."""

import pytest

from storage.port.delivery.deliveries import Claimed, DeliveryRow, Ended, SentLately, Waiting
from storage.port.turns import Rows
from tests.support.storage.engines import Open
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
    VK,
    WORDS,
    Town,
)


async def test_a_delivery_in_hand_says_all_the_sender_needs(town: Town) -> None:
    ident = await town.said(MUM, urgency=1, edit=True, living=True, ticket="t1")
    (claimed,) = await town.claims()
    chat = (await town.chat_state(MUM)).chat
    assert claimed == Claimed(
        ident, chat, MUM, 1, WORDS, edit=True, living=True, living_message="", attempts=0,
        interrupted=False, ticket="t1",
    )  # fmt: skip


async def test_the_urgent_goes_first_then_the_oldest(town: Town) -> None:
    broadcast = await town.said(MUM, urgency=3)
    older, reply = await town.said(DAD, urgency=2), await town.said(GRAN)
    younger = await town.said(ADMIN, urgency=2)
    assert await town.claimed(most=2) == [reply, older]
    assert await town.claimed() == [younger, broadcast]


async def test_while_somebody_answers_by_hand_only_answers_go(town: Town) -> None:
    reply, ticket = await town.said(MUM), await town.said(DAD, urgency=1)
    reminder, broadcast = await town.said(MUM_TOO, urgency=2), await town.said(GRAN, urgency=3)
    async with town.store.work() as work:
        for chat in (MUM, DAD, MUM_TOO, GRAN, STRANGER):
            await work.dialogs.hush(chat, NOW + DAY)
        assert await work.dialogs.hushed(MUM_TOO.account, NOW) == {MUM_TOO.peer: NOW + DAY}
        assert await work.dialogs.hushed(MUM_TOO.account, NOW + DAY) == {}
    assert await town.claimed() == [reply, ticket]
    async with town.store.work() as work:
        assert await work.timers.next_due() == NOW + DAY
    assert await town.claimed(NOW + DAY) == [reminder, broadcast]


async def test_what_a_client_shows_is_remembered_by_chat(town: Town) -> None:
    await town.chat_state(MUM)
    async with town.store.work() as work:
        for chat in (MUM, STRANGER):  # STRANGER has no chat: nothing is stored
            await work.dialogs.client(chat, "none")
        assert await work.dialogs.clients(MUM.account) == {MUM.peer: "none"}
        await work.dialogs.client(MUM, "")
        assert await work.dialogs.clients(MUM.account) == {}


async def test_a_chat_has_one_delivery_in_hand(town: Town) -> None:
    first, second = await town.said(MUM), await town.said(MUM)
    assert await town.claimed() == [first]
    assert await town.claimed() == []
    await town.ended(Ended(first, "sent", "m1"))
    assert await town.claimed() == [second]


async def test_not_even_a_reply_joins_what_is_in_hand(town: Town) -> None:
    reminder = await town.said(MUM, urgency=2)
    assert await town.claimed() == [reminder]
    await town.said(MUM)
    assert await town.claimed() == []


async def test_a_delivery_waits_for_its_moment_and_its_account(town: Town) -> None:
    tomorrow, other = await town.said(MUM, due=NOW + DAY), await town.said(MUM_TOO)
    assert await town.claimed(accounts=[VK]) == []
    assert await town.claimed(accounts=[]) == []
    assert await town.claimed(NOW + DAY) == [other, tomorrow]


@pytest.mark.parametrize(
    ("then", "living"), [((), ("m1", True)), ((False,), ("m1", False)), ((False, True), ("m3", True))]
)
async def test_a_living_message_is_remembered_until_something_is_said_below_it(
    town: Town, then: tuple[bool, ...], living: tuple[str, bool]
) -> None:
    for number, lives in enumerate((True, *then), 1):
        ident = await town.said(MUM, living=lives)
        await town.claims()
        await town.ended(Ended(ident, "sent", f"m{number}"))
    await town.said(MUM, edit=True)
    (claimed,) = await town.claims()
    assert (claimed.living_message, claimed.edit) == living


async def test_a_delivery_put_off_comes_back_counted(town: Town) -> None:
    ident = await town.said(MUM)
    await town.claims()
    await town.ended(Ended(ident, "later", why="429", due=NOW + HOUR))
    assert await town.claimed() == []
    (again,) = await town.claims(NOW + HOUR)
    assert (again.id, again.attempts, again.interrupted, again.body) == (ident, 1, False, WORDS)


async def test_a_delivery_put_back_untouched_is_as_it_was(town: Town) -> None:
    first, second = await town.said(MUM), await town.said(MUM)
    await town.claimed()
    await town.ended(Ended(first, "later", why="429", tried=False))
    (claimed,) = await town.claims()
    assert (claimed.id, claimed.attempts, claimed.interrupted) == (first, 0, False)
    await town.ended(Ended(first, "sent"))
    assert await town.claimed() == [second]


async def test_bulk_deliveries_and_paused_chats_can_be_left_in_the_queue(town: Town) -> None:
    reply, other, bulk = await town.said(MUM), await town.said(DAD), await town.said(DAD, urgency=3)
    mum = (await town.chat_state(MUM)).chat
    async with town.store.work() as work:
        assert [each.id for each in await work.delivery.claim(NOW, 9, [VK], resting=[mum], least_urgent=1)] == [other]
    await town.ended(Ended(other, "sent"))
    async with town.store.work() as work:
        assert [each.id for each in await work.delivery.claim(NOW, 9, [VK], least_urgent=1)] == [reply]
    assert await town.claimed() == [bulk]


async def test_the_queue_tells_how_long_it_waits(town: Town) -> None:
    await town.said(MUM)
    await town.said(MUM, due=NOW + DAY)
    async with town.store.work() as work:
        assert await work.delivery.waiting(NOW + HOUR) == {VK: Waiting(1, 3600.0)}
    async with town.store.work() as work:
        assert await work.delivery.waiting(NOW - DAY) == {}


async def test_a_delivery_put_off_as_unknown_may_have_arrived(town: Town) -> None:
    ident = await town.said(MUM)
    await town.claims()
    await town.ended(Ended(ident, "later", why="unknown"))
    assert (await town.claims())[0].interrupted


async def test_a_claim_has_the_moment_since_when_it_may_have_arrived(town: Town) -> None:
    """The moment is that of the first doubtful attempt, whatever failed before it or followed it."""
    ident = await town.said(MUM)
    ends = [("429", None), ("unknown", None), ("429", HOUR), ("unknown", HOUR), ("429", HOUR)]
    for hours, (why, doubted) in enumerate(ends):
        (claimed,) = await town.claims(NOW + hours * HOUR)
        assert (claimed.id, claimed.doubted) == (ident, NOW + doubted if doubted else None)
        await town.ended(Ended(ident, "later", why=why, due=NOW))


async def test_a_reply_put_off_is_not_overtaken_by_a_younger_one(town: Town) -> None:
    # otherwise an edit would be sent before the screen that it edits
    screen, edit = await town.said(MUM, living=True), await town.said(MUM, edit=True)
    await town.claims()
    await town.ended(Ended(screen, "later", due=NOW + HOUR))
    assert await town.claimed() == []
    assert await town.claimed(NOW + HOUR) == [screen]
    await town.ended(Ended(screen, "sent", "m1"))
    assert await town.claimed(NOW + HOUR) == [edit]


async def test_a_reply_overtakes_a_reminder_put_off(town: Town) -> None:
    reminder = await town.said(MUM, urgency=2)
    await town.claims()
    await town.ended(Ended(reminder, "later", due=NOW + HOUR))
    reply = await town.said(MUM)
    assert await town.claimed() == [reply]


@pytest.mark.parametrize("end", ["sent", "refused", "unknown", "unreachable"])
async def test_a_delivery_that_ended_is_not_claimed_again(town: Town, end: str) -> None:
    ident = await town.said(MUM)
    await town.claims()
    await town.ended(Ended(ident, end, why="901"))
    await town.ended(Ended(ident, "later"))  # ignored: the delivery has already ended
    await town.chat_state(MUM)
    assert await town.claimed(NOW + DAY) == []


async def test_an_unreachable_chat_loses_its_queue(town: Town) -> None:
    ident = await town.said(MUM)
    await town.said(MUM)
    other = await town.said(DAD)
    await town.claims()
    await town.ended(Ended(ident, "unreachable", why="901"), Ended(other, "sent", "m1"))
    assert await town.stands(await town.person(DAD)) == DAD
    async with town.store.work() as work:
        assert await work.timers.next_due() is None
    await town.chat_state(MUM)  # reachable again; the deliveries lost before are not sent now
    assert await town.claimed(NOW + DAY) == []


async def test_nothing_is_queued_for_a_chat_that_cannot_be_reached(town: Town) -> None:
    chat = (await town.chat_state(MUM)).chat
    await town.said(MUM)
    async with town.store.work() as work:
        await work.dialogs.reach(MUM, reachable=False)
        await work.turns.keep(Rows(deliveries=[DeliveryRow(99, chat, 0, WORDS, NOW)]), NOW)
        assert await work.timers.next_due() is None
    await town.chat_state(MUM)
    assert await town.claimed() == []


async def test_a_delivery_put_off_for_a_chat_lost_meanwhile_has_ended(town: Town) -> None:
    ident = await town.said(MUM)
    await town.claims()
    async with town.store.work() as work:
        await work.dialogs.reach(MUM, reachable=False)
        await work.delivery.settle([Ended(ident, "later", due=NOW + HOUR)], NOW)
        assert await work.timers.next_due() is None


async def test_what_a_dead_process_had_in_hand_is_claimed_as_interrupted(town: Town, open_again: Open) -> None:
    first, second = await town.said(MUM), await town.said(DAD)
    await town.claims(most=1)
    await town.store.close()
    town.store = await open_again()
    assert [(each.id, each.interrupted) for each in await town.claims()] == [(first, True), (second, False)]


async def test_opening_alone_takes_nothing_out_of_anothers_hand(town: Town, open_again: Open) -> None:
    # the command line opens the store while the bot is sending
    ident = await town.said(MUM)
    await town.claims()
    other = await open_again()
    await other.close()
    assert await town.claimed() == []
    await town.ended(Ended(ident, "sent", "m1"))


async def test_a_claim_undone_is_claimed_anew(town: Town) -> None:
    ident = await town.said(MUM)

    async def failing() -> None:
        async with town.store.work() as work:
            await work.delivery.claim(NOW, 10, [VK])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing()
    assert await town.claimed() == [ident]


async def test_the_newest_deliveries_of_a_chat_are_found_in_any_state(town: Town) -> None:
    first, other = await town.said(MUM), await town.said(DAD)
    await town.claims()
    last = await town.said(MUM)
    async with town.store.work() as work:
        await work.delivery.settle([Ended(first, "sent", "m1"), Ended(other, "sent", "m2")], NOW)
        assert sorted(await work.delivery.lately(MUM, 9)) == [SentLately(first, ""), SentLately(last, "")]
        assert await work.delivery.lately(MUM, 1) == [SentLately(last, "")]
        assert await work.delivery.lately(STRANGER, 9) == []
