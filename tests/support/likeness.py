"""How alike two texts are: what they share of all their trigrams of letters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from flows.text.normal import normal

MOST = 0.5  #: more is a copy: a measure must not ask what the phrases say


def trigrams(text: str) -> frozenset[str]:
    """Give every three letters of a normal text that stand together, its edges marked."""
    edged = f" {normal(text)} "
    return frozenset(edged[at : at + 3] for at in range(len(edged) - 2))


def copies(messages: Iterable[str], phrases: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give every message with the phrase it is too like."""
    known, by_trigram = _indexed(tuple(phrases))
    for message in messages:
        said = trigrams(message)
        # whoever shares over half of all has one of the rarer half: only those are compared
        rarer = sorted(said, key=lambda trigram: len(by_trigram.get(trigram, ())))[: len(said) // 2 + 1]
        some = {at for trigram in rarer for at in by_trigram.get(trigram, ()) if _as_long(said, known[at])}
        near = min((at for at in some if len(said & known[at]) > MOST * len(said | known[at])), default=None)
        if near is not None:
            yield message, phrases[near]


@cache  # the same phrases are asked about for every set of messages
def _indexed(phrases: tuple[str, ...]) -> tuple[list[frozenset[str]], Mapping[str, Sequence[int]]]:
    known = [trigrams(phrase) for phrase in phrases]
    by_trigram: dict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(known):
        for trigram in each:
            by_trigram[trigram].append(at)
    return known, by_trigram


def _as_long(one: frozenset[str], other: frozenset[str]) -> bool:
    return MOST * len(one) < len(other) < len(one) / MOST
