"""`python -m bot invite --sheet … --slips …`: writes the invitations of a class to PDF files, without a chat."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from bot.app.accounts import accounts, environment
from bot.app.config import Settings
from bot.app.connections import Connection, connections
from bot.clock import WallClock
from bot.rendering.addresses import Addresses
from bot.rendering.printer import Printed, Printer
from flows.reading.families import MOST_FAMILIES, class_name
from flows.reading.reader import ReaderInput
from storage.port.people.slips import SlipRow
from storage.port.store import Store
from storage.sqlite.store import opened
from texts import School, Texts

NO_TELEGRAM = "Telegram не ответил, поэтому его ссылки на бумаге нет. Появится связь — напечатайте ещё раз."
ASKED_FOR = 10.0  #: seconds to wait for the bot's name from Telegram


class Printing(NamedTuple):
    """What to print: the school, the class, and the PDF files to write (None: do not print)."""

    school: str
    klass: str
    sheet: Path | None
    slips: tuple[str, Path] | None  #: the number of families on the list, as typed, and the file

    @property
    def listed(self) -> int:
        """Return the number of families that the option `--slips` names; 0 if it names no whole number below 1000."""
        said = self.slips[0] if self.slips else ""
        return int(said) if said.isdecimal() and len(said) < 4 else 0


async def printed(of: Settings, wanted: Printing, echo: Callable[[str], None]) -> int:
    """Write the PDF files of the invitations and print their paths; return the exit code.

    Raises BadSettingsError if the accounts are missing or have faults.
    """
    texts = Texts.load(schools=of.schools_dir)
    named = class_name(ReaderInput(wanted.klass, datetime.now(UTC).date()))
    if wrong := _wrong(texts, wanted, known=named is not None):
        echo(wrong)
        return 2
    store = await opened(of.database_url)
    try:
        await _print(of, texts, store, wanted._replace(klass=(named or {})["class_name"]), echo)
    finally:
        await store.close()
    return 0


def _wrong(texts: Texts, wanted: Printing, *, known: bool) -> str:
    if wanted.school not in texts.schools:
        return f"Профиля «{wanted.school}» нет. Есть: {', '.join(sorted(texts.schools))}."
    if not known:
        return "Укажите класс так: --class 3Б"
    fits = wanted.slips is None or 1 <= wanted.listed <= MOST_FAMILIES
    return "" if fits else f"Семей в классе бывает от 1 до {MOST_FAMILIES}: --slips 28 листки.pdf"


async def _print(of: Settings, texts: Texts, store: Store, wanted: Printing, echo: Callable[[str], None]) -> None:
    school = texts.schools[wanted.school]
    printer = Printer(texts, await _addresses(of, texts, school, store, echo), school)
    now = datetime.now(UTC)
    async with store.work() as work:
        code = await work.setup.establish(school.key, wanted.klass, now)
        slips = await work.setup.slips(school.key, wanted.klass, wanted.listed, now) if wanted.slips else []
    if wanted.sheet:
        _written(printer.sheet(wanted.klass, code), wanted.sheet, echo)
    if wanted.slips:
        _slips(printer, wanted, slips, echo)


def _slips(printer: Printer, wanted: Printing, slips: Sequence[SlipRow], echo: Callable[[str], None]) -> None:
    if not slips:
        echo("По всем номерам уже вошли: листков печатать не для кого.")
    elif wanted.slips:
        _written(printer.slips(wanted.klass, slips), wanted.slips[1], echo)
        echo("В файле коды всех семей: не выкладывайте его и не храните дольше, чем нужно.")


def _written(what: Printed, file: Path, echo: Callable[[str], None]) -> None:
    file.write_bytes(what.content)
    echo(f"{what.name.removesuffix('.pdf')}: {file}")


async def _addresses(
    of: Settings, texts: Texts, school: School, store: Store, echo: Callable[[str], None]
) -> Addresses:
    names = {f"{channel}{own}" for channel in ("vk", "telegram") for own in ("", f":{school.key}")}
    mine = [each for each in accounts(of, texts.schools, environment()) if each.name in names]
    found = connections(of, mine, texts, store, WallClock())
    try:
        for each in found:
            await _introduced(each)
        if any(each.account.channel == "telegram" and not each.address() for each in found):
            echo(NO_TELEGRAM)
        return Addresses({each.account.name: _returns(each.address()) for each in found})
    finally:
        await asyncio.gather(*(each.channel.close() for each in found))


async def _introduced(each: Connection) -> None:
    # only for Telegram the bot's name must be requested; if that fails, only the VK link is printed
    with suppress(Exception):
        await asyncio.wait_for(each.introduce(), ASKED_FOR)


def _returns(address: str) -> Callable[[], str]:
    return lambda: address
