"""Files that messages carry: kept once whoever they are for, and what each account's platform calls them."""

from storage.port.values import FileRow
from storage.sqlite.core.statements import Statements

FILE = "SELECT id, kind, name, content, person FROM files WHERE id = :file"
REF = "SELECT ref FROM uploads WHERE account = :account AND file = :file"
# a file swept away meanwhile has nothing to be called by
CALLED = """
INSERT INTO uploads (account, file, ref) SELECT :account, id, :ref FROM files WHERE id = :file
ON CONFLICT (account, file) DO UPDATE SET ref = excluded.ref
"""
NOT_CALLED = "DELETE FROM uploads WHERE account = :account AND file = :file AND ref = :ref"


class Files(Statements):
    """Files by their id, and the names each account's platform gave them."""

    async def file(self, ident: str) -> FileRow | None:
        """Give a file with its bytes, None when it is kept no more."""
        found = await self._row(FILE, file=ident)
        return FileRow(*found) if found else None

    async def upload(self, account: str, ident: str) -> str:
        """Give what an account's platform calls a file, empty when it was never given there."""
        found = await self._row(REF, account=account, file=ident)
        return str(found[0]) if found else ""

    async def uploaded(self, account: str, ident: str, ref: str) -> None:
        """Keep what an account's platform calls a file."""
        await self._run(CALLED, account=account, file=ident, ref=ref)

    async def refused(self, account: str, ident: str, ref: str) -> None:
        """Forget what a platform called a file and does not know any more."""
        await self._run(NOT_CALLED, account=account, file=ident, ref=ref)
