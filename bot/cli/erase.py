"""`python -m bot erase`: erases a person who can no longer ask the bot to do it."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.app.config import Settings
from storage.port.people.chats import ChatKey
from storage.sqlite.core.opening import existing
from storage.sqlite.store import opened


async def erased(of: Settings, account: str, peer: str, echo: Callable[[str], None]) -> int:
    """Erase the person of the chat `peer` with `account`; print the outcome.

    Return the exit code: 1 if the chat is unknown. Raises NoFile: no store is created.
    """
    store, now = await opened(existing(of.database_url)), datetime.now(UTC)
    try:
        async with store.work() as work:
            person = await work.chats.person(ChatKey(account, peer))
            if person:
                await work.erasure.forget(person, now)
        await store.tidy()
    finally:
        await store.close()
    echo("Стёрто всё, что хранилось о владельце этого чата." if person else "Такого чата нет: стирать нечего.")
    return 0 if person else 1
