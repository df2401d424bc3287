"""The bot ends in words when its database is deleted, moved or replaced; nothing that it stored is lost."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.app.watching.database_file import FileWatch, refuse_beside_copy
from bot.errors import SavedCopyError
from bot.exit_codes import ExitCode
from storage.port.people.chats import ChatKey
from storage.sqlite.store import SqliteStore, opened
from tests.support.world import MONDAY

CHAT = ChatKey("vk", "1001")


class Left(Exception):
    """The process would end here."""


class Watched:
    """A store with one person, and its watch."""

    def __init__(self, path: Path, store: SqliteStore) -> None:
        self.path, self.store, self.looks, self.looked = path, store, 0, asyncio.Event()
        self.watch = FileWatch(path, store, lambda: MONDAY, sleep=self._sleep, leave=self._leave)

    async def _sleep(self, _: float) -> None:
        self.looks += 1
        if self.looks > 3:
            self.looked.set()
            await asyncio.Event().wait()

    def _leave(self, code: int) -> None:
        raise Left(code)

    @property
    def copy(self) -> Path:
        """Return the file of the copy."""
        (copy,) = self.path.parent.glob("run-saved-*.db")
        return copy

    async def ends(self) -> int:
        """Run the watch; return the exit code of the process."""
        with pytest.raises(Left) as left:
            await self.watch.run()
        return int(left.value.args[0])

    async def looks_a_few_times(self) -> None:
        """Run the watch while nothing is lost."""
        looking = asyncio.create_task(self.watch.run())
        await self.looked.wait()
        looking.cancel()


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    """Open a store with one person."""
    path = tmp_path / "data" / "run.db"
    store = await opened(f"sqlite:///{path}")
    await met(store, CHAT)
    yield Watched(path, store)
    store._one_at_a_time = asyncio.Lock()  # an abandoned store is never closed by the bot
    await store.close()


async def met(store: SqliteStore, chat: ChatKey) -> None:
    """Store a person."""
    async with store.work() as work:
        await work.chats.load([chat], MONDAY)


async def knows(path: Path, chat: ChatKey = CHAT) -> bool:
    """Return True if the database in a file has the person."""
    store = await opened(f"sqlite:///{path}")
    try:
        async with store.work() as work:
            return bool(await work.chats.person(chat))
    finally:
        await store.close()


def delete(path: Path) -> None:
    """Delete the database alone."""
    path.unlink()


def delete_all(path: Path) -> None:
    """Delete the database and its log."""
    for each in list(path.parent.iterdir()):
        each.unlink()


def delete_log(path: Path, ends: tuple[str, ...]) -> None:
    """Delete parts of the log."""
    for end in ends:
        Path(f"{path}{end}").unlink()


def rename(path: Path) -> None:
    """Move the database away; its log stays."""
    path.rename(path.with_name("old.db"))


def replace(path: Path) -> None:
    """Put another file at its place."""
    shutil.copy(path, path.with_name("backup.db"))
    path.with_name("backup.db").replace(path)


@pytest.mark.parametrize("lose", [delete, delete_all, rename, replace])
async def test_a_lost_database_is_saved_beside_and_the_bot_ends(
    watched: Watched, lose: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    """The sentence names the copy. What was committed last is in it, and only the owner may read it."""
    lose(watched.path)
    await met(watched.store, ChatKey("vk", "1002"))
    assert await watched.ends() == ExitCode.WRONG
    (record,) = [each for each in caplog.records if each.levelname == "CRITICAL"]
    assert str(watched.copy) in record.getMessage()
    assert watched.copy.stat().st_mode & 0o777 == 0o600
    for chat in (CHAT, ChatKey("vk", "1002")):
        assert await knows(watched.copy, chat)
    assert watched.path.exists() == (lose is replace)


async def test_after_the_loss_nothing_more_is_taken(watched: Watched) -> None:
    """An update that comes while the copy is written is not acknowledged: the platform sends it again."""
    watched.path.unlink()
    await watched.ends()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(met(watched.store, ChatKey("vk", "1003")), 0.01)


async def test_a_folder_that_was_renamed_ends_the_bot_too(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    """Or a disk that was unmounted. There is no place for a copy; the file itself has everything."""
    watched.path.parent.rename(watched.path.parent.with_name("moved"))
    assert await watched.ends() == ExitCode.WRONG
    assert "Сохранить копию не удалось" in caplog.text
    assert await knows(watched.path.parent.with_name("moved") / "run.db")


@pytest.mark.parametrize("ends", [("-wal",), ("-shm",), ("-wal", "-shm")])
async def test_a_deleted_log_is_written_to_the_file(
    watched: Watched, ends: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    """A cleaning script may take `-wal` for rubbish; it may hold the last hours."""
    delete_log(watched.path, ends)
    assert await watched.ends() == ExitCode.WRONG
    assert "это части базы" in caplog.text
    assert list(watched.path.parent.glob("run-saved-*")) == []
    shutil.copy(watched.path, watched.path.with_name("looked-at.db"))
    assert await knows(watched.path.with_name("looked-at.db"))


async def test_a_database_in_use_by_others_is_no_loss(watched: Watched, caplog: pytest.LogCaptureFixture) -> None:
    """`bot invite` opens and closes it, and erasures empty its log."""
    assert await knows(watched.path)
    await watched.store.tidy()
    await watched.looks_a_few_times()
    assert caplog.messages == []


async def test_a_disk_that_does_not_answer_is_no_loss(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It is looked at again."""
    stat = Path.stat

    def broken(path: Path, *, follow_symlinks: bool = True) -> object:
        if watched.looks == 1 and path.name.startswith("run.db"):
            raise OSError(5, "Input/output error")
        return stat(path, follow_symlinks=follow_symlinks)

    with monkeypatch.context() as disk:
        disk.setattr(Path, "stat", broken)
        await watched.looks_a_few_times()
    assert caplog.messages == ["the database file was not looked at: OSError"]


def test_the_next_start_does_not_begin_from_nothing(tmp_path: Path) -> None:
    """A service manager starts the bot again at once."""
    path = tmp_path / "run.db"
    refuse_beside_copy(path)
    (tmp_path / "run-saved-20261201-053600.db").touch()
    with pytest.raises(SavedCopyError, match="run-saved-20261201-053600"):
        refuse_beside_copy(path)
