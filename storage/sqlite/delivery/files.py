"""Files attached to messages. Each is stored once for all recipients, with its id on the platform of each account."""

from storage.port.delivery.files import FileRow
from storage.sqlite.core.statements import Statements

FILE = "SELECT id, kind, name, content, person FROM files WHERE id = :file"
REF = "SELECT ref FROM uploads WHERE account = :account AND file = :file"
# stores nothing if the file was erased meanwhile
CALLED = """
INSERT INTO uploads (account, file, ref) SELECT :account, id, :ref FROM files WHERE id = :file
ON CONFLICT (account, file) DO UPDATE SET ref = excluded.ref
"""
NOT_CALLED = "DELETE FROM uploads WHERE account = :account AND file = :file AND ref = :ref"


class SqlFiles:
    """Implements storage.port.delivery.files.Files."""

    def __init__(self, db: Statements) -> None:
        """Store the connection on which the statements run."""
        self._db = db

    async def load(self, ident: str) -> FileRow | None:
        """Return a file with its content; None if it was erased."""
        found = await self._db.row(FILE, file=ident)
        return FileRow(*found) if found else None

    async def ref(self, account: str, ident: str) -> str:
        """Return the id that the platform of an account gave to a file; empty if the file was never uploaded there."""
        found = await self._db.row(REF, account=account, file=ident)
        return str(found[0]) if found else ""

    async def keep_ref(self, account: str, ident: str, ref: str) -> None:
        """Store `ref`, the id that the platform of an account gave to a file."""
        self._db.defer(CALLED, account=account, file=ident, ref=ref)

    async def drop_ref(self, account: str, ident: str, ref: str) -> None:
        """Delete `ref`, the platform's id of a file, because the platform no longer accepts it."""
        self._db.defer(NOT_CALLED, account=account, file=ident, ref=ref)
