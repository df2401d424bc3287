"""When a clock that ran ahead is corrected, nothing waits for the moments that it gave."""

from datetime import timedelta

from storage.port.delivery.deliveries import Ended
from tests.support.storage.town import DAD, DAY, GRAN, HOUR, MUM, NOW, Town, promise

MINUTE = timedelta(minutes=1)


async def look_again(town: Town, morning: timedelta = timedelta()) -> int:
    async with town.store.work() as work:
        return await work.due_times.look_again(NOW, NOW + morning)


async def test_timers_set_while_the_clock_ran_ahead_come_as_soon_as_they_were_to(town: Town) -> None:
    person = await town.person(MUM)
    ahead = [promise(person, "ahead", due=NOW + DAY + HOUR)._replace(since=NOW + DAY)]
    far = [promise(person, "far", due=NOW + 100 * DAY)._replace(since=NOW + 99 * DAY)]
    await town.keep(timers=[promise(person, "true", due=NOW + 2 * HOUR), *ahead, *far])
    async with town.store.work() as work:
        assert await work.due_times.look_again(NOW, NOW) == 1
        assert await work.due_times.look_again(NOW, NOW) == 0
        assert [each.due for each in await work.timers.promises()] == [
            NOW + HOUR, NOW + 2 * HOUR, NOW + 100 * DAY,
        ]  # fmt: skip


async def test_a_reply_that_rests_till_tomorrow_goes_at_once(town: Town) -> None:
    late = await town.said(MUM)
    async with town.store.work() as work:
        await work.delivery.claim(NOW, 1, [MUM.account])
        await work.delivery.settle([Ended(late, "later", why="unknown", due=NOW + DAY)], NOW + DAY)
    assert await town.claimed(NOW) == []
    assert await look_again(town) == 1
    assert await town.claimed(NOW) == [late]


async def test_what_may_wait_so_long_goes_on_waiting(town: Town) -> None:
    async with town.store.work() as work:
        await work.dialogs.hush(MUM, NOW + HOUR)
    reply, notice = await town.said(MUM, due=NOW + 10 * MINUTE), await town.said(DAD, urgency=1, due=NOW + 11 * HOUR)
    assert await look_again(town) == 0
    assert await town.claimed(NOW) == []
    assert await town.claimed(NOW + 11 * HOUR) == [reply, notice]


async def test_a_notice_that_waits_for_another_day_goes_in_the_morning(town: Town) -> None:
    notice = await town.said(DAD, urgency=1, due=NOW + DAY)
    assert await look_again(town, morning=5 * HOUR) == 1
    assert await town.claimed(NOW + 4 * HOUR) == []
    assert await town.claimed(NOW + 5 * HOUR) == [notice]


async def test_a_chat_answered_by_hand_is_so_for_a_day_at_most(town: Town) -> None:
    await town.chat_state(GRAN)
    async with town.store.work() as work:
        await work.dialogs.hush(GRAN, NOW + 2 * DAY)
    assert await look_again(town) == 1
    async with town.store.work() as work:
        assert await work.dialogs.hushed(GRAN.account, NOW) == {GRAN.peer: NOW + DAY}
