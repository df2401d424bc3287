"""State of chats apart from their sessions: reachable or not, features of the client, end of the quiet time."""

from collections.abc import Mapping
from datetime import datetime

from storage.port.people.chats import ChatKey
from storage.sqlite.core.moments import moment_of, text_of
from storage.sqlite.core.statements import Statements

CLIENT = "UPDATE chats SET client = :client WHERE account = :account AND peer = :peer"
CLIENTS = "SELECT peer, client FROM chats WHERE account = :account AND client <> ''"
HUSH = "UPDATE chats SET quiet_until = :until WHERE account = :account AND peer = :peer"
HUSHED = "SELECT peer, quiet_until FROM chats WHERE account = :account AND quiet_until > :now"
UNBURIED = "SELECT 1 FROM chats WHERE account = :account AND peer = :peer AND NOT buried"
REACH = "UPDATE chats SET reachable = :reachable WHERE account = :account AND peer = :peer"
# `reach` gets no current time, so the end of a delivery is set to its due time
SILENCED_CHAT = """
UPDATE deliveries SET state = 'unreachable', body = '', ended_at = due
WHERE state = 'queued' AND chat = (SELECT id FROM chats WHERE account = :account AND peer = :peer)
"""


class SqlDialogs:
    """Implements storage.port.delivery.dialogs.Dialogs."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def reach(self, key: ChatKey, *, reachable: bool) -> None:
        """Store whether a chat can be written to. If it cannot, its queued deliveries end as unreachable."""
        self._db.defer(REACH, account=key.account, peer=key.peer, reachable=reachable)
        if not reachable:
            self._db.defer(SILENCED_CHAT, account=key.account, peer=key.peer)

    async def client(self, key: ChatKey, shows: str) -> None:
        """Store what is special about the client of a chat, in the channel's own format. Empty `shows`: nothing.

        VK: the kinds of buttons that it supports. Telegram: the topic in which the person writes.
        """
        self._db.defer(CLIENT, account=key.account, peer=key.peer, client=shows)

    async def clients(self, account: str) -> Mapping[str, str]:
        """Return {peer: what is special about its client} for the chats of an account, without the usual ones."""
        return {str(peer): str(client) for peer, client in await self._db.rows(CLIENTS, account=account)}

    async def hush(self, key: ChatKey, until: datetime) -> None:
        """Store that a chat gets neither reminders nor broadcasts until the moment `until`. Replies are sent.

        The reason: a member of staff is answering the chat by hand.
        """
        self._db.defer(HUSH, account=key.account, peer=key.peer, until=text_of(until))

    async def hushed(self, account: str, now: datetime) -> Mapping[str, datetime]:
        """Return {peer: moment} for the chats of an account that get no reminder or broadcast until that moment.

        Only moments after `now` are returned.
        """
        found = await self._db.rows(HUSHED, account=account, now=text_of(now))
        return {str(peer): moment_of(until) for peer, until in found}

    async def unburied(self, key: ChatKey) -> bool:
        """True if no other message follows the chat's screen, so that the screen can be edited in place."""
        return bool(await self._db.row(UNBURIED, account=key.account, peer=key.peer))
