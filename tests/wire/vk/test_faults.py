"""Failures of VK at sending and at polling; docs/reliability-vk.md is the table of these."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.app.wiring import Content
from bot.channels.port import Later, OutgoingMessage, Refused, SendResult, Sent, Unknown, Unreachable
from bot.channels.vk.channel import Vk
from bot.channels.vk.client.call_queue import CallQueue
from bot.clock import MovedClock
from bot.errors import AccountRefusedError, UnansweredError
from bot.messages.screen import Key, Screen
from storage.port.people.chats import ChatKey
from tests.support.empty_store import opened_at
from tests.support.wire import vk_events as vk
from tests.support.wire.fake_vk import CONFIRMATION, GROUP, SECRET, TOKEN, FakeVk, Fault
from tests.support.wire.vk_bot import ACCOUNT, MUM, VkBot, no_sleep, vk_bot
from tests.support.wire.vk_conformance import faults
from tests.support.world import MONDAY

KEYS = ((Key("Готово", "v1:done"),),)
TOO_FAST = Fault(code=6)


class Wire:
    """The channel alone on the fake VK."""

    def __init__(self, fake: FakeVk, channel: Vk, slept: list[float]) -> None:
        self.fake, self.channel, self.slept = fake, channel, slept

    async def send(self, *messages: OutgoingMessage) -> Sequence[SendResult]:
        """Send messages."""
        return await self.channel.send(ACCOUNT, messages)

    def texts(self, peer: int) -> list[str]:
        """Return the texts on a phone."""
        return [each.text for each in self.fake.shown(peer)]


@pytest.fixture
async def wire(tmp_path: Path) -> AsyncIterator[Wire]:
    """Open the channel on the fake; check every call at the end."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    store, clock = await opened_at(tmp_path / "vk.db"), MovedClock(MONDAY)
    async with FakeVk() as fake:
        channel = Vk(ACCOUNT, TOKEN, GROUP, store, clock, url=fake.url, pace=0, sleep=sleep)
        try:
            yield Wire(fake, channel, slept)
        finally:
            await channel.close()
            await store.close()
        wrong = faults(fake.calls)
        assert not wrong, wrong


def outgoing(number: int, text: str = "Здравствуйте", **more: Any) -> OutgoingMessage:
    """Make a message to the person with that number; each text is its own delivery."""
    return OutgoingMessage(number + len(text) * 100_000, str(number), Screen(text, KEYS), **{"urgency": 0, **more})


def ends(found: Sequence[SendResult]) -> list[type[SendResult]]:
    """Return the kinds of the results."""
    return [type(end) for end in found]


# --- sending ----------------------------------------------------------------------------------------------------------


async def test_many_replies_share_a_call(wire: Wire) -> None:
    found = await wire.send(*(outgoing(n, f"Вам, {n}") for n in range(1, 61)))
    assert ends(found) == [Sent] * 60
    assert wire.fake.http == 3  # 25 + 25 + 10
    assert wire.texts(37) == ["Вам, 37"]


async def test_ten_thousand_people_are_told_one_text_in_a_hundred_calls(wire: Wire) -> None:
    people = [outgoing(n, urgency=3, shared="b9") for n in range(1, 10_001)]
    for at in range(0, len(people), 100):
        assert ends(await wire.send(*people[at : at + 100])) == [Sent] * 100
    assert wire.fake.http <= 105
    assert all(len(wire.fake.shown(n)) == 1 for n in range(1, 10_001))


async def test_a_broadcast_regrouped_after_a_crash_reaches_nobody_twice(wire: Wire) -> None:
    people = [outgoing(n, urgency=3, shared="b9") for n in range(1, 251)]
    await wire.send(*people[:150])
    await wire.send(*reversed(people[70:]))
    assert [len(wire.fake.shown(n)) for n in range(1, 251)] == [1] * 250


async def test_a_refusal_for_one_person_is_read_inside_a_successful_answer(wire: Wire) -> None:
    wire.fake.denied = {2: 901, 3: 18, 4: 15}
    same = await wire.send(*(outgoing(n, shared="b9") for n in range(1, 6)))
    assert ends(same) == [Sent, Unreachable, Unreachable, Unreachable, Sent]
    own = await wire.send(*(outgoing(n, f"Вам, {n}") for n in range(1, 6)))
    assert ends(own) == [Sent, Unreachable, Unreachable, Unreachable, Sent]
    assert own[1] == Unreachable("vk:901")


