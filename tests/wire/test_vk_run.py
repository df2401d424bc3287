"""`python -m bot run` as a real process against the fake VK over HTTP: the long poll, and the Callback API."""

import asyncio
import json
from pathlib import Path

import pytest
from aiohttp import ClientError, ClientSession

from bot.sample import CODE
from tests.wire import vk_events as vk
from tests.wire.process import free_port, running, staffed
from tests.wire.vk_conformance import faults
from tests.wire.vk_server import CONFIRMATION, GROUP, SECRET, TOKEN, FakeVk, Json

MUM, ADMIN = 1001, 1002
ANSWER = "Обновите страницу через час, ёлки зелёные 🌲"


class People:
    """Those who talk to the bot: VK is polled, or knocks at the bot's door."""

    def __init__(self, fake: FakeVk, door: str = "") -> None:
        self._fake, self._door = fake, door

    async def happen(self, update: Json) -> None:
        """Let an event happen."""
        if self._door:
            assert await self.knock({**update, "secret": SECRET}) == "ok"
        else:
            self._fake.happen(update)

    async def knock(self, body: Json) -> str:
        """Knock at the bot's door until somebody opens."""
        async with ClientSession() as http:
            for _ in range(200):
                try:
                    async with http.post(self._door, json=body) as answer:
                        return await answer.text()
                except ClientError:  # the process is starting
                    await asyncio.sleep(0.05)
        raise AssertionError(self._door)

    async def presses(self, peer: int, label: str) -> None:
        """Press a button, once it is there."""
        await self._fake.until(lambda: self._payload(peer, label) is not None)
        await self.happen(vk.pressed(peer, self._payload(peer, label) or {}))

    async def reads(self, peer: int, words: str) -> None:
        """Wait until a phone shows words."""
        await self._fake.until(lambda: any(words in each.text for each in self._fake.shown(peer)))

    def _payload(self, peer: int, label: str) -> Json | None:
        buttons = (button for message in reversed(self._fake.shown(peer)) for button in message.buttons())
        return next((json.loads(each["payload"]) for each in buttons if each["label"] == label), None)


async def talk(people: People, code: str) -> None:
    """Walk from the class code to the administrator's answer."""
    await people.happen(vk.started(ADMIN, code))
    await people.presses(ADMIN, "Начать")
    await people.presses(ADMIN, "Даю согласие")
    await people.happen(vk.started(MUM, CODE))
    await people.presses(MUM, "Начать")
    await people.presses(MUM, "Даю согласие")
    await people.reads(MUM, "3Б")
    await people.happen(vk.wrote(MUM, "нужен живой человек"))
    await people.reads(MUM, "школе")
    await people.happen(vk.wrote(MUM, "Кнопки «Создать» всё ещё нет"))
    await people.presses(MUM, "Отправить")
    await people.reads(MUM, "отправлен")
    await people.presses(ADMIN, "Открыть вопрос")
    await people.presses(ADMIN, "Взять вопрос")
    await people.reads(ADMIN, "Вопрос за Вами")
    await people.happen(vk.wrote(ADMIN, ANSWER))
    await people.presses(ADMIN, "Отправить")
    await people.reads(MUM, ANSWER)


@pytest.mark.parametrize("callback", [False, True], ids=["polling", "callback"])
async def test_a_question_goes_to_the_administrator_and_its_answer_comes_back(tmp_path: Path, callback: bool) -> None:
    """The whole way, as a process over HTTP; each press is answered once, nothing comes twice, it stops in time."""
    code, port = await staffed(tmp_path), free_port()
    knocking = with_callback(port) if callback else {}
    async with FakeVk() as fake:
        fake.pace = 20
        people = People(fake, f"http://127.0.0.1:{port}/vk" if callback else "")
        async with running(tmp_path, VK_TOKEN=TOKEN, VK_GROUP_ID=str(GROUP), VK_API_URL=fake.url, **knocking) as bot:
            if callback:
                assert await people.knock({"type": "confirmation", "group_id": GROUP}) == CONFIRMATION
            else:
                await asyncio.wait_for(fake.polled.wait(), 20)
            await talk(people, code)
            health = await bot.health()
            assert health["ok"], health
            assert await bot.stop() < 5
            assert bot.process.returncode == 0
        wrong = faults(fake.calls)
        assert not wrong, wrong
        assert len(fake.answered) == len(set(fake.answered)) > 0
        assert (fake.repeats, fake.too_fast) == (0, 0)
    log = (tmp_path / "run.log").read_text(encoding="utf-8")
    assert TOKEN not in log
    assert ANSWER not in log


def with_callback(port: int) -> dict[str, str]:
    """Give the settings of the Callback API."""
    return {
        "VK_CALLBACK_SECRET": SECRET, "VK_CALLBACK_CONFIRMATION": CONFIRMATION, "WEBHOOK_PORT": str(port),
    }  # fmt: skip
