"""Everything that can go wrong with VK, by chance of a seed."""

from random import Random

from tests.support.wire.fake_vk import INSIDE, Fault

CALLS = ("messages.send", "execute")
FAULTS = [
    Fault(), Fault(code=6), Fault(code=10), Fault(code=1), Fault(status=502), Fault(text="<html>"),
    Fault(drop="before"), Fault(drop="after"),
]  # fmt: skip
WEIGHTS = [70, 4, 5, 2, 4, 2, 5, 8]
DENIED = {900: 7, 901: 17, 902: 27}  #: codes, and whose they are: of every fifty people one each


class Storm:
    """A fake's plan."""

    def __init__(self, seed: int) -> None:
        """Begin."""
        self.chance = Random(seed)

    def __call__(self, method: str) -> Fault:
        """Say what happens to a call: of a hundred people, of 25 texts, or of one text among these."""
        if method in CALLS:
            return self.chance.choices(FAULTS, WEIGHTS)[0]
        if method == f"{INSIDE}messages.send":
            return self.chance.choices([Fault(), Fault(code=9), Fault(code=10)], [96, 2, 2])[0]
        return Fault()


def denied(people: int) -> dict[int, int]:
    """Give who has denied the community, with the code VK says then."""
    return {peer: code for code, at in DENIED.items() for peer in range(at, people + 1, 50)}
