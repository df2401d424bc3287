"""The features of the school: its diary, where its chats are."""

from flows.book.model import SchoolFeatures
from flows.context.seen import Seen
from flows.rules.registry import rule


@rule
def diary_gis(seen: Seen) -> bool:
    """The school keeps its diary in the region's own system (F3)."""
    return _features(seen).diary == "gis_komi"


@rule
def diary_dnevnik_ru(seen: Seen) -> bool:
    """The school keeps its diary on Дневник.ру (F86, C12)."""
    return _features(seen).diary == "dnevnik_ru"


def chats_in_max(seen: Seen) -> bool:
    """The school has confirmed that its chats are in MAX (P20)."""
    return _features(seen).chats == "max" and _features(seen).chats_sure


def chats_in_vk(seen: Seen) -> bool:
    """The school has confirmed that its chats are still in VK (F63)."""
    return _features(seen).chats == "vk" and _features(seen).chats_sure


@rule
def chats_unsure(seen: Seen) -> bool:
    """The school has not confirmed where its chats are (P20)."""
    return not _features(seen).chats_sure


def _features(seen: Seen) -> SchoolFeatures:
    return seen.book.features.get(seen.school, SchoolFeatures())
