"""Buttons in rows: two share a row if both fit, what is cut is as little as possible, a list stands in the text."""

from hypothesis import given
from hypothesis import strategies as st

from bot.messages.screen import Key
from bot.messages.widths import fits
from bot.rendering.layout import MOST_ROWS, cut, laid_out, with_list

LONG, SHORT = "Ошибка, не совпало, не подтверждено", "Готово"


def keys(*labels: str) -> list[Key]:
    """Return buttons with these labels."""
    return [Key(label, str(n)) for n, label in enumerate(labels)]


def shape(*labels: str, below: tuple[str, ...] = ()) -> list[list[str]]:
    """Return the labels of the rows."""
    return [[key.label for key in row] for row in laid_out(keys(*labels), keys(*below))]


def test_two_share_a_row_only_if_both_fit() -> None:
    assert shape(SHORT, SHORT, LONG, SHORT) == [[SHORT, SHORT], [LONG], [SHORT]]


def test_four_universal_buttons_are_two_rows() -> None:
    assert shape(SHORT, below=("‹ Назад", "Карта", "Человек")) == [[SHORT], ["‹ Назад", "Карта", "Человек"]]
    below = ("‹ Назад", "Вернусь позже", "Карта", "Человек")
    assert shape(SHORT, below=below) == [[SHORT], ["‹ Назад", "Вернусь позже"], ["Карта", "Человек"]]


def test_what_must_share_a_row_is_what_loses_least() -> None:
    """Seven buttons and one row below: two pairs, and only short labels are in them."""
    rows = shape(LONG, SHORT, SHORT, LONG, SHORT, SHORT, LONG, below=("Карта",))
    assert rows == [[LONG], [SHORT, SHORT], [LONG], [SHORT, SHORT], [LONG], ["Карта"]]


@given(st.lists(st.sampled_from([LONG, SHORT, "Не знаю, подскажите"]), max_size=8))
def test_every_button_is_there_once_in_its_order_and_rows_are_few(labels: list[str]) -> None:
    rows = laid_out(keys(*labels), keys("‹ Назад", "Карта"))
    assert [key.label for row in rows for key in row] == [*labels, "‹ Назад", "Карта"]
    assert len(rows) <= MOST_ROWS
    if len(labels) < MOST_ROWS:
        assert cut(rows) == [key for key in keys(*labels) if not fits(key.label, 1)]


def test_a_list_with_a_line_that_would_be_cut_stands_in_the_text() -> None:
    """The buttons have its numbers then, five in a row."""
    lines = keys("3Б", "3В")
    assert with_list(lines, [], []) == ((tuple(lines),), False)
    lines = keys(*["17.11 · Завтра приносим сменную обувь"] * 6)
    rows, numbered = with_list(lines, keys(SHORT), keys("Карта"))
    assert numbered
    assert [[key.label for key in row] for row in rows] == [["1", "2", "3", "4", "5"], ["6"], [SHORT], ["Карта"]]
    assert [key.payload for row in rows[:2] for key in row] == [key.payload for key in lines]
