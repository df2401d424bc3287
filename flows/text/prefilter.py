"""Prefilters: if a text has none of certain substrings, a regular expression cannot match it.

A search for substrings takes a tenth of the time of a regular expression, and most texts have none of them.
"""

from collections.abc import Iterable


def any_of(substrings: Iterable[str], text: str) -> bool:
    """Return whether a text contains one of the substrings."""
    for substring in substrings:  # noqa: SIM110 a generator is slower than the search
        if substring in text:
            return True
    return False


def parted(text: str) -> list[str]:
    """Split a text at spaces and at `,.?!-`. The parts are the words of the text if they consist only of letters.

    This takes half the time of a regular expression, and is enough for most texts.
    """
    for stop in _STOPS:
        if stop in text:
            text = text.replace(stop, " ")
    return text.split()


_STOPS = ",.?!-"