async def test_a_call_refused_for_the_sake_of_one_is_made_for_each(wire: Wire) -> None:
    wire.fake.faults.append(("messages.send", Fault(code=901)))
    wire.fake.denied = {2: 901}
    assert ends(await wire.send(*(outgoing(n, shared="b9") for n in (1, 2, 3)))) == [Sent, Unreachable, Sent]


async def test_a_refused_part_of_an_execute_is_its_own(wire: Wire) -> None:
    wire.fake.faults.append(("in execute: messages.send", Fault(code=911)))
    found = await wire.send(outgoing(1), outgoing(2), outgoing(3))
    assert ends(found) == [Refused, Sent, Sent]


@pytest.mark.parametrize("code", [12, 13, 100])
async def test_what_spoils_a_script_spoils_only_itself(wire: Wire, code: int) -> None:
    wire.fake.faults.append(("execute", Fault(code=code)))
    assert ends(await wire.send(outgoing(1), outgoing(2))) == [Sent, Sent]
    assert wire.fake.http == 3


async def test_error_6_is_waited_out_a_few_times(wire: Wire) -> None:
    wire.fake.faults.extend([("messages.send", TOO_FAST)] * 2)
    assert ends(await wire.send(outgoing(1))) == [Sent]
    assert wire.slept == [0.5, 0.5]


async def test_error_6_without_end_is_left_for_later(wire: Wire) -> None:
    wire.fake.faults.extend([("", TOO_FAST)] * 400)  # vk_api alone would recurse to Python's limit
    found = await wire.send(*(outgoing(n, f"Вам, {n}") for n in range(1, 61)))
    assert set(found) == {Later(1.0, "vk:6", whole=True)}
    assert wire.fake.http == 4  # the rest of the batch is not tried


async def test_flood_control_is_waited_out_by_one_person(wire: Wire) -> None:
    wire.fake.faults.append(("in execute: messages.send", Fault(code=9)))
    assert await wire.send(outgoing(1), outgoing(2)) == [Later(300.0, "vk:9"), Sent("1")]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(code=1), Fault(code=10), Fault(status=502), Fault(status=500, text="{}"), Fault(text="<html>"),
        Fault(text="[1]"), Fault(text='{"response": 5}'), Fault(drop="before"), Fault(drop="after"),
    ],
    ids=str,
)  # fmt: skip
async def test_what_may_have_arrived_is_unknown_and_repeated_is_shown_once(wire: Wire, fault: Fault) -> None:
    wire.fake.faults.append(("messages.send", fault))
    assert ends(await wire.send(outgoing(1))) == [Unknown]
    assert ends(await wire.send(outgoing(1, attempts=1, interrupted=True))) == [Sent]
    assert wire.texts(1) == ["Здравствуйте"]


async def test_a_dropped_execute_is_repeated_and_shown_once(wire: Wire) -> None:
    wire.fake.faults.append(("execute", Fault(drop="after")))
    some = [outgoing(n, f"Вам, {n}") for n in range(1, 31)]
    assert ends(await wire.send(*some)) == [Unknown] * 25 + [Sent] * 5
    assert ends(await wire.send(*some[:13], *some[20:])) == [Sent] * 23
    assert all(len(wire.fake.shown(n)) == 1 for n in range(1, 31))


async def test_vk_that_cannot_be_reached_took_nothing(tmp_path: Path) -> None:
    store = await opened_at(tmp_path / "vk.db")
    nowhere = Vk(ACCOUNT, TOKEN, GROUP, store, MovedClock(MONDAY), url="http://127.0.0.1:9", pace=0, sleep=no_sleep)
    assert await nowhere.send(ACCOUNT, [outgoing(1)]) == [Later(5.0, "unreachable", whole=True)]
    with pytest.raises(UnansweredError):
        await nowhere.prepare()
    await nowhere.close()
    await store.close()


@pytest.mark.parametrize("code", [5, 27, 28])
async def test_a_token_refused_once_is_told_and_tried_again(wire: Wire, code: int) -> None:
    wire.fake.faults.append(("messages.send", Fault(code=code)))
    (end,) = await wire.send(outgoing(1))
    assert isinstance(end, Later)
    assert end.whole
    assert end.refusal
    assert "ключ сообщества" in end.refusal.why
    assert wire.texts(1) == []
    assert ends(await wire.send(outgoing(1))) == [Sent]


