"""Opening a database file: its address, its pragmas, its migrations."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.port.errors import BadAddress, BusyFile, ForeignFile, NewerFile, NoFile, NotOurFile, ReadOnlyFile
from storage.sqlite.core.opening import Migration, connected, existing, migrations, path_of, statements_of, upgrade
from storage.sqlite.core.recognition import APPLICATION
from storage.sqlite.store import SqliteStore, opened
from tests.support.storage.engines import Open
from tests.support.storage.files import closed, files_of, read


async def test_every_promise_about_the_disk_is_a_pragma(file: Path, store: SqliteStore) -> None:
    slots = {}
    for pragma in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout", "temp_store"):
        ((slots[pragma],),) = await store._connection.execute_fetchall(f"PRAGMA {pragma}")
    await store.close()
    assert slots == {
        "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1, "busy_timeout": 5000,
        "temp_store": 2,
    }  # fmt: skip
    assert [each.name for each in files_of(file)] == ["бот.db"]


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite:///бот.db", Path("бот.db")), ("sqlite:////srv/bot.db", Path("/srv/bot.db"))],
)
def test_an_address_names_a_file(url: str, path: Path) -> None:
    assert path_of(url) == path


@pytest.mark.parametrize("url", ["", "bot.db", "sqlite:///", "sqlite://bot.db", "postgresql://bot:секрет@db/bot"])
def test_another_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(BadAddress) as refused:
        path_of(url)
    assert "секрет" not in str(refused.value)


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "список.db").write_text("Ёлкина 3Б\n" * 100, "utf-8")
    with pytest.raises(NotOurFile):
        await opened(f"sqlite:///{tmp_path}/список.db")


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = [step.number for step in migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


async def test_migrations_are_applied_once(file: Path, open_again: Open) -> None:
    for _ in range(2):
        await (await open_again()).close()
    assert read(file, "PRAGMA user_version") == [(len(migrations()),)]


async def test_an_older_file_is_upgraded_and_keeps_what_is_in_it(file: Path) -> None:
    (first, *_), ran = migrations(), "ALTER TABLE persons ADD COLUMN mood TEXT NOT NULL DEFAULT 'ещё не спрошено';"
    async with closed(await connected(file)) as connection:
        await upgrade(connection, [first])
        await connection.execute_fetchall("INSERT INTO persons (id, met_at) VALUES ('мама', '2026')")
        await upgrade(connection, [first, Migration(2, ran)])
        await upgrade(connection, [first, Migration(2, ran)])
    assert read(file, "SELECT id, mood FROM persons") == [("мама", "ещё не спрошено")]


async def test_a_migration_that_fails_leaves_the_file_as_it_was(file: Path) -> None:
    broken = Migration(1, "CREATE TABLE half (id TEXT); CREATE TABLE half (id TEXT);")
    async with closed(await connected(file)) as connection:
        with pytest.raises(sqlite3.OperationalError) as failed:
            await upgrade(connection, [broken])
    assert failed.value.__notes__ == ["migration 1"]
    assert read(file, "SELECT name FROM sqlite_schema") == []
    assert read(file, "PRAGMA user_version") == [(0,)]


async def test_a_newer_file_is_left_alone(file: Path, open_again: Open) -> None:
    await (await open_again()).close()
    with closing(sqlite3.connect(file)) as beside:
        beside.execute("PRAGMA user_version = 99")
    with pytest.raises(NewerFile, match="99"):
        await open_again()


def test_a_database_of_another_program_is_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "чужая.db"
    for mark in ("application_id = 7", "user_version = 3"):
        with closing(sqlite3.connect(file)) as theirs:
            theirs.executescript(f"DROP TABLE IF EXISTS notes; CREATE TABLE notes (word); PRAGMA {mark};")
        before = file.read_bytes()
        with pytest.raises(ForeignFile, match=r"DATABASE_URL в \.env"):
            asyncio.run(opened(f"sqlite:///{file}"))
        assert file.read_bytes() == before
        file.unlink()


async def test_a_file_of_ours_is_marked_and_an_older_one_is_adopted(file: Path, open_again: Open) -> None:
    await (await open_again()).close()
    assert read(file, "PRAGMA application_id") == [(APPLICATION,)]
    with closing(sqlite3.connect(file)) as beside:
        beside.execute("PRAGMA application_id = 0")
    await (await open_again()).close()
    assert read(file, "PRAGMA application_id") == [(APPLICATION,)]


async def test_upgrades_at_once_apply_every_migration_once(tmp_path: Path) -> None:
    """Each opening has its own connection and thread, as separate processes have."""
    for again in range(5):
        url = f"sqlite:///{tmp_path / f'{again}.db'}"
        stores = await asyncio.gather(*(opened(url) for _ in range(4)))
        await asyncio.gather(*(each.close() for each in stores))
    assert read(tmp_path / "0.db", "PRAGMA user_version") == [(migrations()[-1].number,)]


async def test_a_restored_file_is_closed_to_others_but_not_to_its_group(file: Path, open_again: Open) -> None:
    await (await open_again()).close()
    (made,) = (each for each in files_of(file) if each == file)
    made.chmod(0o644)
    await (await open_again()).close()
    assert made.stat().st_mode & 0o777 == 0o640


async def test_a_file_that_cannot_be_written_is_said_when_it_is_opened(file: Path, open_again: Open) -> None:
    """The version of writing in the header, byte 18, makes it read-only for everybody, root too."""
    await (await open_again()).close()
    _spoil(file, 18, 3)
    with pytest.raises(ReadOnlyFile, match="нельзя писать"):
        await opened(f"sqlite:///{file}")


def _spoil(file: Path, at: int, byte: int) -> None:
    content = bytearray(file.read_bytes())
    content[at] = byte
    file.write_bytes(content)


async def test_a_locked_file_is_said_to_be_busy(file: Path, open_again: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sqlite.core.opening._PRAGMAS", ("busy_timeout = 0", "journal_mode = WAL"))
    await (await open_again()).close()
    with closing(sqlite3.connect(file, isolation_level=None)) as copying:
        copying.execute("PRAGMA locking_mode = EXCLUSIVE")
        copying.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyFile, match="занята другой программой"):
            await opened(f"sqlite:///{file}")


def test_a_command_that_only_looks_needs_an_existing_file(tmp_path: Path) -> None:
    with pytest.raises(NoFile, match=r"Базы .*бот\.db нет"):
        existing(f"sqlite:///{tmp_path}/бот.db")
    assert list(tmp_path.iterdir()) == []


def test_a_script_is_divided_into_statements_and_a_trigger_stays_whole() -> None:
    found = [each for step in migrations() for each in statements_of(step.sql)]
    assert all(sqlite3.complete_statement(each) for each in found)
    assert sum("CREATE TRIGGER" in each for each in found) == sum(
        step.sql.count("CREATE TRIGGER") for step in migrations()
    )
    with closing(sqlite3.connect(":memory:")) as whole, closing(sqlite3.connect(":memory:")) as divided:
        whole.executescript("".join(step.sql for step in migrations()))
        for each in found:
            divided.execute(each)
        schema = "SELECT type, name, sql FROM sqlite_schema"
        assert divided.execute(schema).fetchall() == whole.execute(schema).fetchall()
    assert list(statements_of("SELECT 1; SELECT ';' -- end")) == ["SELECT 1;", " SELECT ';' -- end"]
