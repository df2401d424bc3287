"""How likely every meaning is, worked out for those that are asked about."""

from collections.abc import Iterator, Mapping, Sequence


class Order:
    """Meanings in the order of a model, and the place of each."""

    __slots__ = ("meanings", "place")

    def __init__(self, meanings: Sequence[str]) -> None:
        """Keep them."""
        self.meanings = tuple(meanings)
        self.place = {meaning: at for at, meaning in enumerate(self.meanings)}


class Shares(Mapping[str, float]):
    """The share of every meaning in what speaks for all of them; together they are 1."""

    __slots__ = ("_of", "_order", "_whole", "first")

    def __init__(self, order: Order, of: Sequence[float]) -> None:
        """Take what speaks for each. `first` is the likeliest, the first of equals; empty when there is none."""
        self._order, self._of, self._whole = order, of, sum(of) or 1.0
        self.first = order.meanings[of.index(max(of))] if of else ""

    def __getitem__(self, meaning: str) -> float:
        """Give the share of a meaning. Raises KeyError for one unknown."""
        return self._of[self._order.place[meaning]] / self._whole

    def __iter__(self) -> Iterator[str]:
        """Give the meanings, in their order."""
        return iter(self._order.meanings)

    def __len__(self) -> int:
        """Count the meanings."""
        return len(self._of)

    def get(self, meaning: str, default: float = 0.0) -> float:  # type: ignore[override]
        """Give the share of a meaning, `default` for one unknown."""
        at = self._order.place.get(meaning)
        return default if at is None else self._of[at] / self._whole

    def together(self, meanings: Sequence[str]) -> float:
        """Give the share of some meanings together."""
        of, place = self._of, self._order.place
        return sum([of[place[meaning]] for meaning in meanings], 0.0) / self._whole

    def above(self, least: float) -> list[tuple[str, float]]:
        """Give the meanings with a share of `least` or more, in their order, and their shares."""
        whole = self._whole
        return [
            (meaning, share)
            for meaning, each in zip(self._order.meanings, self._of, strict=True)
            if (share := each / whole) >= least
        ]


def shares_of(shares: Mapping[str, float]) -> Shares:
    """Give shares named one by one."""
    return Shares(Order(tuple(shares)), tuple(shares.values()))


NOTHING = shares_of({})