@pytest.mark.parametrize("code", [7, 15])
async def test_rights_that_the_token_lacks_are_the_accounts_trouble(wire: Wire, code: int) -> None:
    """VK's code is the same as for a person who refuses; the permissions of the token tell them apart."""
    wire.fake.rights = ["manage"]
    wire.fake.faults.append(("messages.send", Fault(code=code)))
    (end,) = await wire.send(outgoing(1))
    assert isinstance(end, Later)
    assert end.whole
    assert end.refusal
    assert "не хватает прав" in end.refusal.why


@pytest.mark.parametrize("code", [7, 15])
async def test_a_person_who_refuses_stops_nobody_else(wire: Wire, code: int) -> None:
    wire.fake.faults.append(("messages.send", Fault(code=code)))
    assert await wire.send(outgoing(1)) == [Later(300.0, f"vk:{code}")]
    wire.fake.faults.append(("in execute: messages.send", Fault(code=code)))
    assert await wire.send(outgoing(1), outgoing(2)) == [Later(300.0, f"vk:{code}"), Sent("1")]


async def test_a_token_without_rights_is_told_before_anything(wire: Wire) -> None:
    wire.fake.faults.append(("groups.getLongPollServer", Fault(code=15)))
    with pytest.raises(AccountRefusedError, match="не хватает прав"):
        await wire.channel.prepare()
    await wire.channel.prepare()


async def test_a_long_poll_that_is_off_is_told_in_words(wire: Wire) -> None:
    wire.fake.faults.append(("groups.getLongPollServer", Fault(code=100)))
    with pytest.raises(AccountRefusedError, match="выключен Long Poll API"):
        await wire.channel.prepare()


@pytest.mark.parametrize("code", [14, 29, 912, 984])
async def test_what_the_community_must_wait_out_stops_the_batch(wire: Wire, code: int) -> None:
    wire.fake.faults.append(("execute", Fault(code=code)))
    found = await wire.send(*(outgoing(n, f"Вам, {n}") for n in range(1, 61)))
    assert all(isinstance(end, Later) and end.whole and end.refusal for end in found)
    assert wire.fake.http == 1


