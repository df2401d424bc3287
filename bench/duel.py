"""A duel: every contestant is a process of its own; slices run in turn, in a new random order each round."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

Figures = dict[str, float]
Round = dict[tuple[str, str], Figures]  #: by contestant and slice


class Contestant:
    """One process that runs a slice of the conversation on request."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Take the process."""
        self._process = process

    def slice(self, which: str) -> Figures:
        """Run one slice and return its figures. Raises RuntimeError if the process has died."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("a contestant without pipes")
        print(which, file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("a contestant died")
        figures: Figures = json.loads(answer)
        return figures


@contextmanager
def contestant(module: str) -> Iterator[Contestant]:
    """Start the contestant of a module; stop it at the end."""
    command = [sys.executable, "-m", *module.split()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Contestant(process)


def fought(slices: Sequence[tuple[str, str]], rounds: int) -> list[Round]:
    """Run `rounds` rounds of slices. A slice is given as (module of the contestant, name of the slice)."""
    with ExitStack() as stack:
        found = {
            module: stack.enter_context(contestant(module)) for module in dict.fromkeys(each[0] for each in slices)
        }
        orders = (random.sample(slices, len(slices)) for _ in range(rounds))
        return [{(module, which): found[module].slice(which) for module, which in order} for order in orders]
