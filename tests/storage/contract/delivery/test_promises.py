"""Timers come due, are postponed, replaced and cancelled."""

from flows.values.events import News, WaitedOut
from storage.port.delivery.timers import CancelRow, TimerRow
from storage.port.turns import Rows
from tests.support.storage.town import (
    DAY,
    HOUR,
    MUM,
    MUM_TOO,
    NOW,
    Town,
    promise,
)


async def test_a_promise_comes_due_and_stays_until_it_is_kept(town: Town) -> None:
    person = await town.person(MUM)
    await town.keep(timers=[promise(person, due=NOW + HOUR)])
    assert await town.due(NOW) == []
    assert await town.due(NOW + HOUR) == await town.due(NOW + DAY) == [("1001", "day_5")]
    async with town.store.work() as work:
        (timer,) = await work.timers.due(NOW + DAY, 10)
        await work.turns.keep(Rows(timers_done=[timer.id]), NOW + DAY)
        assert timer.event == News("follow_up", "day_5")
    assert await town.due(NOW + DAY) == []


async def test_promises_come_the_oldest_first_and_not_too_many(town: Town) -> None:
    person = await town.person(MUM)
    await town.keep(timers=[promise(person, f"day_{n}", due=NOW + n * HOUR) for n in (3, 1, 2)])
    assert await town.due(NOW + DAY, most=2) == [("1001", "day_1"), ("1001", "day_2")]


async def test_a_second_promise_takes_the_place_of_the_first(town: Town) -> None:
    person = await town.person(MUM)
    await town.keep(timers=[promise(person, due=NOW), promise(person, due=NOW + HOUR)])
    assert await town.due(NOW) == []
    assert await town.due(NOW + HOUR) == [("1001", "day_5")]


async def test_ending_an_older_promise_does_not_end_the_newer(town: Town) -> None:
    person = await town.person(MUM)
    await town.keep(timers=[promise(person)])
    async with town.store.work() as work:
        (older,) = await work.timers.due(NOW, 10)
        await work.turns.keep(Rows(timers=[promise(person, due=NOW + HOUR)]), NOW)
        await work.turns.keep(Rows(timers_done=[older.id]), NOW)
    assert await town.due(NOW + HOUR) == [("1001", "day_5")]


async def test_promises_about_a_child_are_cancelled_by_flow_and_document(town: Town) -> None:
    child, person = await town.child_of(MUM), await town.person(MUM)
    timers = [promise(person, "a", about="birth", child=child), promise(person, "b", about="snils", child=child)]
    await town.keep(timers=[*timers, promise(person, "c")])
    await town.keep(cancels=[CancelRow(child, "follow_up", "birth"), CancelRow(child, "elsewhere", "")])
    assert [state for _, state in await town.due()] == ["b", "c"]
    # a timer set in the same turn as the cancellation stays
    await town.keep(cancels=[CancelRow(child, "follow_up", "")], timers=[promise(person, "d", child=child)])
    assert [state for _, state in await town.due()] == ["c", "d"]


async def test_news_go_where_the_person_wrote_last_and_a_wait_to_its_chat(town: Town, linked: str) -> None:
    chat = (await town.chat_state(MUM, NOW)).chat
    await town.chat_state(MUM_TOO, NOW + HOUR)
    await town.keep(timers=[promise(linked), TimerRow("wait", NOW + HOUR, WaitedOut(3), linked, chat)])
    assert await town.due(NOW + HOUR) == [("77", "day_5"), ("1001", "wait")]
    async with town.store.work() as work:
        await work.dialogs.reach(MUM, reachable=False)
    assert await town.due(NOW + HOUR) == [("77", "day_5")]


async def test_promises_to_unreachable_persons_are_dropped(town: Town) -> None:
    person = await town.person(MUM)
    await town.keep(timers=[promise(person), promise(person, "later", due=NOW + DAY)])
    async with town.store.work() as work:
        await work.dialogs.reach(MUM, reachable=False)
    assert await town.due() == []
    await town.chat_state(MUM)
    assert await town.due(NOW + DAY) == [("1001", "later")]


async def test_promises_can_be_postponed(town: Town) -> None:
    person = await town.person(MUM)
    await town.keep(timers=[promise(person)])
    async with town.store.work() as work:
        (timer,) = await work.timers.due(NOW, 10)
        await work.timers.postpone([timer._replace(due=NOW + HOUR, event=News("follow_up", "day_6"))])
        await work.timers.postpone([])
    assert await town.due() == []
    assert await town.due(NOW + HOUR) == [("1001", "day_6")]


async def test_a_timer_says_since_when_its_time_is_counted(town: Town) -> None:
    person = await town.person(MUM)
    counted = promise(person, "from_a_day", due=NOW + DAY)._replace(since=NOW - 3 * DAY)
    await town.keep(timers=[promise(person, "from_now", due=NOW + HOUR), counted])
    async with town.store.work() as work:
        found = [(each.due, each.since) for each in await work.timers.due(NOW + DAY, 10)]
    assert found == [(NOW + HOUR, NOW), (NOW + DAY, NOW - 3 * DAY)]


async def test_open_promises_are_shown_the_soonest_first(town: Town) -> None:
    child, person = await town.child_of(MUM), await town.person(MUM)
    chat = (await town.chat_state(MUM)).chat
    await town.keep(
        timers=[
            promise(person, "later", due=NOW + DAY, child=child),
            promise(person, "sooner", due=NOW + HOUR),
            TimerRow("wait", NOW, WaitedOut(3), person, chat),
        ]
    )
    async with town.store.work() as work:
        first, second = await work.timers.promises()
        assert await work.timers.next_due() == NOW
    assert (first.due, first.state, first.child) == (NOW + HOUR, "sooner", "")
    assert (second.due, second.person, second.flow, second.state, second.child) == (
        NOW + DAY, person, "follow_up", "later", child,
    )  # fmt: skip


async def test_the_soonest_is_a_timer_or_a_delivery_put_off(town: Town) -> None:
    async with town.store.work() as work:
        assert await work.timers.next_due() is None
    await town.said(MUM, due=NOW + HOUR)
    await town.keep(timers=[promise(await town.person(MUM), due=NOW + DAY)])
    async with town.store.work() as work:
        assert await work.timers.next_due() == NOW + HOUR
