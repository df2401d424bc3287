"""Watches that the platforms still deliver messages: checks the settings that only the owner can change.

A platform whose settings are wrong reports no error: it only sends nothing, or sends events that cannot be read.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

log = logging.getLogger(__name__)

LOOK, AGAIN = 600.0, 60.0  #: seconds between two checks of an account, if nothing is wrong, and if something is
RECEIVES = "%s: настройки исправлены, сообщения снова приходят."

Faults = Callable[[], Awaitable[Sequence[str]]]  #: returns a sentence for the owner about each fault


class ReceptionWatch:
    """Checks each account separately. A fault is logged once, and its end once."""

    def __init__(
        self, accounts: Mapping[str, Faults], sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        """Store the arguments. `accounts`: {name: its check}."""
        self._accounts, self._sleep = accounts, sleep
        self.faults: dict[str, list[str]] = {}  #: {account: sentences}, without the accounts that have no fault

    async def run(self, working: Callable[[], None]) -> None:
        """Check until cancelled. A check that fails changes nothing: the account's own parts report that."""
        working()
        await asyncio.gather(*(self._kept(name, check) for name, check in self._accounts.items()))

    async def _kept(self, name: str, check: Faults) -> None:
        while True:
            try:
                self._found(name, list(await check()))
            except Exception as error:  # noqa: BLE001 an outer boundary: a platform may answer anything
                log.info("%s: reception not checked: %s", name, type(error).__name__)
                await self._sleep(AGAIN)
                continue
            await self._sleep(AGAIN if name in self.faults else LOOK)

    def _found(self, name: str, faults: list[str]) -> None:
        before = self.faults.pop(name, [])
        for each in faults:
            if each not in before:
                log.error("%s: %s", name, each)
        if faults:
            self.faults[name] = faults
        elif before:
            log.warning(RECEIVES, name)
