"""As how many messages each messenger shows one screen, and what each of them carries."""

from bot.messages.limits import Limits
from bot.messages.parts import parts, size
from bot.messages.screen import Screen

FILE, WORDS, BUTTONS = "file", "words", "buttons"
Message = tuple[str, ...]  #: what it carries, from above: a file, words, buttons


def messages(screen: Screen, limits: Limits) -> tuple[Message, ...]:
    """Lay a screen out as a messenger does: words with no room below a file come after it, the buttons with them."""
    last = (WORDS, BUTTONS) if screen.rows else (WORDS,)
    if screen.attached and size(screen.text) <= limits.caption:
        return ((FILE, *last),)
    above = ((WORDS,),) * (len(parts(screen.text, limits.text)) - 1)
    return (*(((FILE,),) if screen.attached else ()), *above, last)
