"""The board of the class told: how far its families have come."""

from bot.queries.look import Look
from flows.context.boards import Board, board, late_since


async def view(look: Look) -> Board:
    """Make it of what the store gives this person; of a class that is not theirs there is nothing on it."""
    roll = await look.work.boards.roll(look.told.get("klass", ""), look.person)
    if roll is None:
        return Board("", 0, ())
    late = late_since(look.book.term("check_usual", look.known.school), look.calendar, look.today)
    return board(roll.class_name, roll.families, roll.cards, look.today, late)
