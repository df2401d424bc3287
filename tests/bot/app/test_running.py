"""How `run` ends: the exit codes that a service manager sees, and the sentences beside them."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.app.config import Settings
from bot.app.running import run
from bot.errors import AllRefusedError
from bot.exit_codes import ExitCode
from storage.port.errors import HeldByAnother
from storage.sqlite.store import opened
from tests.support.wire.fake_telegram import TOKEN, Fault, Telegram


@pytest.fixture
async def telegram(tmp_path: Path) -> AsyncIterator[Telegram]:
    async with Telegram(tmp_path / "calls.jsonl").served() as served:
        yield served


@pytest.fixture
def of(tmp_path: Path, telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return the settings of a bot with one account."""
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path / 'run.db'}"
    return Settings(telegram_token=TOKEN, telegram_api_url=telegram.url, database_url=url)


async def test_when_every_account_is_refused_for_long_run_ends_with_the_reason(
    of: Settings, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    """The store is closed and free for the next start."""
    telegram.plan = lambda _method, _fields: Fault(401, "Unauthorized")
    with pytest.raises(AllRefusedError, match=r"не принимает ключ бота telegram[\s\S]*Бот остановлен"):
        await run(of, lambda _: None, long=0)
    assert [each for each in caplog.records if each.levelno == logging.ERROR]
    await (await opened(of.database_url, claims=True)).close()


async def test_a_second_run_on_the_same_store_is_told(of: Settings, telegram: Telegram) -> None:
    """It calls no platform, so the first keeps its updates."""
    first = await opened(of.database_url, claims=True)
    with pytest.raises(HeldByAnother, match="уже работает другой запущенный бот"):
        await run(of, lambda _: None)
    await first.close()
    assert not telegram.judge.calls


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AllRefusedError(["Telegram не принимает ключ."]), ExitCode.REFUSED),
        (HeldByAnother(Path("b.db")), ExitCode.TAKEN),
    ],
)
def test_each_end_has_its_code_and_its_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, code: ExitCode
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(command_line, "app", failing)
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    assert ended.value.code == code
    assert str(error) in capsys.readouterr().err
