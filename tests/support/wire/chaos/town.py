"""A hundred people talk with the program while everything fails; what they saw is told in the end."""

import asyncio
import json
import logging
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

from bot.app.config import Settings
from bot.transport.settling import REPLIES_FOR
from tests.support.wire.bot_process import database, free_port, staffed
from tests.support.wire.chaos.lives import Lives
from tests.support.wire.chaos.platforms import ChaosTelegram, ChaosVk, Witness
from tests.support.wire.chaos.virtual_time import VirtualLoop
from tests.support.wire.chaos.weather import SECONDS, Weather
from tests.support.wire.crowds.vk_crowd import VkCrowd
from tests.support.wire.fake_telegram import TOKEN
from tests.support.wire.fake_vk import GROUP
from tests.support.wire.fake_vk import TOKEN as VK_TOKEN

PEOPLE = 50  #: people on each of the two platforms
THINKS = (2.0, 25.0)  #: seconds between a screen and the next press
PATIENCE = (30.0, 120.0)  #: seconds after which a person who was not answered tries again
RESTS = (14, 29)  #: codes of VK after which a community must rest for minutes, or for an hour
#: How the deliveries ended. Three unknown ends are meant: the person had a newer screen; a clock set a day ahead made a
#: reply a day old; a reminder that may have arrived is not repeated.
LEFT = """
SELECT CASE WHEN state <> 'unknown' THEN state WHEN why = 'moved on' THEN 'moved on' WHEN urgency > 1 THEN 'reminder'
    WHEN unixepoch(ended_at) - unixepoch(tried_at) >= ? THEN 'late' ELSE state END AS how, count(*)
FROM deliveries GROUP BY how
"""
SOON = 5.0  #: seconds between the last fault and the last words
LOOK = 10.0  #: seconds between two looks at health
CALM = 240.0  #: seconds until health is well again: three quiet minutes after a 409, and the poll that ends them
NEVER = -1.0
AFTERWARDS = 4500.0  #: seconds after the faults for which the answers are awaited
DOWN = (0.5, 10.0)  #: seconds until the program is started again
AVOIDED = ("Удалить", "Отозвать", "Не даю", "Закрыть", "Больше не", "Стоп")
WORDS = ("/menu", "какой статус", "где взять код", "нужен живой человек", "спасибо", "/help")


class Townsman:
    """How one person behaves: acts when answered, or again after a while."""

    def __init__(self, person: Witness, chance: Random, *, of_vk: bool) -> None:
        """Store the person."""
        self.person, self._chance, self.of_vk = person, chance, of_vk
        self.acted = 0.0  #: when the last act was
        self.before = 0  #: how many messages had arrived then

    async def live(self) -> None:
        """Talk until cancelled."""
        await asyncio.sleep(self._chance.uniform(0, 30))
        self.act()
        while True:
            try:
                await asyncio.wait_for(self.person.answered(self.before), self._chance.uniform(*PATIENCE))
            except TimeoutError:
                self.act()
                continue
            await asyncio.sleep(self._chance.uniform(*THINKS))
            self.act()

    def act(self) -> None:
        """Press a button of the newest screen, or write if there is none."""
        self.before, self.acted = self.person.arrivals, time.monotonic()
        for label in ("Начать", "Даю согласие"):
            if self.person.press(label):
                return
        labels = [each for each in self.person.buttons if not each.startswith(AVOIDED)]
        if labels and self._chance.random() < 0.9:
            self.person.press(self._chance.choice(labels))
        elif self.person.arrivals > 2:
            self.person.write(self._chance.choice(WORDS))
        else:
            self.person.come()

    async def last_word(self) -> float:
        """Ask for the menu; return how long the answer took."""
        self.before, self.acted = self.person.arrivals, time.monotonic()
        if self.person.arrivals > 2:
            self.person.write("/menu")
        else:
            self.person.come()
        await self.person.answered(self.before)
        return time.monotonic() - self.acted


async def lived(loop: VirtualLoop, seed: int, folder: Path) -> None:
    """Let them live through the faults, and print what was found."""
    chance = Random(seed)
    logging.getLogger("aiohttp.access").setLevel(logging.WARNING)
    logging.basicConfig(filename=folder / "chaos.log", level=logging.INFO)
    os.chdir(folder)
    await staffed(folder)
    telegram, vk = ChaosTelegram(Random(chance.random())), ChaosVk(Random(chance.random()), loop.virtual)
    async with telegram.served(), vk:
        found = await Town(loop, chance, folder, telegram, vk).lived()
    print(json.dumps({"seed": seed, **found}, ensure_ascii=False))  # noqa: T201 the test reads it


