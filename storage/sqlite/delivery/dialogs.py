"""What is remembered of a dialog beside the conversation: what its client can show, and how long the bot is silent."""

from collections.abc import Mapping
from datetime import datetime

from storage.port.values import ChatKey
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Statements

CLIENT = "UPDATE chats SET client = :client WHERE account = :account AND peer = :peer"
CLIENTS = "SELECT peer, client FROM chats WHERE account = :account AND client <> ''"
HUSH = "UPDATE chats SET quiet_until = :until WHERE account = :account AND peer = :peer"
HUSHED = "SELECT peer, quiet_until FROM chats WHERE account = :account AND quiet_until > :now"


UNBURIED = "SELECT 1 FROM chats WHERE account = :account AND peer = :peer AND NOT buried"


class Dialogs(Statements):
    """The dialogs of an account."""

    async def client(self, key: ChatKey, shows: str) -> None:
        """Keep what a chat's client can show; empty: everything."""
        await self._run(CLIENT, account=key.account, peer=key.peer, client=shows)

    async def clients(self, account: str) -> Mapping[str, str]:
        """Give what the clients of an account can show, of those that cannot show everything."""
        return {str(peer): str(client) for peer, client in await self._rows(CLIENTS, account=account)}

    async def hush(self, key: ChatKey, until: datetime) -> None:
        """Let the bot not speak first in a chat until a moment: somebody of the school is answering by hand."""
        await self._run(HUSH, account=key.account, peer=key.peer, until=text_of(until))

    async def hushed(self, account: str, now: datetime) -> Mapping[str, datetime]:
        """Give the chats of an account where the bot is silent, and until when."""
        found = await self._rows(HUSHED, account=account, now=text_of(now))
        return {str(peer): moment_of(until) for peer, until in found}

    async def unburied(self, key: ChatKey) -> bool:
        """Tell whether nothing was said below the screen of a chat, so that it can be drawn anew in its place."""
        return bool(await self._row(UNBURIED, account=key.account, peer=key.peer))
