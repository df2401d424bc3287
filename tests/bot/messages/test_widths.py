"""The widths of labels are those of a real font, and the room of a button shrinks with its neighbours."""

import pytest
from PIL import ImageFont

from bot.messages.widths import ADVANCES, fits, least, width
from tests.support.root import ROOT

FONT = ImageFont.truetype(ROOT / "bot" / "rendering" / "fonts" / "golos-text-400.ttf", 1000)


@pytest.mark.parametrize("hundredths", ADVANCES)
def test_every_character_is_as_wide_as_in_the_font(hundredths: int) -> None:
    wrong = [char for char in ADVANCES[hundredths] if abs(FONT.getlength(char) / 10 - hundredths) > 3.5]
    assert wrong == []


def test_a_label_is_as_wide_as_in_the_font() -> None:
    for label in ("Данные введены вручную", "Не знаю, подскажите", "ФГИС «Моя школа»", "Вернусь позже"):
        assert width(label) == pytest.approx(FONT.getlength(label) / 1000, rel=0.04)


def test_no_character_stands_in_two_rows() -> None:
    chars = "".join(ADVANCES.values())
    assert len(chars) == len(set(chars))


def test_two_in_a_row_have_less_than_half_the_room() -> None:
    assert [round(least(n), 1) for n in (1, 2, 3, 5)] == [19.3, 8.9, 5.5, 2.7]
    assert [fits("Ещё проверяют", 2), fits("Документы ещё проверяют", 2), fits("12", 5)] == [True, False, True]
