"""One process at a time claims the deliveries of a file, however it ends; others may work beside it."""

import errno
import fcntl
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.port.errors import HeldByAnother
from storage.sqlite.core.holding import hold
from storage.sqlite.store import opened
from tests.support.root import ROOT

HOLDS = """
import sys
from pathlib import Path
from storage.sqlite.core.holding import hold
lock = hold(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


async def test_a_second_store_that_claims_is_refused_in_words(tmp_path: Path) -> None:
    """Also under another way to write its path; the first goes on, and after it the file is free."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    (tmp_path / "here").symlink_to(tmp_path)
    first = await opened(url, claims=True)
    for same in (url, f"sqlite:///{tmp_path / 'here' / 'bot.db'}"):
        with pytest.raises(HeldByAnother, match="уже работает другой запущенный бот"):
            await opened(same, claims=True)
    async with first.work() as work:
        assert await work.updates.cursor("vk", "7") == "7"
    await first.close()
    await (await opened(url, claims=True)).close()


async def test_commands_work_beside_a_running_bot(tmp_path: Path) -> None:
    """`invite` and `erase` claim no deliveries."""
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    running, command = await opened(url, claims=True), await opened(url)
    async with command.work() as work:
        await work.updates.cursor("vk", "8")
    await command.close()
    with pytest.raises(HeldByAnother):
        await opened(url, claims=True)
    await running.close()


async def test_a_store_that_could_not_be_opened_is_not_held(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("не база\n" * 100, "utf-8")
    for _ in range(2):
        with pytest.raises(Exception, match="это не база SQLite"):
            await opened(f"sqlite:///{tmp_path / 'bot.db'}", claims=True)


def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    """After kill -9, too: nobody deletes a file by hand."""
    path = tmp_path / "bot.db"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout
    assert other.stdin
    assert other.stdout.readline() == b"held\n"
    with pytest.raises(HeldByAnother):
        hold(path)
    other.send_signal(signal.SIGKILL)
    other.wait()
    other.stdin.close()
    other.stdout.close()
    lock = hold(path)
    assert lock
    lock.release()


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.ENOTSUP, errno.ENOLCK])
async def test_where_files_cannot_be_locked_the_bot_works_and_warns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    """Some network drives. Nothing stays behind that would keep the next start out."""

    def unsupported(_fd: int, _how: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", unsupported)
    for _ in range(2):
        store = await opened(f"sqlite:///{tmp_path / 'bot.db'}", claims=True)
        await store.close()
    said = [each.getMessage() for each in caplog.records if each.levelno == logging.WARNING]
    assert len(said) == 2
    assert all("started only once" in each for each in said)
