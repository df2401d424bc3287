"""Errors when a store is opened.

    StorageError
    ├── BadAddress    the address names no store
    ├── HeldByAnother another process claims the deliveries of this store
    ├── NewerFile     the file was made by a newer version of the program
    └── NotOurFile    the file cannot be opened, or is not a database of this program

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


class NewerFile(StorageError):
    """The file was made by a newer version of the program. Install that version, or name another file."""

    def __init__(self, found: int, known: int) -> None:
        """Build the message. `found`: the file's version. `known`: the newest version that the program supports."""
        super().__init__(
            f"Файл сделан более новой версией программы (схема {found}, известна {known}). "
            "Установите её или укажите другой файл."
        )


class NotOurFile(StorageError):
    """The file cannot be opened, or is not a database of this program. Check the address and the permissions."""

    def __init__(self, path: Path) -> None:
        """Build the message. It names the file `path`."""
        super().__init__(f"Не получается открыть базу {path}: это не база SQLite, или нет прав. Проверьте адрес.")
