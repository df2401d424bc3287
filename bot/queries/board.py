"""The board of the class told: how far its families have come."""

from bot.queries.context import QueryContext
from flows.context.boards import Board, board, late_since


async def view(context: QueryContext) -> Board:
    """Make it of what the store gives this person; of a class that is not theirs there is nothing on it."""
    roll = await context.work.boards.roll(context.slot("klass"), context.person)
    if roll is None:
        return Board("", 0, ())
    late = late_since(context.book.term("check_usual", context.known.school), context.calendar, context.today)
    return board(roll.class_name, roll.families, roll.cards, context.today, late)
