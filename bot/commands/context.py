"""The argument of every command: the argument of a query (`QueryContext`), with functions that send messages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from bot.commands.installation import Installation
from bot.messages.screen import Screen
from bot.queries.context import QueryContext
from storage.port.people.chats import ChatKey

NOT_INSTALLED = Installation()  #: an installation without profiles and without a code


def _send_nothing(_: Screen) -> None:
    return None


async def _notify_nobody(_: str, __: str) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandContext(QueryContext):
    """The data and functions that a command may use.

    `slots` can be forged, so a command asks the store whether this person may run it.
    """

    chat: ChatKey  #: the chat from which the command came
    installation: Installation = NOT_INSTALLED
    send: Callable[[Screen], None] = _send_nothing  #: queues a message for this chat, above the next screen
    notify: Callable[[str, str], Awaitable[None]] = _notify_nobody  #: takes a ticket and a side: "staff" or "parent"

    def day(self, name: str) -> date | None:
        """Return the date in a slot, or None if the slot holds no ISO date."""
        try:
            return date.fromisoformat(self.slot(name))
        except ValueError:
            return None
