"""`python -m bot doctor`: checks that everything is ready for `python -m bot run`, and advises what to fix."""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.app.accounts import Account, accounts, environment
from bot.app.admin_code import SHORT
from bot.app.config import MAKE_CODE, Settings
from bot.app.running import FOREIGN
from bot.channels.findings import Finding, blocks, well, worth
from bot.channels.network.network import shown, wrong_in_environment
from bot.cli.doctor.clock import of_this_machine, program_made
from bot.cli.doctor.memory import memory, newest_message
from bot.cli.doctor.rights import of_keys
from bot.cli.doctor.schools import profiles, years
from bot.errors import BadSettingsError
from bot.exit_codes import ExitCode
from texts import School

READY, NOT_READY = "Бот готов: python -m bot run", "Сначала исправьте то, что отмечено ✗."
WAITS = "Сейчас связи нет, остальное в порядке. Можно запускать: python -m bot run дождётся связи сам."
ANY_PLATFORM = "https://api.vk.ru"  #: an address that shows which proxy is used
NO_ADMIN = (
    "ADMIN_CODE пуст: первый администратор в бота не войдёт. Впишите код в .env или дайте его так: "
    "python -m bot invite --school …"
)


async def examined(of: Settings, echo: Callable[[str], None]) -> ExitCode:
    """Run all checks, print the findings, and return the exit code; see `ended`."""
    schools, of_schools = profiles(of.schools_dir)
    now = datetime.now(UTC)
    found = [*memory(of.database_url), *of_keys(Path(".env")), *of_schools, *years(now.date())]
    found += [*of_this_machine(now, program_made(), newest_message(of.database_url)), *_admin_code(of), *_network(of)]
    said(found, "Этот компьютер", echo)
    mine, wrong = _accounts(of, schools)
    said(wrong, "Ключи", echo)
    for account in mine:
        each = await _of_account(of, account)
        said(each, account.name, echo)
        found += each
    return ended([*found, *wrong], echo)


def _admin_code(of: Settings) -> Iterator[Finding]:
    if not of.admin_code:
        yield worth(NO_ADMIN)
    elif len(of.admin_code) < SHORT:
        yield worth(f"ADMIN_CODE короче {SHORT} знаков: его могут подобрать. Сделайте длиннее: {MAKE_CODE}")


def _network(of: Settings) -> Iterator[Finding]:
    if wrong_in_environment() and not of.proxy:
        return  # told among the accounts
    if proxy := of.network.proxy_for(ANY_PLATFORM):
        yield well(f"Бот ходит в интернет через прокси {shown(proxy)}.")
    if of.ca_file:
        yield well(f"Кроме сертификатов системы, бот верит {of.ca_file}.")


def said(found: list[Finding], about: str, echo: Callable[[str], None]) -> None:
    """Print findings under the heading `about`, for example the name of an account. Without findings print nothing."""
    if found:
        echo(f"\n{about}")
    for each in found:
        echo(f"  {each}")


def ended(found: list[Finding], echo: Callable[[str], None]) -> ExitCode:
    """Print whether the bot can start, and return the exit code.

    FOUND if a person must change something, NOT_REACHED if all that is wrong may end by itself, DONE otherwise.
    """
    bad = [each for each in found if each.mark == "✗"]
    if not bad:
        code, sentence = ExitCode.DONE, READY
    elif all(each.passes for each in bad):
        code, sentence = ExitCode.NOT_REACHED, WAITS
    else:
        code, sentence = ExitCode.FOUND, NOT_READY
    echo(f"\n{sentence}")
    return code


def broken(error: BadSettingsError, echo: Callable[[str], None]) -> ExitCode:
    """Print the faults of invalid settings and return the exit code. The other checks need valid settings."""
    found = [blocks(each) for each in error.sentences]
    said(found, "Настройки", echo)
    return ended(found, echo)


def _accounts(of: Settings, schools: Mapping[str, School]) -> tuple[list[Account], list[Finding]]:
    try:
        return accounts(of, schools, environment()), []
    except BadSettingsError as error:
        return [], [blocks(each) for each in error.sentences]


async def _of_account(of: Settings, account: Account) -> list[Finding]:
    return await (_vk if account.channel == "vk" else _telegram)(of, account)


async def _vk(of: Settings, account: Account) -> list[Finding]:
    from bot.channels.vk.settings.examination import examined
    from bot.channels.vk.settings.reception import CallbackSettings

    own = account.name == "vk"
    callback = CallbackSettings(of.vk_callback_secret, of.vk_callback_confirmation) if own else CallbackSettings()
    return await examined(
        account.name, account.token, account.group or 0, of.vk_api_url, callback, time.time, of.network
    )


async def _telegram(of: Settings, account: Account) -> list[Finding]:
    from bot.channels.telegram.examination import examined

    hook = f"{of.telegram_webhook_url}/{account.name}" if of.telegram_webhook_url else ""
    found = await examined(account.name, account.token, of.telegram_api_url, hook, time.time, of.network)
    return [worth(FOREIGN), *found]
