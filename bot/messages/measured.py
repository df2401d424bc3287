"""Computes the messages into which one messenger splits a screen."""

from bot.messages.limits import Limits
from bot.messages.parts import parts, size
from bot.messages.screen import Screen

FILE, WORDS, BUTTONS = "file", "words", "buttons"
Message = tuple[str, ...]  #: its contents from top to bottom: FILE, WORDS, BUTTONS


def messages(screen: Screen, limits: Limits) -> tuple[Message, ...]:
    """Return what each message of a screen contains: FILE, WORDS (its text), BUTTONS.

    A text too long for a caption is sent after the file, with the buttons.
    """
    last = (WORDS, BUTTONS) if screen.rows else (WORDS,)
    if screen.attached and size(screen.text) <= limits.caption:
        return ((FILE, *last),)
    above = ((WORDS,),) * (len(parts(screen.text, limits.text)) - 1)
    return (*(((FILE,),) if screen.attached else ()), *above, last)
