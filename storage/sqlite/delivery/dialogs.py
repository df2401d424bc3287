"""State of a dialog beside its session: reachability, what its client can show, until when it is kept quiet."""

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
# `reach` has no `now`; the due time is used
SILENCED_CHAT = """
UPDATE deliveries SET state = 'unreachable', body = '', ended_at = due
WHERE state = 'queued' AND chat = (SELECT id FROM chats WHERE account = :account AND peer = :peer)
"""


class SqlDialogs:
    """Implements storage.port.delivery.dialogs.Dialogs."""

    def __init__(self, db: Statements) -> None:
        """Use these statements."""
        self._db = db

    async def reach(self, key: ChatKey, *, reachable: bool) -> None:
        """Mark whether a chat can be written to. If not, its queued deliveries end as unreachable."""
        self._db.defer(REACH, account=key.account, peer=key.peer, reachable=reachable)
        if not reachable:
            self._db.defer(SILENCED_CHAT, account=key.account, peer=key.peer)

    async def client(self, key: ChatKey, shows: str) -> None:
        """Store what a chat's client can show; empty: everything."""
        self._db.defer(CLIENT, account=key.account, peer=key.peer, client=shows)

    async def clients(self, account: str) -> Mapping[str, str]:
        """Return by peer what the clients of an account can show, for those that cannot show everything."""
        return {str(peer): str(client) for peer, client in await self._db.rows(CLIENTS, account=account)}

    async def hush(self, key: ChatKey, until: datetime) -> None:
        """Hold back reminders and broadcasts until a moment: a member of staff is answering the chat by hand."""
        self._db.defer(HUSH, account=key.account, peer=key.peer, until=text_of(until))

    async def hushed(self, account: str, now: datetime) -> Mapping[str, datetime]:
        """Return by peer the chats of an account that are held back, and until when."""
        found = await self._db.rows(HUSHED, account=account, now=text_of(now))
        return {str(peer): moment_of(until) for peer, until in found}

    async def unburied(self, key: ChatKey) -> bool:
        """Return True if no message stands below the chat's screen."""
        return bool(await self._db.row(UNBURIED, account=key.account, peer=key.peer))
