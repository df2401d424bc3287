"""The pace of a community's calls: with any delays, VK counts at most twenty in a second."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.vk.client.beat import LATE, PACE, Beat


def begun(late: list[float]) -> list[float]:
    """Return the start times of calls, each requested so many seconds after the start of the one before."""
    beat, now, moments = Beat(), 0.0, []
    for wait in late:
        now += wait
        now += beat.wait(now)
        moments.append(now)
    return moments


@given(st.lists(st.floats(0, 0.2), min_size=21, max_size=60))
def test_never_more_than_twenty_in_a_second(late: list[float]) -> None:
    moments = begun(late)
    assert min(after - before for before, after in zip(moments, moments[20:], strict=False)) > 1.0249


def test_a_little_lateness_is_made_up_for() -> None:
    """Every tenth of a hundred calls is late by less than the allowance: the hundred take no longer than on time."""
    late = [PACE + 0.9 * LATE if n % 10 == 5 else 0.0 for n in range(100)]
    assert begun(late)[-1] == pytest.approx(begun([0.0] * 100)[-1])


def test_what_was_missed_is_not_made_up_for_in_a_burst() -> None:
    moments = begun([0.0, 5.0, 0.0, 0.0])
    gaps = [after - before for before, after in pairwise(moments)]
    assert gaps == pytest.approx([5.0, PACE - LATE, PACE])
