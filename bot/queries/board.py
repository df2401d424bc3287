"""The board of the class that the slots name: how far each of its families has come."""

from bot.queries.context import QueryContext
from flows.context.boards import Board, board, late_since


async def class_board(context: QueryContext) -> Board:
    """Return the board of the class; it is empty if this person may not see the class."""
    roll = await context.work.boards.roll(context.slot("klass"), context.person)
    if roll is None:
        return Board("", 0, ())
    late = late_since(context.book.term("check_usual", context.known.school), context.calendar, context.today)
    return board(roll.class_name, roll.families, roll.cards, context.today, late)
