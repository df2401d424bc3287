"""What a printed PDF says: the codes a phone reads off it, and its words."""

import pypdfium2
import zxingcpp


def codes_on(pdf: bytes) -> set[str]:
    """Read every QR code of every page as a camera sees it."""
    return {code.text for page in pypdfium2.PdfDocument(pdf) for code in zxingcpp.read_barcodes(_seen(page))}


def _seen(page: pypdfium2.PdfPage) -> object:
    return page.render(scale=3).to_pil().convert("L")


def words_on(pdf: bytes) -> str:
    """Read the words of every page, a no-break space as a space."""
    return " ".join(" ".join(_text(page).get_text_bounded() for page in pypdfium2.PdfDocument(pdf)).split())


def _text(page: pypdfium2.PdfPage) -> pypdfium2.PdfTextPage:
    return page.get_textpage()
