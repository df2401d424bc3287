"""A transaction is stored completely or not at all; an update is processed once."""

import asyncio

import pytest
from msgspec.structs import replace

from flows.values.session import Place, Session
from storage.port.turns import Rows
from tests.support.storage.engines import Open
from tests.support.storage.town import (
    DAY,
    HOUR,
    MUM,
    NOW,
    VK,
    WORDS,
    Town,
)


async def test_a_work_that_fails_leaves_nothing(town: Town) -> None:
    chat = (await town.chat_state(MUM)).chat

    async def failing() -> None:
        async with town.store.work() as work:
            await work.turns.keep(Rows(sessions={chat: Session("status", "manual", 7)}), NOW)
            await work.updates.fresh(["vk:1"], NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await failing()
    assert (await town.chat_state(MUM)).session == Session()
    async with town.store.work() as work:
        assert await work.updates.fresh(["vk:1"], NOW) == {"vk:1"}


async def test_a_work_that_is_cancelled_leaves_nothing(town: Town) -> None:
    chat, inside = (await town.chat_state(MUM)).chat, asyncio.Event()

    async def endless() -> None:
        async with town.store.work() as work:
            await work.turns.keep(Rows(sessions={chat: Session("status", "manual", 7)}), NOW)
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(endless())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await town.chat_state(MUM)).session == Session()


async def test_a_second_work_waits_for_the_first(town: Town) -> None:
    order: list[str] = []

    async def second() -> None:
        async with town.store.work() as work:
            order.append("second begins")
            order.append("sees" if not await work.updates.fresh(["vk:1"], NOW) else "does not see")

    async with town.store.work() as work:
        waiting = asyncio.create_task(second())
        for _ in range(5):
            await work.updates.fresh(["vk:1"], NOW)
        order.append("first ends")
    await waiting
    assert order == ["first ends", "second begins", "sees"]


async def test_what_was_kept_outlives_the_process(town: Town, open_again: Open) -> None:
    chat_state = await town.chat_state(MUM)
    told = Session("human", "write", 3, {"draft": WORDS}, back=Place("menu", "map"))
    await town.keep(sessions={chat_state.chat: told})
    await town.store.close()
    town.store = await open_again()
    assert await town.chat_state(MUM) == replace(chat_state, session=told)


async def test_an_update_is_fresh_once(town: Town) -> None:
    async with town.store.work() as work:
        assert await work.updates.fresh(["vk:1", "vk:2"], NOW) == {"vk:1", "vk:2"}
    async with town.store.work() as work:
        assert await work.updates.fresh(["vk:2", "vk:3"], NOW + HOUR) == {"vk:3"}


async def test_a_key_repeated_in_a_batch_is_fresh_once(town: Town) -> None:
    async with town.store.work() as work:
        assert await work.updates.fresh(["vk:1", "vk:1"], NOW) == {"vk:1"}
        assert await work.updates.fresh([], NOW) == frozenset()


async def test_an_update_is_remembered_for_eight_days(town: Town) -> None:
    async with town.store.work() as work:
        await work.updates.fresh(["vk:1"], NOW)
        await work.erasure.sweep(NOW + 7 * DAY)
        assert not await work.updates.fresh(["vk:1"], NOW)
        await work.erasure.sweep(NOW + 8 * DAY)
        assert await work.updates.fresh(["vk:1"], NOW)


async def test_a_place_in_the_stream_is_kept(town: Town) -> None:
    async with town.store.work() as work:
        assert await work.updates.cursor(VK) == ""
        assert await work.updates.cursor(VK, "ts-184") == "ts-184"
    async with town.store.work() as work:
        assert await work.updates.cursor(VK) == "ts-184"
        await work.updates.cursor(VK, "ts-185")
        assert await work.updates.cursor(VK) == "ts-185"


async def test_an_event_can_be_laid_aside_again(town: Town) -> None:
    async with town.store.work() as work:
        await work.updates.lay_aside("vk:1", MUM, "ZeroDivisionError", NOW)
        await work.updates.lay_aside("vk:1", MUM, "KeyError", NOW)
