"""`python -m bot run` as a real process against the fake VK over HTTP: the long poll, and the Callback API."""

import asyncio
from pathlib import Path

import pytest

from tests.support.wire import conversation
from tests.support.wire.bot_process import free_port, log_of, running, staffed
from tests.support.wire.fake_vk import CONFIRMATION, GROUP, SECRET, TOKEN, FakeVk, polled_by
from tests.support.wire.vk_conformance import faults
from tests.support.wire.vk_phone import VkPhone, call

MUM, ADMIN = 1001, 1002


@pytest.mark.parametrize("callback", [False, True], ids=["polling", "callback"])
async def test_a_question_goes_to_the_administrator_and_its_answer_comes_back(tmp_path: Path, callback: bool) -> None:
    """The whole conversation; each press is answered once, no message comes twice, and the process stops in time."""
    code, port = await staffed(tmp_path), free_port()
    webhook = f"http://127.0.0.1:{port}/vk" if callback else ""
    async with FakeVk() as fake:
        fake.pace = 20
        async with running(tmp_path, **polled_by(fake), **(with_callback(port) if callback else {})) as bot:
            if callback:
                fake.servers = [{"id": 1, "url": webhook, "secret_key": SECRET, "status": "ok"}]
                assert await call(webhook, {"type": "confirmation", "group_id": GROUP}) == CONFIRMATION
            else:
                await asyncio.wait_for(fake.polled.wait(), 20)
            await conversation.whole(VkPhone(fake, MUM, webhook), VkPhone(fake, ADMIN, webhook), code)
            health = await bot.health()
            assert health["ok"], health
            assert await bot.stop() < 5
            assert bot.process.returncode == 0
        wrong = faults(fake.calls)
        assert not wrong, wrong
        assert len(fake.answered) == len(set(fake.answered)) > 0
        assert (fake.repeats, fake.too_fast) == (0, 0)
    assert TOKEN not in log_of(tmp_path)
    assert conversation.ANSWER not in log_of(tmp_path)


def with_callback(port: int) -> dict[str, str]:
    """Return the settings of the Callback API."""
    return {
        "VK_CALLBACK_SECRET": SECRET, "WEBHOOK_PORT": str(port),
    }  # fmt: skip
