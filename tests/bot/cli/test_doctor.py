"""What the doctor reports about this machine: the database file, its folder, the disk, schools, the calendar."""

import shutil
import sqlite3
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.cli.doctor.memory import memory
from bot.cli.doctor.schools import profiles, years
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
