"""What the school's profile decides: its diary, where its chats are."""

from flows.book.model import Traits
from flows.context.seen import Seen
from flows.rules.registry import rule


@rule
def diary_gis(seen: Seen) -> bool:
    """The school keeps its diary in the region's own system (F3)."""
    return _traits(seen).diary == "gis_komi"


@rule
def diary_dnevnik_ru(seen: Seen) -> bool:
    """The school keeps its diary on Дневник.ру (F86, C12)."""
    return _traits(seen).diary == "dnevnik_ru"


def chats_in_max(seen: Seen) -> bool:
    """The school's chats are in MAX, and the school has said so (P20)."""
    return _traits(seen).chats == "max" and _traits(seen).chats_sure


def chats_in_vk(seen: Seen) -> bool:
    """The school's chats are in VK still, and the school has said so (F63)."""
    return _traits(seen).chats == "vk" and _traits(seen).chats_sure


@rule
def chats_unsure(seen: Seen) -> bool:
    """Nobody at the school has said where its chats are now (P20)."""
    return not _traits(seen).chats_sure


def _traits(seen: Seen) -> Traits:
    return seen.book.traits.get(seen.school, Traits())
