"""Unrecognised texts, and whether the school can be shown them."""

from flows.context.lists import hints
from flows.context.seen import Seen
from flows.nlu.signature import whole
from flows.rules.registry import rule


@rule
def can_teach(seen: Seen) -> bool:
    """Somebody of the person's school reads submitted examples."""
    return bool(seen.known.school) and seen.known.staffed


@rule
def has_hints(seen: Seen) -> bool:
    """The draft for the school has a possible intent, even if not a sure one."""
    return bool(hints(seen))


@rule
def meaning_told(seen: Seen) -> bool:
    """The intent of the draft is known already."""
    return seen.session.slots.get("meaning", "") in seen.book.entry_points


@rule
def shape_is_whole(seen: Seen) -> bool:
    """The signature has all words of the text, so it can be attached as it is."""
    return whole(seen.session.slots.get("shape", ""))
