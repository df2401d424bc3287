"""The files that «(снимок)» and «(файл)» of a story send: a picture of one colour and an empty PDF page."""

import struct
import zlib

WIDE, HIGH, COLOUR = 240, 120, b"\x8f\xb8\xde"


def _piece(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _png() -> bytes:
    head = struct.pack(">IIBBBBB", WIDE, HIGH, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + COLOUR * WIDE) * HIGH, 9)
    return b"\x89PNG\r\n\x1a\n" + _piece(b"IHDR", head) + _piece(b"IDAT", rows) + _piece(b"IEND", b"")


PNG = _png()
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
#: {kind of the event: (displayed file name, content)}
FILES = {"picture": ("Снимок.png", PNG), "document": ("Файл.pdf", PDF)}
