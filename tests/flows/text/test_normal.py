"""The normal form of a text: small letters, no marks, words separated by one space."""

import pytest

from flows.text.normal import normal


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  «Всё ГОТОВО!!!» 🎉 ", "все готово"),
        ("ё́лка и е\u0308ж", "елка и еж"),
        ("дааааа", "да"),
        ("даа", "даа"),
        ("1️⃣", "1"),
        ("№2", "no2"),
        ("👍🏻", ""),
        ("свиде\u00adтельство", "свидетельство"),
        ("100000", "100000"),
    ],
)
def test_a_text_is_made_comparable(text: str, plain: str) -> None:
    assert normal(text) == plain
