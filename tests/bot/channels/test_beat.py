"""The spacing of calls in virtual time: whatever the network does, the platform counts no call too many in a second."""

from bisect import bisect_left
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.beat import LATE, Beat
from bot.channels.pace import TELEGRAM, TELEGRAM_GATE, VK, VK_GATE

ACCOUNTS = pytest.mark.parametrize(("pace", "most"), [(TELEGRAM_GATE, TELEGRAM.calls), (VK_GATE, VK.calls)])
LATENCY = 0.05
COUNTED = 0.03  #: of it, until the platform counts the call


def begun(beat: Beat, late: list[float], jitter: list[float] | None = None) -> tuple[list[float], list[float]]:
    """Return when calls start and when the platform counts them.

    Each is wanted `late` seconds after the start of the one before; `jitter`: seconds that it stays longer on its way.
    """
    now, starts, counted, open_ = 0.0, list[float](), list[float](), list[tuple[float, object]]()
    for number, wait in enumerate(late):
        now += wait
        more = jitter[number % len(jitter)] if jitter else 0.0
        while True:
            for ended, call in sorted(open_, key=lambda of: of[0]):
                if ended <= now:
                    beat.end(call, ended)  # type: ignore[arg-type]
                    open_.remove((ended, call))
            if (left := beat.wait(now)) <= 0:
                break
            now += min([left, *(ended - now for ended, _ in open_ if ended > now)])
        open_.append((now + LATENCY + more, beat.begin(now)))
        starts.append(now)
        counted.append(now + COUNTED + more)
    return starts, sorted(counted)


def fullest(times: list[float]) -> int:
    """Return the calls in the fullest second."""
    return max(bisect_left(times, at + 1.0 - 1e-6) - n for n, at in enumerate(times))


@ACCOUNTS
@given(late=st.lists(st.floats(0, 0.2), min_size=40, max_size=120), jitter=st.lists(st.floats(0, 2), min_size=1))
def test_no_second_has_a_call_too_many_whatever_the_network_does(
    pace: float, most: int, late: list[float], jitter: list[float]
) -> None:
    """Calls that stay long on their way arrive together with later ones."""
    _, counted = begun(Beat(pace, most), late, [0.0, *jitter])
    assert fullest(counted) <= most


@ACCOUNTS
def test_while_there_is_work_nearly_the_whole_rate_is_used(pace: float, most: int) -> None:
    """Evenly: no two calls start in one instant."""
    starts, _ = begun(Beat(pace, most), [0.0] * 10 * most)
    assert len(starts) / starts[-1] >= 0.95 * most
    assert min(after - before for before, after in pairwise(starts)) >= pace - LATE


@ACCOUNTS
def test_a_stalled_network_costs_no_more_than_its_stall(pace: float, most: int) -> None:
    """Of every fifty calls one is on its way 0.3 s longer."""
    starts, counted = begun(Beat(pace, most), [0.0] * 10 * most, [0.3, *[0.0] * 49])
    assert len(starts) / starts[-1] >= 0.95 * most
    assert fullest(counted) <= most


def test_a_little_lateness_is_made_up_for() -> None:
    """Every tenth of a hundred calls is late by less than the allowance: the hundred take no longer than on time."""
    late = [VK_GATE + 0.9 * LATE if n % 10 == 5 else 0.0 for n in range(100)]
    on_time, _ = begun(Beat(VK_GATE, VK.calls), [0.0] * 100)
    assert begun(Beat(VK_GATE, VK.calls), late)[0][-1] == pytest.approx(on_time[-1], abs=0.01)


def test_what_was_missed_is_not_made_up_for_in_a_burst() -> None:
    starts, _ = begun(Beat(VK_GATE, VK.calls), [0.0, 5.0, 0.0, 0.0])
    gaps = [after - before for before, after in pairwise(starts)]
    assert gaps == pytest.approx([5.0, VK_GATE - LATE, VK_GATE])


def test_a_call_without_an_answer_gives_up_its_place_in_time() -> None:
    """Of thirty calls that hang none blocks the account for longer than three seconds."""
    beat, now = Beat(TELEGRAM_GATE, TELEGRAM.calls), 0.0
    for _ in range(TELEGRAM.calls):
        now += beat.wait(now)
        beat.begin(now)
    assert beat.wait(now) == pytest.approx(3.0 - now)


def test_without_a_pace_nothing_waits() -> None:
    beat = Beat(0, 20)
    for _ in range(100):
        beat.begin(0.0)
    assert beat.wait(0.0) == 0.0
