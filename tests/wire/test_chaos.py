"""Ten minutes of every fault at random on both platforms, a hundred people, in virtual time: `make prove`.

`PROOF_SEED=7 make prove ARGS='-k chaos'` plays other faults. The program, the platforms and the people share one
process, in which the clock jumps to the next timer; the sockets, the file and the clients are the real ones.
"""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.support.proof import proved
from tests.support.root import ROOT

SEEDS = os.environ.get("PROOF_SEED", "14 15 16").split()
PATIENCE = 150.0  #: real seconds for one seed
BOUND = 960.0  #: seconds: the longest rest of a refused account is a quarter of an hour
REST = 4300.0  #: seconds: ten minutes, which VK demands with code 14, an hour with 29, and what follows
GROWTH = 1.1  #: memory at the end against that after half of it, the fakes and the people included

pytestmark = pytest.mark.prove


async def chaos(seed: str, folder: Path) -> dict[str, Any]:
    """Let the town live in a process of its own; return what it found."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.wire.chaos", seed, str(folder), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    try:
        out, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    finally:
        if process.returncode is None:
            process.kill()
    found = dict(json.loads(out.decode().splitlines()[-1]))
    print(json.dumps(found, ensure_ascii=False))  # noqa: T201 whoever runs a proof wants to see it
    return found


def total(found: Sequence[dict[str, Any]], name: str) -> Counter[str]:
    """Add up the counts of a name over the seeds."""
    return sum((Counter(each[name]) for each in found), Counter())


def told(found: Sequence[dict[str, Any]]) -> str:
    """Return what was found, in words."""
    waits, rested = ([wait for each in found for wait in each[name]] for name in ("waits", "rested"))
    messages, announced = (sum(each[name] for each in found) for name in ("messages", "announced"))
    faults, ends = total(found, "faults"), total(found, "ends")
    memory = ", ".join(f"{each['memory'][len(each['memory']) // 2]} → {each['memory'][-1]}" for each in found)
    return (
        f"Ten minutes of faults at random on both platforms, {len(found)} times (seeds {', '.join(SEEDS)}; virtual "
        f"time): 100 people, {messages} messages and edits, {faults.total()} faults of {len(faults)} kinds; the "
        f"program was {', '.join(f'{how} {times} times' for how, times in ends.items())}. Nobody heard anything twice "
        f"but the {announced} repeats that begin «Повторяю, если уже пришло:». Whoever wrote after the faults was "
        f"answered, in {median(waits):.0f} s in the median, in {max(waits):.0f} s at most; when VK then made the "
        f"community rest for ten minutes and for an hour (14, 29), in {max(rested):.0f} s at most. Memory after half "
        f"of it and at the end: {memory} MB. A clock set a day ahead gave up {total(found, 'left')['late']} replies. "
        f"Health was well {max(each['calm_s'] for each in found)} s after the last answer at most."
    )


async def test_nobody_waits_for_ever_and_nobody_hears_twice(tmp_path: Path) -> None:
    """After the faults everybody is answered, every account works, and the memory is what it was."""
    found = [await chaos(seed, tmp_path / f"seed {seed}") for seed in SEEDS]
    proved("chaos", told(found))
    for each in found:
        silent = [wait for wait in each["waits"] if not 0 <= wait <= BOUND]
        resting = [wait for wait in each["rested"] if not 0 <= wait <= REST]
        assert (each["seed"], silent, resting, each["twice"]) == (each["seed"], [], [], [])
        assert each["health"]["ok"] is True, each["health"]
        assert set(each["left"]) <= {"sent", "unreachable", "moved on", "late", "reminder"}, each["left"]
        assert each["memory"][-1] <= GROWTH * each["memory"][len(each["memory"]) // 2]
