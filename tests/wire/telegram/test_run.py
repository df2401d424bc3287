"""`python -m bot run` as a real process against a Bot API over HTTP: polling, and the webhook."""

from pathlib import Path

import pytest
from lo_bot_api_emulator.journal import verdict

from tests.support.wire import conversation
from tests.support.wire.bot_process import free_port, log_of, running, staffed
from tests.support.wire.fake_telegram import TOKEN, Telegram, polled

MUM, ADMIN = 501, 502


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_question_goes_to_the_administrator_and_its_answer_comes_back(tmp_path: Path, webhook: bool) -> None:
    """The whole conversation; the emulator refuses no call, and the process stops within five seconds."""
    code = await staffed(tmp_path)
    async with Telegram(tmp_path / "calls.jsonl").served() as telegram:
        async with running(tmp_path, **polled(telegram), **(by_webhook() if webhook else {})) as bot:
            await telegram.ready("setWebhook" if webhook else "deleteWebhook")
            await conversation.whole(telegram.phone(MUM), telegram.phone(ADMIN), code)
            health = await bot.health()
            assert health["ok"], health
            assert await bot.stop() < 5
            assert bot.process.returncode == 0
        assert telegram.judge.verdict() == []
    told = verdict(telegram.journal, require_response=True, require_methods=("answerCallbackQuery",))
    assert told["ok"], told
    assert TOKEN not in log_of(tmp_path)
    assert conversation.ANSWER not in log_of(tmp_path)


def by_webhook() -> dict[str, str]:
    """Return the settings of the webhook."""
    port = free_port()
    return {
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{port}/there", "TELEGRAM_WEBHOOK_SECRET": "a-secret-of-16-signs",
        "WEBHOOK_PORT": str(port),
    }  # fmt: skip
