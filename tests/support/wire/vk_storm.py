"""Random failures of VK, reproducible by a seed."""

from random import Random

from tests.support.wire.fake_vk import INSIDE, Fault

CALLS = ("messages.send", "execute")
FAULTS = [
    Fault(), Fault(code=6), Fault(code=10), Fault(code=1), Fault(status=502), Fault(text="<html>"),
    Fault(drop="before"), Fault(drop="after"),
]  # fmt: skip
WEIGHTS = [70, 4, 5, 2, 4, 2, 5, 8]
DENIED = {900: 7, 901: 17, 902: 27}  #: error code → which of every fifty people get it: one each


class Storm:
    """A plan for the fake VK: returns the fault of each call."""

    def __init__(self, seed: int) -> None:
        """Take the seed."""
        self.chance = Random(seed)

    def __call__(self, method: str) -> Fault:
        """Choose the fault of one call: `messages.send`, `execute` of many texts, or one text inside an `execute`."""
        if method in CALLS:
            return self.chance.choices(FAULTS, WEIGHTS)[0]
        if method == f"{INSIDE}messages.send":
            return self.chance.choices([Fault(), Fault(code=9), Fault(code=10)], [96, 2, 2])[0]
        return Fault()


def denied(people: int) -> dict[int, int]:
    """Return the peers that have denied messages, with the error code of each."""
    return {peer: code for code, at in DENIED.items() for peer in range(at, people + 1, 50)}
