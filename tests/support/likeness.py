"""Find near copies: two texts are compared by the share of letter trigrams they have in common."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from flows.text.normal import normal

MOST = 0.5  #: a greater share is a copy: a test set must not repeat the training phrases


def trigrams(text: str) -> frozenset[str]:
    """Return all letter trigrams of the normalised text, with a space marking each edge."""
    edged = f" {normal(text)} "
    return frozenset(edged[at : at + 3] for at in range(len(edged) - 2))


def copies(messages: Iterable[str], phrases: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield every message that is too similar to a phrase, with that phrase."""
    known, by_trigram = _indexed(tuple(phrases))
    for message in messages:
        said = trigrams(message)
        # A copy shares over half of all trigrams, so it has at least one of the rarer half: compare only those phrases.
        rarer = sorted(said, key=lambda trigram: len(by_trigram.get(trigram, ())))[: len(said) // 2 + 1]
        some = {at for trigram in rarer for at in by_trigram.get(trigram, ()) if _as_long(said, known[at])}
        near = min((at for at in some if len(said & known[at]) > MOST * len(said | known[at])), default=None)
        if near is not None:
            yield message, phrases[near]


@cache  # every set of messages is compared with the same phrases
def _indexed(phrases: tuple[str, ...]) -> tuple[list[frozenset[str]], Mapping[str, Sequence[int]]]:
    known = [trigrams(phrase) for phrase in phrases]
    by_trigram: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(known):
        for trigram in each:
            by_trigram[trigram].append(at)
    return known, by_trigram


def _as_long(one: frozenset[str], other: frozenset[str]) -> bool:
    return MOST * len(one) < len(other) < len(one) / MOST
