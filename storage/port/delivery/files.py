"""Files that messages carry, and the names each platform gave them."""

from typing import NamedTuple, Protocol


class FileRow(NamedTuple):
    """A picture or a document that messages carry. `id` is a hash of the content; `person` is empty if we made it."""

    id: str
    kind: str
    name: str
    content: bytes
    person: str = ""

    def __repr__(self) -> str:
        """Show the id and the size, never the content."""
        return f"FileRow({self.id}, {self.kind}, {len(self.content)} bytes)"


class Attached(NamedTuple):
    """A stored file as a message refers to it."""

    kind: str
    file: str
    name: str


class Files(Protocol):
    """Files by id. They are written by `Turns.keep`."""

    async def load(self, ident: str) -> FileRow | None:
        """Return a file with its content, None if it is kept no more."""

    async def ref(self, account: str, ident: str) -> str:
        """Return the platform's name of a file; empty if it was never uploaded there."""

    async def keep_ref(self, account: str, ident: str, ref: str) -> None:
        """Keep the platform's name of a file, so that it is uploaded once."""

    async def drop_ref(self, account: str, ident: str, ref: str) -> None:
        """Forget the platform's name of a file because the platform does not know it any more."""
