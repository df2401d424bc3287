"""`make prove` writes `docs/figures.md` with this: what was proven and what was measured, on what machine."""

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.turn import measured, report
from bot.meanings import Heard, heard, messages, summary
from flows.loading import folds, library, phrase_digests, the_ear

HEAD = """# Figures

Written by `make prove` on {day}, {machine}. Ratios of one run; single times say nothing on a shared machine.

- The book: {flows} flows, {states} states, {buttons} buttons; stories visit every one (`tests/test_stories.py`).
- Twenty `kill -9` of a real process at random moments: the store ends as without them (`tests/bot/test_prove.py`).
- Three properties of the engine over 3,000 lives of a chat each.

## Understanding

{understood}

## A durable turn

"""


MEANINGS = Path(__file__).parent.parent / "tests" / "meanings"


def understood() -> list[str]:
    """Say how well typed messages are understood, a line a set of tests/meanings."""
    ear, of = the_ear(), folds()
    known = {of.of(meaning) for meaning in phrase_digests()}
    return [
        _line(file, [heard(each, ear, of) for each in messages(file, known)]) for file in sorted(MEANINGS.glob("*.csv"))
    ]


def _line(file: Path, found: list[Heard]) -> str:
    of = summary(found)
    return (
        f"{file.name}, {len(found)} messages: accuracy {of.accuracy:.3f}, macro-F1 {of.macro_f1:.3f}; sure of "
        f"{of.sure_coverage:.3f}, right {of.sure_precision:.3f}; of the rest offered {of.offered_right:.3f}; "
        f"foreign taken {of.foreign_taken:.3f}, "
        f"own sent away {of.sent_away:.3f}; {of.ms_median:.2f} ms of CPU a message (median)"
    )


def written(path: Path) -> None:
    """Measure and write."""
    flows = library().flows.values()
    states = [state for flow in flows for state in flow.states.values()]
    head = HEAD.format(
        day=datetime.now(UTC).date(),
        machine=f"{os.cpu_count()} cores, Python {platform.python_version()}",
        flows=len(flows),
        states=len(states),
        understood="\n".join(f"- {line}" for line in understood()),
        buttons=sum(len(state.buttons) for state in states),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + "\n".join(f"- {line}" for line in report(measured())) + "\n", encoding="utf-8")


if __name__ == "__main__":
    written(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/figures.md"))
