"""Caches of values computed from typed texts. They are cleared after each turn, so that no text stays in memory."""

from typing import Protocol, TypeVar
from weakref import WeakSet

TEXTS = 32
"""Entries of a cache keyed by typed texts: enough for one turn, cleared after it (`clear_text_caches`)."""

WORDS = 8192
"""Entries of a cache keyed by single words. Such a cache is not cleared, because common words repeat."""


class Cache(Protocol):
    """The interface of a cache that can be cleared."""

    def cache_clear(self) -> None:
        """Remove every entry."""


Kept = TypeVar("Kept", bound=Cache)
_OF_TEXTS: WeakSet[Cache] = WeakSet()


def while_answered(kept: Kept) -> Kept:
    """Register a cache of typed texts, so that `clear_text_caches` clears it after the turn. Return the cache."""
    _OF_TEXTS.add(kept)
    return kept


def clear_text_caches() -> None:
    """Clear every cache of typed texts. Caches of single words stay."""
    for kept in _OF_TEXTS:
        kept.cache_clear()