async def test_the_token_is_never_told(wire: Wire, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told = [str(vars(wire.channel)), repr(wire.channel)]
    for fault in (Fault(code=5), Fault(code=10), Fault(code=14), Fault(status=502), Fault(drop="before")):
        wire.fake.faults.append(("groups.getLongPollServer", fault))
        with pytest.raises((AccountRefusedError, UnansweredError)) as raised:
            await wire.channel.prepare()
        told += [repr(each) + str(vars(each)) for each in _chain(raised.value)]
    assert not any(TOKEN in each for each in (*told, caplog.text))


def _chain(error: BaseException | None) -> list[BaseException]:
    return [error, *_chain(error.__cause__), *_chain(error.__context__)] if error else []


async def test_the_pace_of_a_community_is_kept(tmp_path: Path) -> None:
    store = await opened_at(tmp_path / "vk.db")
    async with FakeVk() as fake:
        fake.pace = 20
        channel = Vk(ACCOUNT, TOKEN, GROUP, store, MovedClock(MONDAY), url=fake.url)
        for number in range(1, 25):
            await channel.send(ACCOUNT, [outgoing(number)])
        await channel.close()
        assert (fake.http, fake.too_fast) == (24, 0)
        assert len(fake.phones) == 24
    await store.close()


async def test_an_urgent_call_overtakes_those_that_wait() -> None:
    queue, said, gate = CallQueue(), list[str](), threading.Event()
    first = asyncio.ensure_future(queue.call(gate.wait))
    await asyncio.sleep(0)
    wishes = (("рассылка", 3), ("ещё рассылка", 3), ("ответ", 0))
    waiting = [asyncio.ensure_future(queue.call(partial(said.append, name), urgency)) for name, urgency in wishes]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(first, *waiting)
    queue.close()
    assert said == ["ответ", "рассылка", "ещё рассылка"]


# --- edits ------------------------------------------------------------------------------------------------------------


async def test_an_edit_repeated_is_the_same_edit(wire: Wire) -> None:
    (first,) = await wire.send(outgoing(1, "Раньше"))
    assert isinstance(first, Sent)
    wire.fake.faults.append(("messages.edit", Fault(drop="after")))
    assert ends(await wire.send(outgoing(1, "Стало", edit=first.message))) == [Unknown]
    assert await wire.send(outgoing(1, "Стало", edit=first.message)) == [first]
    assert wire.texts(1) == ["Стало"]


@pytest.mark.parametrize("code", [909, 100])
async def test_what_cannot_be_edited_is_said_anew(wire: Wire, code: int) -> None:
    (first,) = await wire.send(outgoing(1, "Раньше"))
    assert isinstance(first, Sent)
    wire.fake.faults.append(("messages.edit", Fault(code=code)))
    assert ends(await wire.send(outgoing(1, "Стало", edit=first.message))) == [Sent]
    assert wire.texts(1) == ["Раньше", "Стало"]


async def test_an_edit_denied_marks_the_chat(wire: Wire) -> None:
    wire.fake.faults.append(("messages.edit", Fault(code=901)))
    assert await wire.send(outgoing(1, "Стало", edit="5")) == [Unreachable("vk:901")]


async def test_a_long_text_comes_in_parts_and_a_repeat_adds_none(wire: Wire) -> None:
    long = outgoing(1, "Ответ школы, строка за строкой\n" * 400)
    wire.fake.faults.append(("execute", Fault(drop="after")))
    assert ends(await wire.send(long)) == [Unknown]
    assert ends(await wire.send(long)) == [Sent]
    assert len(wire.texts(1)) == 4
    assert [bool(each.buttons()) for each in wire.fake.shown(1)] == [False, False, False, True]


# --- polling ----------------------------------------------------------------------------------------------------------


@pytest.fixture
async def bot(shipped: Content, tmp_path: Path) -> AsyncIterator[VkBot]:
    """Open the bot on a fake VK."""
    async with vk_bot(shipped, tmp_path) as made:
        yield made


async def cursor(bot: VkBot) -> str:
    """Return the stored `ts`."""
    async with bot.program.store.work() as work:
        return await work.updates.cursor(ACCOUNT)


async def test_failed_1_goes_on_from_the_given_ts(bot: VkBot) -> None:
    bot.fake.failing.append({"failed": 1, "ts": 30})
    await bot.poll()
    assert await cursor(bot) == "30"


async def test_failed_2_asks_for_another_key_and_loses_nothing(bot: VkBot) -> None:
    bot.fake.happen(vk.wrote(MUM, "статус проверяется"))
    bot.fake.failing.append({"failed": 2})
    await bot.poll()
    assert not bot.fake.shown(MUM)
    await bot.poll()
    assert bot.fake.shown(MUM)


async def test_failed_3_begins_where_vk_is(bot: VkBot, caplog: pytest.LogCaptureFixture) -> None:
    bot.fake.updates += [vk.wrote(MUM, "потеряно")] * 3
    bot.fake.failing.append({"failed": 3})
    await bot.poll()
    assert await cursor(bot) == "3"
    assert "failed 3" in caplog.text


async def test_nothing_spins(wire: Wire) -> None:
    wire.fake.failing.extend([{"failed": 4}] * 5 + [{"ts": "1", "updates": []}] * 3)
    for _ in range(8):
        await wire.channel.receive("1")
    assert wire.slept == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]
    wire.slept.clear()
    wire.fake.happen(vk.allowed(1))
    await wire.channel.receive("0")
    wire.fake.failing.append({"failed": 2})
    await wire.channel.receive("1")
    assert wire.slept == [1.0]


@pytest.mark.parametrize("fault", [Fault(status=502), Fault(text="not JSON"), Fault(drop="before")], ids=str)
async def test_a_poll_that_fails_is_begun_again_where_it_was(bot: VkBot, fault: Fault) -> None:
    bot.fake.happen(vk.wrote(MUM, "статус проверяется"))
    bot.fake.faults.extend([("poll", fault)] * 2)  # aiohttp itself retries a dropped connection once
    with pytest.raises(UnansweredError):
        await bot.poll()
    bot.fake.faults.clear()
    await bot.poll()
    assert bot.fake.shown(MUM)


async def test_the_first_ts_is_kept_before_the_first_poll(wire: Wire) -> None:
    wire.fake.happen(vk.wrote(MUM, "до установки"))
    assert (await wire.channel.receive("")).cursor == "1"
    assert wire.fake.polls == 0


