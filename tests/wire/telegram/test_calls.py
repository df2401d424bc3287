"""Every call of a bot counts, in virtual time: a crowd that presses at once, strips, groups, answers to presses."""

import asyncio
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count, pairwise
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import AnswerCallbackQuery, SendMessage, TelegramMethod
from aiogram.types import Chat, Message

from bot.channels.pace import TELEGRAM
from bot.channels.telegram import updates as came
from bot.channels.telegram.channel import Telegram, TelegramTexts
from tests.support.bot.paper_platform import Road
from tests.support.empty_store import opened_at
from tests.support.wire.fake_telegram import TOKEN
from tests.support.world import MONDAY

ANSWER, STRIP, SEND = "answerCallbackQuery", "editMessageReplyMarkup", "sendMessage"


class Line:
    """A bot whose calls end on paper: what was called when, and what Telegram refuses for its pace."""

    def __init__(self) -> None:
        self.calls: dict[str, list[float]] = defaultdict(list)
        self.counted: list[float] = []
        self.refused = 0
        self.road: Road
        self.channel: Telegram
        self._numbers = count(1)

    @property
    def now(self) -> float:
        """Return the virtual time."""
        return self.road.seconds if hasattr(self, "road") else 0.0

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has moved so far."""
        until = self.now + seconds
        while self.now < until:  # noqa: ASYNC110 the clock is moved by `step`
            await asyncio.sleep(0)

    async def step(self) -> None:
        """Let everything happen that happens in a hundredth of a second."""
        await self.road.sender.step()
        for _ in range(8):
            await asyncio.sleep(0)
        self.road.pass_by(0.01)

    async def make_request(self, bot: Bot, method: TelegramMethod[object], **_: object) -> object:
        """Answer a call of aiogram."""
        del bot
        self.calls[method.__api_method__].append(self.now)
        if not isinstance(method, AnswerCallbackQuery):
            if len([at for at in self.counted if at > self.now - 0.9999]) >= TELEGRAM.calls:
                self.refused += 1
                raise TelegramRetryAfter(method, "Too Many Requests", 1)
            self.counted.append(self.now)
        if isinstance(method, SendMessage):
            return Message(
                message_id=next(self._numbers), date=MONDAY, chat=Chat(id=int(method.chat_id), type="private")
            )
        return True

    async def settled(self, calls: str, number: int) -> None:
        """Go on until a method was called so many times."""
        async with asyncio.timeout(20):
            while len(self.calls[calls]) < number:
                await self.step()

    def press(self, person: int, button: str, number: int) -> came.TelegramUpdate:
        """Make a press."""
        query = came.CallbackQuery(f"p{number}", came.User(person), came.Under(came.Chat(person)), button)
        return came.TelegramUpdate(number, callback_query=query)


@pytest.fixture
async def line(tmp_path: Path) -> AsyncIterator[Line]:
    """Open a bot."""
    async with opened(tmp_path) as made:
        yield made


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Line]:
    """Open a bot over a store."""
    made, store = Line(), await opened_at(folder / "calls.db")
    own = TelegramTexts(group="Пишите мне: {name}")
    channel = Telegram("telegram", TOKEN, store, texts=own, ticks=lambda: made.now, sleep=made.sleep)
    channel._session.make_request = made.make_request  # type: ignore[method-assign, assignment]
    channel.name = "provodnik_bot"
    made.channel, made.road = channel, Road(store, TELEGRAM, channel, gate=channel.gate)
    yield made
    await channel.close()
    await store.close()


def fullest(times: list[float]) -> int:
    """Return the calls in the fullest second."""
    return max(bisect_left(times, at + 0.9999) - n for n, at in enumerate(times))


async def test_a_crowd_that_presses_at_once_is_answered_at_the_permitted_rate(line: Line) -> None:
    """Strips count too, and go when no reply waits; no two calls start in one instant."""
    people = 100
    await line.road.queue_all(range(1, people + 1))
    await line.settled(SEND, people)
    await line.road.queue_all(range(1, people + 1))
    began = line.now
    await line.settled(SEND, 2 * people)
    replied = line.now - began
    strips = len(line.calls[STRIP])
    await line.settled(STRIP, people)
    assert (line.refused, fullest(sorted(line.counted)) <= TELEGRAM.calls) == (0, True)
    assert min(after - before for before, after in pairwise(sorted(line.counted))) > 0
    assert replied <= 1.1 * people / TELEGRAM.calls
    assert strips <= 5


async def test_groups_and_strips_do_not_delay_replies(line: Line) -> None:
    """Six hundred groups are told within the permitted rate, each once, while people are answered."""
    added = [
        came.TelegramUpdate(n, message=came.TelegramMessage(came.Chat(-n, "supergroup"), text="/start"))
        for n in (*range(1, 601), *range(1, 601))
    ]
    line.channel.taken(added)
    await asyncio.sleep(0)
    began = line.now
    ids = await line.road.queue_all(range(1, 31))
    while Counter(await line.road.counted())["sent"] < len(ids):
        await line.step()
    assert line.now - began <= 1.6
    await line.settled(SEND, 630)
    line.channel.taken(added)
    await line.settled(SEND, 630)
    for _ in range(500):
        await line.step()
    assert (line.refused, len(line.calls[SEND])) == (0, 630)


async def test_one_person_who_presses_without_end_takes_no_share_of_the_replies(line: Line) -> None:
    """A hundred presses a second on the same buttons: at most a few answers wait, and replies do not notice."""
    numbers = count(1)
    for _ in range(10):
        line.channel.taken([line.press(7, f"кнопка {n % 5}", next(numbers)) for n in range(100)])
        began, (reply,) = line.now, await line.road.queue_all([next(numbers)])
        while (await line.road.ends())[reply] != "sent":
            await line.step()
        assert line.now - began <= 0.1
    assert len(line.calls[ANSWER]) <= 10 * 8
    assert line.refused == 0


async def test_a_crowds_answers_to_presses_are_spread_too(line: Line) -> None:
    """They do not count as messages, and each is made within the minute."""
    line.channel.taken([line.press(n, "Готово", n) for n in range(1, 201)])
    await line.settled(ANSWER, 200)
    assert fullest(line.calls[ANSWER]) <= TELEGRAM.calls
    assert line.counted == []
    assert line.now <= 60
