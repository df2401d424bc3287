"""Prefilters: substrings without which a regular expression cannot match.

A search for substrings takes a tenth of the time of a regular expression, and most texts contain none of them.
"""

from collections.abc import Iterable


def any_of(substrings: Iterable[str], text: str) -> bool:
    """Return whether a text contains one of the substrings."""
    for substring in substrings:  # noqa: SIM110 a generator is slower than the search
        if substring in text:
            return True
    return False


def parted(text: str) -> list[str]:
    """Split a text at spaces and at `,.?!-`; if only letters are left, these are its words.

    This takes half the time of a regular expression, and is enough for most texts.
    """
    for stop in _STOPS:
        if stop in text:
            text = text.replace(stop, " ")
    return text.split()


_STOPS = ",.?!-"