async def test_what_was_received_and_not_kept_comes_again(bot: VkBot) -> None:
    bot.fake.happen(vk.wrote(MUM, "статус проверяется"))
    await bot.channel.receive(await cursor(bot))  # the process dies here
    await bot.poll()
    assert len(bot.fake.shown(MUM)) == 1


async def test_a_held_poll_is_let_go_at_once(wire: Wire) -> None:
    task = asyncio.ensure_future(wire.channel.receive("0"))
    await wire.fake.polled.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 1)


# --- the Callback API -------------------------------------------------------------------------------------------------


class CallsFromVk:
    """VK as the caller of our webhook."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self._url, self._http = url, http

    async def __call__(self, update: dict[str, Any], secret: str = SECRET) -> tuple[int, str]:
        async with self._http.post(self._url, json={**update, "secret": secret}) as answer:
            return answer.status, await answer.text()


@pytest.fixture
async def vk_calls(bot: VkBot) -> AsyncIterator[CallsFromVk]:
    """Serve the webhook."""
    callback = bot.channel.callback(bot.take, secret=SECRET)
    app = web.Application()
    app.router.add_post(callback.path, callback.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as http:
        yield CallsFromVk(f"http://127.0.0.1:{runner.addresses[0][1]}{callback.path}", http)
    await runner.cleanup()


async def test_the_confirmation_is_answered(vk_calls: CallsFromVk) -> None:
    assert await vk_calls({"type": "confirmation", "group_id": GROUP}, secret="") == (200, CONFIRMATION)
    assert (await vk_calls({"type": "confirmation", "group_id": GROUP + 1}))[0] == 403


async def test_requests_for_the_confirmation_cost_one_call_and_no_reply_waits(
    bot: VkBot, vk_calls: CallsFromVk
) -> None:
    asked = [vk_calls({"type": "confirmation", "group_id": GROUP}, secret="") for _ in range(200)]
    assert set(await asyncio.gather(*asked)) == {(200, CONFIRMATION)}
    assert [call.method for call in bot.fake.calls].count("groups.getCallbackConfirmationCode") == 1
    assert await vk_calls(vk.wrote(MUM, "статус проверяется")) == (200, "ok")
    assert (await vk_calls({"type": "confirmation", "group_id": GROUP}, secret=""))[0] == 403


async def test_an_event_that_comes_is_taken_and_then_ok(bot: VkBot, vk_calls: CallsFromVk) -> None:
    assert await vk_calls(vk.wrote(MUM, "статус проверяется")) == (200, "ok")
    assert bot.fake.shown(MUM)


async def test_an_event_that_comes_thrice_changes_state_once(bot: VkBot, vk_calls: CallsFromVk) -> None:
    update = vk.wrote(MUM, "статус проверяется")
    assert [await vk_calls(update) for _ in range(3)] == [(200, "ok")] * 3
    assert len(bot.fake.shown(MUM)) == 1


async def test_whoever_does_not_know_the_secret_stays_outside(bot: VkBot, vk_calls: CallsFromVk) -> None:
    assert (await vk_calls(vk.wrote(MUM, "Здравствуйте"), secret="угадал"))[0] == 403
    assert (await vk_calls(vk.wrote(MUM, "Здравствуйте"), secret=""))[0] == 403
    assert not bot.fake.shown(MUM)


async def test_what_could_not_be_kept_is_not_ok(
    bot: VkBot, vk_calls: CallsFromVk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(bot.program.runner, "take", full)
        update = vk.wrote(MUM, "статус проверяется")
        assert (await vk_calls(update))[0] == 503
    assert await vk_calls(update) == (200, "ok")
    assert len(bot.fake.shown(MUM)) == 1


async def test_a_community_with_a_webhook_needs_no_right_to_poll(wire: Wire, tmp_path: Path) -> None:
    store = await opened_at(tmp_path / "other.db")
    wire.fake.faults.append(("groups.getLongPollServer", Fault(code=15)))
    called = Vk(ACCOUNT, TOKEN, GROUP, store, MovedClock(MONDAY), url=wire.fake.url, polled=False, pace=0)
    await called.prepare()
    await called.close()
    await store.close()
    wire.fake.faults.clear()


async def test_reach_of_a_person_never_met_is_no_trouble(bot: VkBot) -> None:
    await bot.happens(vk.denied(77), vk.allowed(77))
    async with bot.program.store.work() as work:
        assert await work.chats.person(ChatKey(ACCOUNT, "77")) == ""
