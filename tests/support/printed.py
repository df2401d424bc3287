"""Read a printed PDF: its QR codes, and its text."""

import pypdfium2
import zxingcpp


def codes_on(pdf: bytes) -> set[str]:
    """Return the contents of every QR code on every page, decoded from the rendered page."""
    return {code.text for page in pypdfium2.PdfDocument(pdf) for code in zxingcpp.read_barcodes(_seen(page))}


def _seen(page: pypdfium2.PdfPage) -> object:
    return page.render(scale=3).to_pil().convert("L")


def words_on(pdf: bytes) -> str:
    """Return the text of every page, with no-break spaces as spaces."""
    return " ".join(" ".join(_text(page).get_text_bounded() for page in pypdfium2.PdfDocument(pdf)).split())


def _text(page: pypdfium2.PdfPage) -> pypdfium2.PdfTextPage:
    return page.get_textpage()
