"""The running bot inside one process: independent accounts, updates processed once, blocks, stops."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app.accounts import Account
from bot.app.connections import Connection
from bot.app.running import Running
from bot.app.supervisor import Supervisor
from bot.app.wiring import Content as Book
from bot.app.wiring import assemble
from bot.channels.pace import TELEGRAM
from bot.channels.telegram.answers import answer_of, form
from bot.channels.telegram.channel import Manner, TelegramTexts
from bot.channels.telegram.channel import Telegram as Channel
from bot.clock import Clock, MovedClock
from bot.simulator.sample import CODE, SCHOOL
from storage.port.people.chats import ChatKey
from storage.sqlite.store import SqliteStore
from tests.support.empty_store import opened_at
from tests.support.wire.fake_telegram import DROPPED_AFTER, TOKEN, Fault, Telegram
from tests.support.world import MONDAY

MUM = 501
NOWHERE = "http://127.0.0.1:1"


class Swift:
    """A clock that runs sixty times as fast as real time, from a Monday on."""

    def __init__(self) -> None:
        """Start the clock."""
        self._start = time.monotonic()

    def now(self) -> datetime:
        """Return the current moment of the clock."""
        return MONDAY + timedelta(seconds=60 * (time.monotonic() - self._start))


class Process:
    """The parts of the bot that a process would have."""

    def __init__(self, running: Running, store: SqliteStore, supervisor: Supervisor, on: Sequence[Channel]) -> None:
        """Take the parts."""
        self.running, self.store, self.supervisor, self.channels = running, store, supervisor, on

    async def takes(self, *updates: dict[str, object], account: int = 0) -> None:
        """Pass updates to one account as its poller does."""
        body, channel = json.dumps({"ok": True, "result": updates}).encode(), self.channels[account]
        await self.running.intakes[channel.account].take(channel.taken(answer_of(body, form(channel.account)).updates))

    async def count(self, table: str) -> int:
        """Count the rows of a table."""
        async with self.store.work():
            ((count,),) = await self.store._connection.rows(f"SELECT count(*) FROM {table}")  # noqa: S608 a name of ours
        return int(count)


@asynccontextmanager
async def process(
    of: Book,
    folder: Path,
    *urls: str,
    started: bool = True,
    clock: Clock | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> AsyncIterator[Process]:
    """Start the bot with an account for every address."""
    store, clock = await opened_at(folder / "run.db"), clock or MovedClock(MONDAY)
    async with store.work() as work:
        await work.setup.establish(SCHOOL, "3Б", MONDAY, CODE)
    names = ["telegram", *(f"telegram:school{n}" for n in range(2, len(urls) + 1))]
    own = TelegramTexts("Повторяю, если уже пришло:", "", ())
    on = [
        Channel(name, TOKEN, store, url=url, texts=own, manner=Manner(link_previews=True))
        for name, url in zip(names, urls, strict=True)
    ]
    connections = [Connection(Account(each.account, "telegram", TOKEN), each, TELEGRAM) for each in on]
    made = assemble(of, store, clock, {each.account: each for each in on}, paces=dict.fromkeys(names, TELEGRAM))
    supervisor = Supervisor(clock, sleep)
    running = Running(made, connections, supervisor)
    if started:
        running.start()
    try:
        yield Process(running, store, supervisor, on)
    finally:
        await running.finish()
        await store.close()


async def test_an_account_that_cannot_be_reached_delays_nobody(shipped: Book, tmp_path: Path) -> None:
    """Neither the start nor the replies of the other account are delayed; the health report has both states."""
    async with Telegram(tmp_path / "calls.jsonl").served() as telegram:
        async with process(shipped, tmp_path, NOWHERE, telegram.url) as bot:
            mum = telegram.phone(MUM)
            await mum.write("/start")
            await mum.reads("Проводник")
            told = await bot.running.status()
            assert not told["ok"]
            states = {name: each["state"] for name, each in bot.supervisor.report().items()}
            assert (states["telegram"], states["telegram:school2"]) == ("waits", "works")
        assert telegram.judge.verdict() == []


async def test_an_account_that_breaks_later_delays_nobody(shipped: Book, tmp_path: Path) -> None:
    """Its calls hang without an answer; people of the other account get replies."""
    async with (
        Telegram(tmp_path / "a.jsonl").served() as dependencies_of,
        Telegram(tmp_path / "b.jsonl").served() as works,
        process(shipped, tmp_path, dependencies_of.url, works.url) as bot,
    ):
        await dependencies_of.phone(MUM).write("/start")
        await dependencies_of.phone(MUM).reads("Проводник")
        dependencies_of.plan = lambda method, _: None if method == "getUpdates" else Fault(502, "Bad Gateway")
        await dependencies_of.phone(MUM).press("Начать")
        await works.phone(MUM).write("/start")
        await works.phone(MUM).reads("Проводник")
        await dependencies_of.until(lambda: dependencies_of.judge.calls["sendMessage"] > 1)
        assert bot.supervisor.report()["telegram:school2"]["state"] == "works"


class Rests:
    """The rests of the supervisor: each lasts until the test ends it."""

    def __init__(self) -> None:
        """Start with no rest."""
        self.seconds: list[float] = []
        self.over, self.began = asyncio.Event(), asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        """Rest until `over` is set."""
        self.seconds.append(seconds)
        self.began.set()
        await self.over.wait()
        self.over.clear()


@pytest.mark.parametrize(
    ("method", "fault", "rest", "part"),
    [
        ("getUpdates", Fault(401, "Unauthorized"), 60, "telegram"),
        ("getUpdates", Fault(404, "Not Found"), 60, "telegram"),
        ("getUpdates", Fault(409, "Conflict: terminated by other getUpdates request"), 60, "telegram"),
        ("sendMessage", Fault(401, "Unauthorized"), 5, "telegram ↑"),
        ("sendMessage", Fault(404, "Not Found"), 5, "telegram ↑"),
    ],
)
async def test_one_refusal_stops_nobody_for_longer_than_its_rest(
    shipped: Book, tmp_path: Path, method: str, fault: Fault, rest: float, part: str
) -> None:
    """Health says it at once, with the reason; after the rest everybody is answered, and nobody twice."""
    rests = Rests()
    async with Telegram(tmp_path / "calls.jsonl").served() as telegram:
        async with process(shipped, tmp_path, telegram.url, sleep=rests) as bot:
            mum = telegram.phone(MUM)
            await mum.write("/start")
            await mum.reads("Проводник")
            telegram.failing(method, fault)
            await mum.press("Начать")
            await rests.began.wait()
            told = await bot.running.status()
            assert (rests.seconds, told["ok"]) == ([rest], False)
            about = bot.supervisor.report()[part]
            assert (about["state"], bool(about["why"]), bool(about["next"])) == ("refused", True, True)
            rests.over.set()
            await telegram.until(lambda: len(mum.arrived) > 1)
            await mum.write("меню")
            await telegram.until(lambda: len(mum.arrived) > 2)
            assert len(mum.arrived) == len(set(mum.arrived))
        assert telegram.judge.verdict() == []


async def test_an_update_delivered_three_times_changes_state_once(shipped: Book, tmp_path: Path) -> None:
    """From two pollers, before and after a restart."""
    telegram = Telegram(tmp_path / "calls.jsonl")
    start = {"update_id": 17, "message": telegram.phone(MUM).message(text=f"/start {CODE}")}
    async with process(shipped, tmp_path, NOWHERE, started=False) as bot:
        await asyncio.gather(bot.takes(start), bot.takes(start))
        assert await bot.count("deliveries") == 1
    async with process(shipped, tmp_path, NOWHERE, started=False) as bot:
        await bot.takes(start, {**start, "update_id": 18})
        assert await bot.count("seen") == 2
        assert await bot.count("deliveries") == 1  # the second start shows the screen that still waits
        assert await bot.count("chats") == 1


async def test_numbers_of_two_bots_are_not_one_anothers(shipped: Book, tmp_path: Path) -> None:
    """Each bot has its own updates and chats."""
    telegram = Telegram(tmp_path / "calls.jsonl")
    start = {"update_id": 17, "message": telegram.phone(MUM).message(text="/start")}
    async with process(shipped, tmp_path, NOWHERE, NOWHERE, started=False) as bot:
        await bot.takes(start, account=0)
        await bot.takes(start, account=1)
        assert await bot.count("chats") == 2


async def test_who_blocks_the_bot_is_left_alone_until_they_come_back(shipped: Book, tmp_path: Path) -> None:
    """In a private chat, `my_chat_member` has no other cause (A3)."""
    key, person = ChatKey("telegram", str(MUM)), {"id": MUM, "is_bot": False, "first_name": "Ё"}
    message = Telegram(tmp_path / "calls.jsonl").phone(MUM).message(text="/start")
    private = {"chat": {"id": MUM, "type": "private"}, "from": person, "date": 1}

    def now(status: str, number: int) -> dict[str, object]:
        return {"update_id": number, "my_chat_member": {**private, "new_chat_member": {"status": status}}}

    async with process(shipped, tmp_path, NOWHERE, started=False) as bot:
        await bot.takes({"update_id": 1, "message": message})
        await bot.takes(now("kicked", 2))
        async with bot.store.work() as work:
            assert await work.delivery.claim(MONDAY, 9, ["telegram"]) == []
            mum = await work.chats.person(key)
            assert await work.chats.of_persons([mum], MONDAY) == {}
        await bot.takes(now("member", 3))
        async with bot.store.work() as work:
            assert list(await work.chats.of_persons([mum], MONDAY)) == [mum]


async def test_an_answer_that_got_lost_comes_again_and_says_so(shipped: Book, tmp_path: Path) -> None:
    """The connection drops after the call: the second message begins with the notice."""
    async with Telegram(tmp_path / "calls.jsonl").served() as telegram:
        async with process(shipped, tmp_path, telegram.url, clock=Swift()):
            mum = telegram.phone(MUM)
            telegram.failing("sendMessage", DROPPED_AFTER)
            await mum.write("/start")
            await mum.reads("Проводник")
            await telegram.until(lambda: len(mum.arrived) == 2)
        assert mum.arrived[1] == f"Повторяю, если уже пришло:\n\n{mum.arrived[0]}"
        assert telegram.judge.verdict() == []


async def test_what_is_in_hand_is_finished_within_five_seconds(shipped: Book, tmp_path: Path) -> None:
    """If the platform does not answer, the next start finds the message interrupted."""
    async with Telegram(tmp_path / "c.jsonl").served() as telegram, process(shipped, tmp_path, telegram.url) as bot:
        never = asyncio.Event()
        send = bot.channels[0]._sender._send_parts

        async def hanging(*of: object) -> None:
            await send(*of)  # type: ignore[arg-type]
            await never.wait()

        bot.channels[0]._sender._send_parts = hanging  # type: ignore[method-assign, assignment]
        await telegram.phone(MUM).write("/start")
        await telegram.phone(MUM).reads("Проводник")
        start = time.monotonic()
        await bot.running.finish()
        assert time.monotonic() - start < 5
    store = await opened_at(tmp_path / "run.db")
    async with store.work() as work:
        (claimed,) = await work.delivery.claim(MONDAY, 9, ["telegram"])
    await store.close()
    assert claimed.interrupted
