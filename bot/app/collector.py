"""Excludes what is loaded at the start from garbage collection: a book has half a million objects.

Scanning them repeatedly would take a twentieth of the time of every turn.
"""

import gc

YOUNG = 20_000  #: allocations before a collection of young objects; a batch of a hundred turns makes as many


def suspended() -> None:
    """Exclude all existing objects from collection. Call it once, after everything is loaded and before work begins."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
