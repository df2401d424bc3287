"""Errors of a store as a whole. Each message is a Russian sentence for the owner: what happened, what to do.

    StorageError
    ├── BadAddress    the address names no store
    ├── HeldByAnother another process claims the deliveries of this store
    ├── NoFile        there is no file at the address, and this command does not create one
    ├── NewerFile     the file was made by a newer version of the program
    ├── BusyFile      another program keeps the file locked
    ├── ReadOnlyFile  the file or its folder cannot be written
    ├── FullDisk      the disk has no room
    └── NotOurFile    the file cannot be opened, or is no database of SQLite
        └── ForeignFile  the file is a database of another program

A statement that fails raises an exception of the engine; callers treat any as a failed transaction.
"""

from pathlib import Path


class StorageError(Exception):
    """The store cannot be opened."""


class BadAddress(StorageError):
    """The address of the store cannot be read: write `sqlite:///папка/файл.db`."""

    def __init__(self, url: str) -> None:
        """Build the message. It names only the scheme of `url`, because an address may contain a password."""
        scheme = url.partition(":")[0]
        super().__init__(f"Не понимаю адрес хранилища (схема «{scheme}»). Напишите sqlite:///папка/файл.db")


class HeldByAnother(StorageError):
    """Another process claims the deliveries of this store. Stop it, or name another file."""

    def __init__(self, path: Path) -> None:
        """Build the message. It names the file `path`."""
        super().__init__(
            f"С базой {path} уже работает другой запущенный бот. Второй ей не нужен: людям отвечает первый. "
            "Чтобы запустить здесь, сначала остановите тот (окно с ботом, служба или другая папка с той же базой)."
        )


class NoFile(StorageError):
    """There is no file at the address of the store, and this command does not create one."""

    def __init__(self, path: Path) -> None:
        """Build the message. It names the file `path`, absolute, because the folder is the usual mistake."""
        super().__init__(
            f"Базы {path.absolute()} нет. Запустите команду в папке бота или назовите базу: DATABASE_URL в .env."
        )


class NewerFile(StorageError):
    """The file was made by a newer version of the program. Install that version, or name another file."""

    def __init__(self, found: int, known: int) -> None:
        """Build the message. `found`: the file's version. `known`: the newest version that the program supports."""
        super().__init__(
            f"Файл сделан более новой версией программы (схема {found}, известна {known}). "
            "Установите её или укажите другой файл."
        )


class BusyFile(StorageError):
    """Another program keeps the file locked. Close it, or wait."""

    def __init__(self, path: Path | None = None) -> None:
        """Build the message. It names the file `path` if it is known."""
        super().__init__(
            f"База{_named(path)} занята другой программой: её копируют, проверяет антивирус или открыл просмотрщик "
            "баз. Закройте его или повторите через минуту."
        )


class ReadOnlyFile(StorageError):
    """The file or its folder cannot be written. Change the permissions."""

    def __init__(self, path: Path | None = None) -> None:
        """Build the message. It names the file `path` if it is known."""
        super().__init__(
            f"В базу{_named(path)} нельзя писать. Дайте права на файл, на файлы -wal и -shm рядом с ним и на папку "
            "тому, кто запускает бота, и снимите с файла «Только чтение»."
        )


class FullDisk(StorageError):
    """The disk has no room. Free some."""

    def __init__(self, path: Path | None = None) -> None:
        """Build the message. It names the file `path` if it is known."""
        super().__init__(f"На диске нет места для базы{_named(path)}. Освободите его и повторите.")


class NotOurFile(StorageError):
    """The file cannot be opened, or is not a database of this program. Check the address and the permissions."""

    def __init__(self, path: Path | None = None) -> None:
        """Build the message. It names the file `path` if it is known."""
        super().__init__(
            f"Не получается открыть базу{_named(path)}: это не база SQLite, она повреждена, или нет прав. "
            "Проверьте адрес."
        )


class ForeignFile(NotOurFile):
    """The file is a database of another program. Name another file."""

    def __init__(self, path: Path) -> None:
        """Build the message. It names the file `path`."""
        StorageError.__init__(
            self,
            f"Файл {path} — база другой программы, бот её не тронул. Назовите для него другой файл: "
            "DATABASE_URL в .env.",
        )


def _named(path: Path | None) -> str:
    return f" {path}" if path else ""
