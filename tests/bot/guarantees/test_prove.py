"""Long proofs of `make prove`, not run in CI: kill -9 of a real process, and many more lives of a chat."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.flows.engine import test_advance as lives
from tests.support.bot.crashes import LEFT
from tests.support.bot.killed_process import LINE, PEOPLE, updates
from tests.support.root import ROOT

pytestmark = pytest.mark.prove
KILLS = 20
REPLIES = """
SELECT c.peer, count(*) FROM deliveries d JOIN chats c ON c.id = d.chat WHERE d.urgency = 0 GROUP BY 1 ORDER BY 1
"""
MANY = settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))


def run(file: Path, first: int, seconds: float | None) -> int:
    """Run the process and kill it after so many seconds (None lets it end); return the last acknowledged update."""
    command = [sys.executable, "-m", "tests.support.bot.killed_process", str(file), str(first)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if seconds is not None:
        time.sleep(seconds)  # a real process takes real time; no CI test sleeps
        process.send_signal(signal.SIGKILL)
    told = process.communicate(timeout=300)[0].split()
    assert seconds is not None or process.returncode == 0
    return int(told[-1]) if told else first


def left(file: Path) -> dict[str, list[object]]:
    """Return the rows that must be the same after every kill."""
    with sqlite3.connect(file) as base:
        return {name: list(base.execute(query)) for name, query in (LEFT | {"replies": REPLIES}).items()}


def test_twenty_kills_at_random_moments_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    """The file equals that of a run without a kill; some kills must have come in the middle of the work."""
    whole, killed, chance = tmp_path / "whole.db", tmp_path / "killed.db", random.Random(192)
    assert run(whole, 0, None) == len(updates())
    done, hit = 0, 0
    for _ in range(KILLS):
        reached = run(killed, done, chance.uniform(0.8, 2.4))
        hit += reached > done
        done = min(reached, len(updates()) - PEOPLE)
    run(killed, done, None)
    expected, found = left(whole), left(killed)
    for name in ("children", "progress", "promises", "tickets", "lines", "consents"):
        assert sorted(map(str, found[name])) == sorted(map(str, expected[name])), name
    assert found["replies"] == expected["replies"]
    assert hit > 3
    assert expected["children"] == [(PEOPLE,)]
    assert len(LINE) > 5


@pytest.mark.parametrize(
    "property_",
    [
        lives.test_no_life_of_a_chat_raises_or_leaves_the_book,
        lives.test_every_screen_fits_the_strictest_channel,
        lives.test_progress_is_never_lost,
    ],
    ids=lambda each: each.__name__,
)
def test_three_thousand_lives(property_) -> None:  # type: ignore[no-untyped-def]
    """Run the suite's properties with twenty times as many lives."""
    MANY(given(lives.long, st.data())(property_.hypothesis.inner_test))()
