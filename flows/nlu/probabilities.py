"""How likely every meaning is, worked out for those that are asked about."""

from collections.abc import Iterator, Mapping, Sequence
from math import exp, log


class Order:
    """Meanings in the order of a model, and the place of each."""

    __slots__ = ("meanings", "place")

    def __init__(self, meanings: Sequence[str]) -> None:
        """Keep them."""
        self.meanings = tuple(meanings)
        self.place = {meaning: at for at, meaning in enumerate(self.meanings)}


class Shares(Mapping[str, float]):
    """The share of every meaning in what speaks for all of them; together they are 1."""

    __slots__ = ("_order", "_raised", "_scores", "_whole", "first")

    def __init__(self, order: Order, scores: Sequence[float]) -> None:
        """Take the score of each, in nats, less than 512. `first` is the likeliest; empty when there is none."""
        self._order, self._scores, self._raised = order, scores, list[float]()
        self.first = order.meanings[scores.index(max(scores))] if scores else ""

    def __getitem__(self, meaning: str) -> float:
        """Give the share of a meaning. Raises KeyError for one unknown."""
        at = self._order.place[meaning]
        return (self._raised or self._raise())[at] / self._whole

    def __iter__(self) -> Iterator[str]:
        """Give the meanings, in their order."""
        return iter(self._order.meanings)

    def __len__(self) -> int:
        """Count the meanings."""
        return len(self._scores)

    def get(self, meaning: str, default: float = 0.0) -> float:  # type: ignore[override]
        """Give the share of a meaning, `default` for one unknown."""
        return self[meaning] if meaning in self._order.place else default

    def together(self, meanings: Sequence[str]) -> float:
        """Give the share of some meanings together."""
        raised, place = self._raised or self._raise(), self._order.place
        return sum([raised[place[meaning]] for meaning in meanings], 0.0) / self._whole

    def above(self, least: float) -> list[tuple[str, float]]:
        """Give the meanings with a share of `least` or more, in their order, and their shares."""
        named = zip(self._order.meanings, self._raised or self._raise(), strict=True)
        return [(meaning, share) for meaning, raised in named if (share := raised / self._whole) >= least]

    def _raise(self) -> list[float]:
        # only when the first share is asked for: of a part of a message the likeliest meaning may be enough
        self._raised = list(map(exp, self._scores))
        self._whole = sum(self._raised)
        return self._raised


def shares_of(shares: Mapping[str, float]) -> Shares:
    """Give shares named one by one, each more than nothing."""
    return Shares(Order(tuple(shares)), tuple(map(log, shares.values())))


NOTHING = shares_of({})
