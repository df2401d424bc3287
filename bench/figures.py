"""`make prove` writes `docs/figures.md` with this: what was proven and what was measured, on what machine."""

import asyncio
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import classes
from bench.turn import ALL_SIZES, measured, report
from flows.loading import library

HEAD = """# Figures

Written by `make prove` on {day}, {machine}. Ratios of one run; single times say nothing on a shared machine.

- The book: {flows} flows, {states} states, {buttons} buttons; stories visit every one (`tests/test_stories.py`).
- Twenty `kill -9` of a real process at random moments: the store ends as without them (`tests/bot/test_prove.py`).
- Three properties of the engine over 3,000 lives of a chat each.

## On the wire

{proved}
## A class beside 399 others, in a school of 10,000 parents

{classes}

## A durable turn

"""
PROOF = Path(__file__).parents[1] / ".proof"  #: what the proofs of this run have said (`tests/proof.py`)


def written(path: Path) -> None:
    """Measure and write."""
    flows = library().flows.values()
    states = [state for flow in flows for state in flow.states.values()]
    head = HEAD.format(
        day=datetime.now(UTC).date(),
        machine=f"{os.cpu_count()} cores, Python {platform.python_version()}",
        flows=len(flows),
        states=len(states),
        buttons=sum(len(state.buttons) for state in states),
        classes="\n".join(f"- {line}" for line in classes.report(asyncio.run(classes.measured()))),
        proved="".join(each.read_text(encoding="utf-8") for each in sorted(PROOF.glob("*.md"))) or "- not run\n",
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + "\n".join(f"- {line}" for line in report(measured(ALL_SIZES))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    written(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/figures.md"))
