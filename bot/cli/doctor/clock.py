"""Checks of this computer's clock that need no network: nothing that exists was made in the future."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import bot
from bot.channels.findings import SET_CLOCK, Finding, worth

#: An archive keeps local times, so a file may seem to be made up to 14 hours later than it was.
ZONES, MINUTE = timedelta(days=1), timedelta(minutes=1)
READ = "%d.%m.%Y %H:%M"


def program_made() -> datetime:
    """Return when the newest file of the program was made."""
    files = Path(bot.__file__).parent.rglob("*.py")
    return datetime.fromtimestamp(max(each.stat().st_mtime for each in files), UTC)


def of_this_machine(now: datetime, made: datetime, seen: datetime | None) -> Iterator[Finding]:
    """Yield a finding if the clock is certainly wrong.

    `made`: when the newest file of the program was made. `seen`: when the newest message in the store came, None if
    there is none.
    """
    shows = f"Часы компьютера показывают {now:{READ}} UTC"
    if now < made - ZONES:
        yield worth(f"{shows}, а программа сделана позже, {made:{READ}}: часы отстают. {SET_CLOCK}.")
    elif seen and now < seen - MINUTE:
        yield worth(f"{shows}, а в базе есть сообщение от {seen:{READ}}: часы отстают или спешили раньше. {SET_CLOCK}.")
