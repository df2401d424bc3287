"""Python's collector of cycles, told that what was read at the start stays: a book is half a million objects.

Looking through them again and again would cost a twentieth of every turn.
"""

import gc

YOUNG = 20_000  #: objects made before the young ones are looked through; a batch of a hundred turns makes about as many


def suspended() -> None:
    """Let the collector leave alone what there is now. For a program that has read everything and begins its work."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