class Town:
    """The people, the weather and the lives of the program."""

    def __init__(self, loop: VirtualLoop, chance: Random, folder: Path, telegram: ChaosTelegram, vk: ChaosVk) -> None:
        """Put everything in its place."""
        self._chance, self._folder, self._loop = chance, folder, loop
        self._telegram, self._vk = telegram, vk
        self._weather = Weather(Random(chance.random()), loop.virtual, telegram, vk, PEOPLE)
        self._health = free_port()
        settings = Settings(
            telegram_token=TOKEN, telegram_api_url=telegram.url, vk_token=VK_TOKEN, vk_group_id=GROUP,
            vk_api_url=vk.url, database_url=database(folder), health_port=self._health,
        )  # fmt: skip
        self._lives = Lives(loop, settings, lambda: self._weather.disk_full)
        crowd = VkCrowd(vk, Witness)
        self._people = [
            Townsman(of.person(peer), Random(chance.random()), of_vk=of is crowd)  # type: ignore[arg-type]
            for peer in range(1, PEOPLE + 1)
            for of in (telegram, crowd)
        ]
        self._memory: list[int] = []

    async def lived(self) -> dict[str, Any]:
        """Live ten minutes of faults, and what follows; return what was found."""
        began = time.perf_counter()
        self._lives.start()
        kept = asyncio.ensure_future(self._kept())
        living = [asyncio.ensure_future(each.live()) for each in self._people]
        watching = asyncio.ensure_future(self._watch())
        await self._weather.blow([self._lives.kill, self._lives.stop])
        for each in (*living, watching):
            each.cancel()
        await asyncio.sleep(SOON)
        waits = await self._last_words(self._people)
        health, calm = await self._calm()
        self._vk.fail_once(RESTS)
        rested = await self._last_words([each for each in self._people if each.of_vk])
        kept.cancel()
        await self._lives.stop()
        return {
            "waits": waits, "rested": rested, "health": health, "calm_s": calm, "memory": self._memory, **self._heard(),
            "ends": dict(Counter(self._lives.ends)), "faults": dict(self._weather.seen), "left": self._left(),
            "real_s": round(time.perf_counter() - began, 1), "virtual_s": round(time.monotonic()),
        }  # fmt: skip

    def _heard(self) -> dict[str, Any]:
        heard = [each.person for each in self._people]
        return {
            "twice": [text for each in heard for text in each.twice],
            "announced": sum(each.announced for each in heard),
            "messages": sum(each.arrivals for each in heard),
        }

    async def _last_words(self, of: Sequence[Townsman]) -> list[float]:
        # how long each waited for the answer to the last word; NEVER if it did not come
        tasks = [asyncio.ensure_future(each.last_word()) for each in of]
        _, waiting = await asyncio.wait(tasks, timeout=AFTERWARDS)
        for task in waiting:
            task.cancel()
        return [NEVER if task in waiting else round(task.result(), 1) for task in tasks]

    async def _kept(self) -> None:
        # a service manager: what ended is started again
        while True:
            await asyncio.sleep(self._chance.uniform(*DOWN))
            await self._lives.again()

    async def _watch(self) -> None:
        while True:
            self._memory.append(megabytes())
            await asyncio.sleep(SECONDS / 20)

    async def _calm(self) -> tuple[Any, float]:
        # health names a second program on the bot's key until three minutes after its last sign
        began = time.monotonic()
        for _ in range(int(CALM / LOOK)):
            if _well(await self._ok()):
                break
            await asyncio.sleep(LOOK)
        return await self._ok(), round(time.monotonic() - began)

    async def _ok(self) -> Any:
        try:
            url = f"http://127.0.0.1:{self._health}/health"
            async with aiohttp.ClientSession() as client, client.get(url) as response:
                return await response.json()
        except aiohttp.ClientError as error:
            return repr(error)

    def _left(self) -> dict[str, int]:
        with closing(sqlite3.connect(self._folder / "run.db")) as file:
            return dict(file.execute(LEFT, (REPLIES_FOR.total_seconds(),)))


def megabytes() -> int:
    """Return the resident memory of this process."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) // 1024


def _well(health: Any) -> bool:
    return isinstance(health, dict) and health["ok"] is True
