"""`python -m bot run` as a real process whose database is deleted: it ends in words and forgets nobody."""

import asyncio
from pathlib import Path

from bot.exit_codes import ExitCode
from storage.port.people.chats import ChatKey
from storage.sqlite.store import opened
from tests.support.wire import vk_events as vk
from tests.support.wire.bot_process import database, log_of, running, staffed
from tests.support.wire.fake_vk import FakeVk, polled_by

MUM = 1001


async def ended(tmp_path: Path, fake: FakeVk) -> int | None:
    """Start the bot; return the exit code with which it ends by itself."""
    async with running(tmp_path, **polled_by(fake)) as bot:
        await asyncio.wait_for(bot.process.wait(), 20)
        return bot.process.returncode


async def test_a_bot_whose_database_was_deleted_ends_in_words_and_forgets_nobody(tmp_path: Path) -> None:
    """The next start refuses to begin from nothing; with the copy in place it goes on where it was."""
    await staffed(tmp_path)
    file = tmp_path / "run.db"
    async with FakeVk() as fake:
        async with running(tmp_path, **polled_by(fake)) as bot:
            await asyncio.wait_for(fake.polled.wait(), 20)
            fake.happen(vk.wrote(MUM, "статус проверяется"))
            await fake.until(lambda: bool(fake.shown(MUM)))
            file.unlink()
            await asyncio.wait_for(bot.process.wait(), 20)
            assert bot.process.returncode == ExitCode.WRONG
        assert f"Файл базы {file} исчез" in log_of(tmp_path)
        assert await ended(tmp_path, fake) == ExitCode.WRONG
        assert "Рядом с базой лежит" in log_of(tmp_path)
        assert not file.exists()
    assert await knows(restored(file))


def restored(file: Path) -> Path:
    """Put the copy in place, as the sentence says."""
    (copy,) = file.parent.glob("run-saved-*.db")
    for end in ("-wal", "-shm"):
        Path(f"{file}{end}").unlink(missing_ok=True)
    copy.rename(file)
    return file


async def knows(file: Path) -> bool:
    """Return True if the database has the chat."""
    store = await opened(database(file.parent))
    try:
        async with store.work() as work:
            return bool(await work.chats.person(ChatKey("vk", str(MUM))))
    finally:
        await store.close()
