"""Opening a database file: its address, its pragmas, its migrations."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.port.errors import BadAddress, NewerFile, NotOurFile
from storage.sqlite.core.opening import Migration, connected, migrations, path_of, upgrade
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
