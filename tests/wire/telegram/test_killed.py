"""`kill -9` of the real process while it sends to a thousand people through a failing Telegram: `make prove`."""

import asyncio
import math
import random
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.messages.screen import Screen, encoded
from bot.transport.settling import SOON
from storage.port.delivery.deliveries import DeliveryRow
from storage.port.people.chats import ChatKey
from storage.port.turns import Rows
from storage.sqlite.store import opened
from tests.support.proof import proved
from tests.support.wire.bot_process import database, running
from tests.support.wire.fake_telegram import (
    BLOCKED,
    BROKEN,
    DROPPED_AFTER,
    DROPPED_BEFORE,
    TOO_MANY,
    Fault,
    Telegram,
    polled,
)
from tests.support.wire.kills import killed, settled, states
from tests.support.wire.telegram_conformance import Fields

PEOPLE, KILLS = 1000, 20
AGAIN = "Повторяю, если уже пришло:"

pytestmark = pytest.mark.prove


class Storm:
    """Random failures by a seed; a person who blocked the bot stays blocked."""

    def __init__(self, seed: int) -> None:
        """Take the seed."""
        self.chance = random.Random(seed)
        self.doubtful = 0  #: calls without an answer

    def __call__(self, method: str, fields: Fields) -> Fault | None:
        """Choose the failure of one call."""
        if method != "sendMessage":
            return None
        if int(fields["chat_id"]) % 50 == 7:
            return BLOCKED
        if int(fields["chat_id"]) % 50 == 8:
            return Fault(400, "Bad Request: BUTTON_DATA_INVALID")
        faults = [None, TOO_MANY, BROKEN, DROPPED_BEFORE, DROPPED_AFTER]
        fault = self.chance.choices(faults, [92, 1, 2, 2, 3])[0]
        self.doubtful += fault in {BROKEN, DROPPED_BEFORE, DROPPED_AFTER}
        return fault


async def queued(folder: Path) -> None:
    """Queue a reply to the first half of the people and a broadcast to the second."""
    store, now = await opened(database(folder)), datetime.now(UTC)
    async with store.work() as work:
        keys = [ChatKey("telegram", str(peer)) for peer in range(1, PEOPLE + 1)]
        chat_state = await work.chats.load(keys, now)
        rows = [
            DeliveryRow(n, chat_state[key].chat, 0 if n <= PEOPLE // 2 else 3, encoded(Screen(f"Ёлка № {n}")), now)
            for n, key in enumerate(keys, 1)
        ]
        await work.turns.keep(Rows(deliveries=rows), now)
    await store.close()


async def test_twenty_kills_among_a_thousand_people(tmp_path: Path) -> None:
    """Every delivery ends in one state, no unmarked message comes twice, and the number of doubtful ones is printed."""
    await queued(tmp_path)
    storm, windows, began = Storm(5), list[int](), time.monotonic()
    async with Telegram(tmp_path / "calls.jsonl").served() as telegram:
        telegram.plan = storm
        for _ in range(KILLS):
            sent = len(telegram.calls)
            async with running(tmp_path, **polled(telegram)) as bot:
                await _carried(telegram, sent + storm.chance.randrange(5, 45))
                windows.append(await killed(bot, tmp_path))
        async with running(tmp_path, **polled(telegram)):
            assert await settled(tmp_path, 120)
        assert telegram.judge.verdict() == []
    ends = states(tmp_path)
    _judged(telegram, ends, sum(windows) + storm.doubtful, time.monotonic() - began)
    proved(
        "telegram_killed",
        f"Telegram, {PEOPLE} people, {KILLS} kills of the process, faults: {dict(Counter(ends.values()))}; in hand at "
        f"a kill: at most {max(windows)}. Nothing came twice but what begins «{AGAIN}», to nobody "
        f"more than once in each of the growing waits.",
    )


async def _carried(telegram: Telegram, calls: int) -> None:
    # wait until so many calls are carried out, with a time limit: near the end there are no more
    waiting = asyncio.ensure_future(telegram.until(lambda: len(telegram.calls) > calls))
    await asyncio.wait({waiting}, timeout=20)
    waiting.cancel()


def _judged(telegram: Telegram, ends: dict[int, str], in_doubt: int, seconds: float) -> None:
    assert set(ends.values()) <= {"sent", "unknown", "unreachable", "refused"}
    heard = {n: telegram.phone(n).arrived for n in ends}
    assert [n for n in ends if n > PEOPLE // 2 and len(heard[n]) > 1] == []
    assert [n for n in ends if any(not said.startswith(AGAIN) for said in heard[n][1:])] == []
    assert [n for n, end in ends.items() if end == "sent" and not heard[n]] == []
    # a reply is repeated once in each of the growing waits: 5 s, 10 s, 20 s …
    assert max(map(len, heard.values())) <= 1 + math.log2(seconds / SOON + 1)
    # unknown: only deliveries in hand at a kill, or calls without an answer
    assert Counter(ends.values())["unknown"] <= in_doubt
    assert [n for n, end in ends.items() if end == "unreachable" and n % 50 != 7] == []
    assert [n for n, end in ends.items() if end == "refused" and n % 50 != 8] == []
