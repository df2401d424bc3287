"""What was not understood, and whether the school can be told of it."""

from flows.context.lists import hints
from flows.context.seen import Seen
from flows.nlu.signature import whole
from flows.rules.registry import rule


@rule
def can_teach(seen: Seen) -> bool:
    """Somebody of the person's school reads what people send to teach the bot."""
    return bool(seen.known.school) and seen.known.staffed


@rule
def has_hints(seen: Seen) -> bool:
    """In the words written for the school the bot hears something, even if not surely."""
    return bool(hints(seen))


@rule
def meaning_told(seen: Seen) -> bool:
    """What the words are about was told already."""
    return seen.session.told.get("meaning", "") in seen.book.doors


@rule
def shape_is_whole(seen: Seen) -> bool:
    """The shape holds all the telling words: it can be attached as it stands."""
    return whole(seen.session.told.get("shape", ""))
