"""The heat map: the same bytes for the same board, a symbol in every cell, states distinguishable without colour."""

from datetime import date, datetime
from io import BytesIO
from itertools import pairwise

from PIL import Image

from bot.rendering.pictures.board import picture
from bot.rendering.pictures.heatmap import WIDE, Said, heatmap
from bot.rendering.pictures.tiles import LOOKS, OLD, WHITE, YOUNG, Look, look, tile
from flows.context.boards import STEPS, Board, Card, board
from flows.context.known import Stage
from flows.values.calendar import MOSCOW

TODAY = date(2026, 11, 22)
SAID = Said("3Б · 22 ноября", "Начали 2 из 3")


def family(number: int, *stages: Stage, reachable: bool = True) -> Card:
    """Return a child of the class."""
    return Card(number, date(2026, 11, 2), reachable, stages)


def drawn(*cards: Card) -> Image.Image:
    """Draw a class with these children."""
    return Image.open(BytesIO(heatmap(board("3Б", 3, cards, TODAY, TODAY), SAID)))


def test_the_same_board_is_the_same_bytes() -> None:
    cards = [family(n, Stage("account", "created", TODAY)) for n in range(1, 29)]
    whole = board("3Б", 28, cards, TODAY, TODAY)
    assert heatmap(whole, SAID) == heatmap(whole, SAID)


def test_a_messenger_keeps_it_as_it_is() -> None:
    """At most 1280 pixels wide and at most three times as long, for the largest classes."""
    for count in (1, 16, 17, 45):
        image = drawn(*(family(n) for n in range(1, count + 1)))
        assert image.width == WIDE
        assert image.height < 2 * WIDE


def test_who_is_further_looks_otherwise() -> None:
    begun, done = Stage("account", "created", TODAY), Stage("account", "finished", TODAY)
    images = [drawn(family(7, *stages)).tobytes() for stages in ((), (begun,), (done,))]
    assert len(set(images)) == 3


def test_the_kind_of_a_document_is_not_to_be_seen() -> None:
    """A delayed certificate and a delayed СНИЛС give the same picture."""
    day = date(2026, 11, 10)
    birth = [Stage("documents", "manual", day, "birth"), Stage("documents", "verified", day, "snils")]
    snils = [Stage("documents", "verified", day, "birth"), Stage("documents", "not_found", day, "snils")]
    assert drawn(family(7, *birth)).tobytes() == drawn(family(7, *snils)).tobytes()


def test_states_are_told_apart_without_colours() -> None:
    """Each state has its own symbol: in black on white, no two are alike."""
    plain = Look(WHITE, (0, 0, 0))
    signs = [tile(state, plain, 80, 50).tobytes() for state in LOOKS]
    assert len(set(signs)) == len(LOOKS)


def test_an_older_cell_is_darker_also_in_grey() -> None:
    for state in ("running", "problem", "next"):
        fills = [look(state, days).fill for days in (0, YOUNG + 1, OLD + 1)]
        greys = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in fills]
        assert greys == sorted(greys, reverse=True)
        assert all(lighter - darker > 25 for lighter, darker in pairwise(greys))


def test_words_in_a_cell_can_be_read() -> None:
    """The contrast of a symbol or number to its background is at least 3 to 1 (WCAG, large letters)."""
    for state, looks in LOOKS.items():
        for fill, ink in looks:
            assert state == "ahead" or contrast(fill, ink) >= 3, (state, fill)


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Return the contrast of two colours as WCAG defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: tuple[int, int, int]) -> float:
    """Return the relative luminance of a colour."""
    parts = [(c / 255 / 12.92) if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_a_message_carries_it_under_the_name_of_the_class_and_the_day() -> None:
    now = datetime(2026, 11, 22, 10, tzinfo=MOSCOW)
    made = picture({"board": board("3Б", 3, [family(7)], TODAY, TODAY), "now": now})
    assert made is not None
    assert made[0] == "3Б · 22 ноября.png"
    assert picture({"board": Board("3Б", 3, ()), "now": now}) is None


def test_the_columns_are_the_steps_of_the_way() -> None:
    ((row),) = board("3Б", 0, [family(7)], TODAY, TODAY).rows
    assert tuple(cell.step for cell in row.cells) == STEPS
