"""What the doctor reports about this machine: the database file, its folder, the disk, schools, the calendar."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.app.config import Settings
from bot.channels.findings import Finding, blocks, not_reached, well, worth
from bot.cli.doctor import ended
from bot.cli.doctor.clock import of_this_machine, program_made
from bot.cli.doctor.memory import memory, newest_message
from bot.cli.doctor.rights import of_keys
from bot.cli.doctor.schools import profiles, years
from bot.exit_codes import ExitCode
from storage.sqlite.core.moments import text_of
from storage.sqlite.store import opened


def found(url: str) -> str:
    return "\n".join(str(each) for each in memory(url))


async def test_memory_that_is_whole_is_well_and_stays_as_it_is(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    assert "появится при первом запуске" in found(url)
    assert not (tmp_path / "bot.db").exists()
    await (await opened(url)).close()
    assert "✓ Память цела" in found(url)
    with sqlite3.connect(tmp_path / "bot.db") as file:
        file.execute("PRAGMA user_version = 0")
    file.close()
    assert "При запуске она обновится" in found(url)


def test_a_file_that_is_not_ours_or_newer_blocks(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("not a database" * 100)
    assert "✗" in found(f"sqlite:///{tmp_path / 'bot.db'}")
    with sqlite3.connect(tmp_path / "new.db") as file:
        file.execute("PRAGMA user_version = 999")
    file.close()
    assert "✗" in found(f"sqlite:///{tmp_path / 'new.db'}")
    assert "✗" in found("sqlite:///")


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.parametrize(("megabytes", "mark"), [(5, "✗"), (100, "!"), (5000, "✓")])
def test_the_room_on_the_disk_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int, mark: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, megabytes * 1024 * 1024))
    assert f"{mark} На диске свободно {megabytes} МБ" in found(f"sqlite:///{tmp_path / 'bot.db'}")


def test_a_folder_that_cannot_be_written_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryFile", refused)
    assert "✗ В папку" in found(f"sqlite:///{tmp_path / 'bot.db'}")


def test_schools_that_cannot_be_read_block(tmp_path: Path) -> None:
    schools, said = profiles(None)
    assert "vylgort" in schools
    assert said[0].mark == "✓"
    (tmp_path / "bad.yaml").write_text("zone: [")
    assert profiles(tmp_path)[1][0].mark == "✗"


def test_a_year_the_calendar_lacks_is_told() -> None:
    assert [each.mark for each in years(date(2026, 10, 1))] == ["✓"]
    assert ["2031" in each.said for each in years(date(2031, 10, 1))] == [True]


async def test_a_store_of_another_program_is_said_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "чужая.db"
    with closing(sqlite3.connect(file)) as theirs:
        theirs.execute("CREATE TABLE notes (word)")
        theirs.commit()
    assert "✗ Файл" in found(f"sqlite:///{file}")
    assert "база другой программы" in found(f"sqlite:///{file}")


async def test_a_locked_store_passes_by_itself(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    await (await opened(url)).close()
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as copying:
        copying.execute("PRAGMA locking_mode = EXCLUSIVE")
        copying.execute("BEGIN EXCLUSIVE")
        (locked,) = (each for each in memory(url) if each.mark == "✗")
    assert (locked.passes, "занята другой программой" in locked.said) == (True, True)


async def test_a_store_that_cannot_be_written_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    await (await opened(url)).close()

    usual = Path.open

    def refused(path: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if "+" in mode:
            raise PermissionError(13, "Permission denied")
        return usual(path, mode, *rest, **named)

    monkeypatch.setattr("pathlib.Path.open", refused)
    assert f"✗ В базу {tmp_path / 'bot.db'} нельзя писать" in found(url)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
async def test_files_that_everybody_may_read_are_told(tmp_path: Path) -> None:
    url, env = f"sqlite:///{tmp_path / 'bot.db'}", tmp_path / ".env"
    await (await opened(url)).close()
    env.touch(0o600)
    assert "может прочесть любой" not in found(url)
    assert [*of_keys(env), *of_keys(tmp_path / "none")] == []
    (tmp_path / "bot.db").chmod(0o644)
    env.chmod(0o644)
    assert f"chmod 600 {tmp_path / 'bot.db'}" in found(url)
    assert ["chmod 600" in each.said for each in of_keys(env)] == [True]


def test_a_clock_that_is_certainly_wrong_is_told_without_a_network(tmp_path: Path) -> None:
    """It stands in 2009, or it ran a day ahead and was set back."""
    made, now = program_made(), datetime.now(UTC)
    assert list(of_this_machine(now, made, None)) == []
    assert list(of_this_machine(now, made, now + timedelta(seconds=30))) == []
    (stands,) = of_this_machine(datetime(2009, 1, 1, tzinfo=UTC), made, None)
    assert ("01.01.2009" in stands.said, "отстают" in stands.said) == (True, True)
    (ahead,) = of_this_machine(now, made, now + timedelta(days=1))
    assert "в базе есть сообщение от" in ahead.said
    assert newest_message(f"sqlite:///{tmp_path / 'none.db'}") is None


async def test_the_newest_message_is_read_from_the_store(tmp_path: Path) -> None:
    url, at = f"sqlite:///{tmp_path / 'bot.db'}", datetime(2026, 12, 1, 9, tzinfo=UTC)
    store = await opened(url)
    assert newest_message(url) is None
    await store.close()
    with closing(sqlite3.connect(tmp_path / "bot.db")) as file:
        file.execute("INSERT INTO seen (key, at) VALUES ('vk:1', ?)", (text_of(at),))
        file.commit()
    assert newest_message(url) == at


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ([well("a"), worth("b")], ExitCode.DONE),
        ([well("a"), not_reached("b")], ExitCode.NOT_REACHED),
        ([not_reached("a"), blocks("b")], ExitCode.FOUND),
    ],
)
def test_the_exit_code_tells_whether_a_person_must_act(found: list[Finding], code: ExitCode) -> None:
    said: list[str] = []
    assert ended(found, said.append) == code
    assert ("можно запускать" in said[0].lower()) == (code is ExitCode.NOT_REACHED)


@pytest.mark.parametrize(
    "code",
    [
        "password",
        "12345678a",
        "qwerty2026",
        "Admin-2026",
        "school123",
        "aaaa-1111",
        "1q2w3e4r",
        "abcdefgh",
        "parol-parol",
    ],
)
def test_a_code_that_is_tried_first_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="угадают первым"):
        Settings(_env_file=None, admin_code=code)


@pytest.mark.parametrize("code", ["long-enough-code", "otkryvaem-shkolu-1", "code-abc-123", "k7x49fq2", "zelenyj-les"])
def test_another_code_is_taken(code: str) -> None:
    assert Settings(_env_file=None, admin_code=code).admin_code == code
