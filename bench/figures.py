"""Write `docs/figures.md` for `make prove`: the proofs and measurements of this run, and the machine."""

import asyncio
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import broadcast, classes
from bench.turn import ALL_SIZES, measured, report
from bot.cli.intents import Heard, heard, messages, summary
from flows.book.loading import folds, library, phrase_digests, trained_classifier
from tests.support.root import ROOT, TESTS

HEAD = """# Figures

Written by `make prove` on {day}, {machine}. Ratios of one run; single times say nothing on a shared machine.

- The book: {flows} flows, {states} states, {buttons} buttons; stories visit every one (`tests/test_stories.py`).
- Twenty `kill -9` of a real process at random moments: the store ends as without them
  (`tests/bot/guarantees/test_prove.py`).
- A broadcast killed before every statement: everybody at most once, the report adds up
  (`tests/bot/jobs/test_broadcasts.py`).
- Three properties of the engine over 3,000 lives of a chat each.

## A crowd, a flood and chaos

Pace is refused by the rules of the platforms: Telegram takes thirty calls within any second (answers to presses aside)
and about one a second in one chat, VK twenty calls within any second. The rest is what the machine and the pace allow.

{crowds}
## On the wire

{proved}

## A class beside 399 others, in a school of 10,000 parents

{classes}

## Understanding

{understood}

## A durable turn

"""
PROOF = ROOT / ".proof"  #: results of this run's proofs (`tests/support/proof.py`)

CROWDS = ("chaos", "crowd_", "flood_")  #: proofs with a section of their own


INTENTS = TESTS / "meanings"


def understood() -> list[str]:
    """Return how well typed messages are understood, one line per set of tests/meanings."""
    classifier, of = trained_classifier(), folds()
    known = {of.of(intent) for intent in phrase_digests()}
    return [
        _line(file, [heard(each, classifier, of) for each in messages(file, known)])
        for file in sorted(INTENTS.glob("*.csv"))
    ]


def _line(file: Path, found: list[Heard]) -> str:
    of = summary(found)
    return (
        f"{file.name}, {len(found)} messages: accuracy {of.accuracy:.3f}, macro-F1 {of.macro_f1:.3f}; sure of "
        f"{of.sure_coverage:.3f}, right {of.sure_precision:.3f}; of the rest offered {of.offered_right:.3f}; "
        f"foreign taken {of.foreign_taken:.3f}, own sent away {of.sent_away:.3f}; "
        f"{of.ms_median:.2f} ms of CPU a message (median)"
    )


def _proofs(*, crowds: bool) -> str:
    named = [each for each in sorted(PROOF.glob("*.md")) if each.name.startswith(CROWDS) == crowds]
    return "".join(each.read_text(encoding="utf-8") for each in named) or "- not run\n"


def written(path: Path) -> None:
    """Run all measurements and write `docs/figures.md`; takes minutes."""
    flows = library().flows.values()
    states = [state for flow in flows for state in flow.states.values()]
    head = HEAD.format(
        day=datetime.now(UTC).date(),
        machine=f"{os.cpu_count()} cores, Python {platform.python_version()}",
        flows=len(flows),
        states=len(states),
        understood="\n".join(f"- {line}" for line in understood()),
        buttons=sum(len(state.buttons) for state in states),
        classes="\n".join(f"- {line}" for line in classes.report(asyncio.run(classes.measured()))),
        crowds=_proofs(crowds=True), proved=_proofs(crowds=False),
    )  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    turn, sending = report(measured(ALL_SIZES)), broadcast.report(broadcast.measured())
    told = "\n".join(f"- {line}" for line in turn) + "\n\n## A broadcast to a whole school\n\n"
    path.write_text(head + told + "\n".join(f"- {line}" for line in sending) + "\n", encoding="utf-8")


if __name__ == "__main__":
    written(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/figures.md"))
