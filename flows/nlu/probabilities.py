"""The probabilities of all intents, computed lazily from their scores."""

from collections.abc import Iterator, Mapping, Sequence
from math import exp, log


class Order:
    """The intents of a model in their order, and the index of each."""

    __slots__ = ("intents", "place")

    def __init__(self, intents: Sequence[str]) -> None:
        """Store the intents and index them."""
        self.intents = tuple(intents)
        self.place = {intent: at for at, intent in enumerate(self.intents)}


class Probabilities(Mapping[str, float]):
    """The probability of every intent. Their sum is 1."""

    __slots__ = ("_order", "_raised", "_scores", "_whole", "first")

    def __init__(self, order: Order, scores: Sequence[float]) -> None:
        """Store the score of each intent, in nats and below 512. `first`: the likeliest intent, "" if there is none."""
        self._order, self._scores, self._raised = order, scores, list[float]()
        self.first = order.intents[scores.index(max(scores))] if scores else ""

    def __getitem__(self, intent: str) -> float:
        """Return the probability of an intent. Raises KeyError if the model has no such intent."""
        at = self._order.place[intent]
        return (self._raised or self._raise())[at] / self._whole

    def __iter__(self) -> Iterator[str]:
        """Return the intents in the model's order."""
        return iter(self._order.intents)

    def __len__(self) -> int:
        """Return the number of intents."""
        return len(self._scores)

    def get(self, intent: str, default: float = 0.0) -> float:  # type: ignore[override]
        """Return the probability of an intent, or `default` if the model has no such intent."""
        return self[intent] if intent in self._order.place else default

    def together(self, intents: Sequence[str]) -> float:
        """Return the sum of the probabilities of `intents`."""
        raised, place = self._raised or self._raise(), self._order.place
        return sum([raised[place[intent]] for intent in intents], 0.0) / self._whole

    def above(self, least: float) -> list[tuple[str, float]]:
        """Return (intent, probability) for each intent with a probability of `least` or more, in the model's order."""
        named = zip(self._order.intents, self._raised or self._raise(), strict=True)
        return [(intent, probability) for intent, raised in named if (probability := raised / self._whole) >= least]

    def _raise(self) -> list[float]:
        # computed on first use, because some callers need only `first`
        self._raised = list(map(exp, self._scores))
        self._whole = sum(self._raised)
        return self._raised


def probabilities_of(probabilities: Mapping[str, float]) -> Probabilities:
    """Convert a mapping {intent: probability} to Probabilities. Each probability must be above 0."""
    return Probabilities(Order(tuple(probabilities)), tuple(map(log, probabilities.values())))


NOTHING = probabilities_of({})
