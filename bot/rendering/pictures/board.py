"""The board of a class as a picture: `attach: board` draws the value of the query `board`."""

from collections.abc import Mapping
from datetime import datetime

from babel.dates import format_date

from bot.rendering.pictures.heatmap import Said, heatmap
from flows.context.boards import Board


def picture(context: Mapping[str, object]) -> tuple[str, bytes] | None:
    """Return (file name, PNG) of the board; None if no family is on it."""
    board, now = context["board"], context["now"]
    if not isinstance(board, Board) or not isinstance(now, datetime) or not board.rows:
        return None
    title = f"{board.class_name} · {format_date(now, 'd MMMM', locale='ru')}"
    return f"{title}.png", heatmap(board, Said(title, _summary(board)))


def _summary(board: Board) -> str:
    of = f" из {board.families}" if board.families >= board.came else ""
    parts = [f"начали {board.started}{of}", f"закончили {board.finished}"]
    rest = (("ждут проверки дольше обычного", board.waiting), ("бот не может написать", board.blocked))
    return " · ".join([*parts, *(f"{label} {count}" for label, count in rest if count)]).capitalize()
