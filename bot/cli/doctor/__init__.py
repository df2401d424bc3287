"""`python -m bot doctor`: checks that everything is ready for `python -m bot run`, and advises what to fix."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from bot.app.accounts import Account, accounts, environment
from bot.app.config import Settings
from bot.app.running import FOREIGN
from bot.channels.findings import Finding, blocks, worth
from bot.cli.doctor.memory import memory
from bot.cli.doctor.schools import profiles, years
from bot.errors import BadSettingsError
from texts import School

READY, NOT_READY = "Бот готов: python -m bot run", "Сначала исправьте то, что отмечено ✗."
NO_ADMIN = (
    "ADMIN_CODE пуст: первый администратор в бота не войдёт. Впишите код в .env или дайте его так: "
    "python -m bot invite --school …"
)


async def examined(of: Settings, echo: Callable[[str], None]) -> int:
    """Run all checks, print the findings, and return the exit code: 1 if a finding is marked as blocking."""
    schools, of_schools = profiles(of.schools_dir)
    found = [*memory(of.database_url), *of_schools, *years(datetime.now(UTC).date())]
    found += [] if of.admin_code else [worth(NO_ADMIN)]
    said(found, "Этот компьютер", echo)
    mine, wrong = _accounts(of, schools)
    said(wrong, "Ключи", echo)
    for account in mine:
        each = await _of_account(of, account)
        said(each, account.name, echo)
        found += each
    return ended([*found, *wrong], echo)


def said(found: list[Finding], about: str, echo: Callable[[str], None]) -> None:
    """Print findings under the heading `about`, for example the name of an account. Without findings print nothing."""
    if found:
        echo(f"\n{about}")
    for each in found:
        echo(f"  {each}")


def ended(found: list[Finding], echo: Callable[[str], None]) -> int:
    """Print whether the bot can start, and return the exit code: 1 if a finding is marked as blocking."""
    bad = any(each.mark == "✗" for each in found)
    echo(f"\n{NOT_READY if bad else READY}")
    return 1 if bad else 0


def broken(error: BadSettingsError, echo: Callable[[str], None]) -> int:
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
    from bot.channels.vk.examination import CallbackSettings, examined

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
