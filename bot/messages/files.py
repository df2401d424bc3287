"""Files attached to messages: their kinds, the size limit, and the media type found from the first bytes."""

from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from bot.messages.screen import Attachment
from storage.port.delivery.files import FileRow

LARGEST = 10_000_000  #: bytes of a file: the smallest limit of a platform for a picture (platform fact A1)
PICTURE, DOCUMENT = "picture", "document"
#: Accepted media types by the first bytes of the file, not by its name: a program called «приказ.pdf» is rejected.
KINDS: Mapping[bytes, str] = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"%PDF-": "application/pdf",
}


class File(NamedTuple):
    """A file that is not stored yet. `name` is shown to people and has an extension: «Класс 3Б.png»."""

    kind: str
    name: str
    content: bytes

    def row(self, person: str = "") -> FileRow:
        """Return the row to store. `person` is the id of the sender, empty for the bot.

        A file of a person is erased together with the person's data.
        """
        made_of = f"{person}/{self.kind}/{self.name}/".encode() + self.content
        return FileRow(sha256(made_of).hexdigest()[:32], self.kind, self.name, self.content, person)


def kind_of(content: bytes) -> str:
    """Return the media type of a file, or "" if it is neither a picture nor a PDF."""
    return next((kind for start, kind in KINDS.items() if content.startswith(start)), "")


def attachment(row: FileRow) -> Attachment:
    """Return the attachment by which a message refers to a stored file."""
    return Attachment(row.kind, row.id, row.name)
