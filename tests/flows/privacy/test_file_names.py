"""Names of files that people send are redacted, and made safe to store and to upload."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.privacy.file_names import LONGEST, file_name

TODAY = date(2026, 11, 23)


def named(typed: str) -> str:
    """Return the stored name of a sent PDF."""
    return file_name(typed, "Документ.pdf", (), TODAY)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Приказ № 107 от 12.11.2026.pdf", "Приказ № 107 от 12.11.2026.pdf"),
        ("Иванов Иван Петрович паспорт 4512 123456.pdf", "… паспорт ….pdf"),
        ("Иванова_Анна_Петровна_паспорт_4512_123456.PDF", "… паспорт ….pdf"),
        ("график_каникул.pdf", "график_каникул.pdf"),
        ("89121234567.pdf", "Документ.pdf"),
        ("приказ\r\nContent-Type: text/html.pdf", "html.pdf"),
        ("приказ\nо каникулах\t.pdf", "приказ о каникулах.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\Users\Школа\приказ.pdf", "приказ.pdf"),
        ("приказ\u202efdp.exe", "приказfdp.exe.pdf"),
        ("приказ\u200b\x00.pdf", "приказ.pdf"),
        ("а" * 300 + ".pdf", "а" * LONGEST + ".pdf"),
        ("", "Документ.pdf"),
        (".pdf", "Документ.pdf"),
        ("   ", "Документ.pdf"),
        ("👍.pdf", "Документ.pdf"),
    ],
)
def test_a_name_is_stored_safely(typed: str, stored: str) -> None:
    assert named(typed) == stored


def test_an_equal_extension_stays() -> None:
    assert file_name("ёлка.JPEG", "Картинка.jpg", (".jpeg",), TODAY) == "ёлка.jpeg"


@given(st.text(st.characters(exclude_categories=[]), max_size=400))
def test_any_name_becomes_one_short_printable_line(typed: str) -> None:
    stored = named(typed)
    assert stored.isprintable()
    assert stored.endswith(".pdf")
    assert 4 < len(stored) <= LONGEST + 4
    assert not set(stored) & set('/\\<>:"|?*')
    assert named(stored) == stored
