"""Files attached to messages, and the ids each platform gave them."""

from typing import NamedTuple, Protocol


class FileRow(NamedTuple):
    """A picture or document attached to messages.

    `id` is a hash of the content. `person` is the sender; it is empty for files of the bot.
    """

    id: str
    kind: str
    name: str
    content: bytes
    person: str = ""

    def __repr__(self) -> str:
        """Show the id and the size, never the content."""
        return f"FileRow({self.id}, {self.kind}, {len(self.content)} bytes)"


class Attached(NamedTuple):
    """A reference from a message to a stored file."""

    kind: str
    file: str
    name: str


class Files(Protocol):
    """Attached files, and their ids on the platforms. `Turns.keep` stores the files."""

    async def load(self, ident: str) -> FileRow | None:
        """Return a file with its content; None if it was erased."""

    async def ref(self, account: str, ident: str) -> str:
        """Return the id that the platform of an account gave to a file; empty if the file was never uploaded there."""

    async def keep_ref(self, account: str, ident: str, ref: str) -> None:
        """Store `ref`, the id that the platform of an account gave to a file, so that the file is uploaded once."""

    async def drop_ref(self, account: str, ident: str, ref: str) -> None:
        """Delete `ref`, the platform's id of a file, because the platform no longer accepts it."""
