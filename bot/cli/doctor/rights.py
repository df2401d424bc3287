"""Checks who may read the files that hold keys and personal data. Windows has no such permissions."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.channels.findings import Finding, worth
from storage.sqlite.core.opening import OTHERS


def is_open(file: Path) -> bool:
    """Return True if everybody on this machine may read or write a file."""
    return os.name == "posix" and file.exists() and bool(file.stat().st_mode & OTHERS)


def of_keys(file: Path) -> Iterator[Finding]:
    """Yield a finding if everybody may read the file with the keys, `.env`."""
    if is_open(file):
        yield worth(f"Файл {file} с ключами может прочесть любой пользователь этого компьютера: chmod 600 {file}")


def of_store(file: Path) -> Iterator[Finding]:
    """Yield a finding if everybody may read the database."""
    if is_open(file):
        yield worth(
            f"Базу {file}, а в ней личное, может прочесть любой пользователь этого компьютера. Запуск бота это "
            f"исправит, или сейчас: chmod 600 {file}"
        )
