"""Ids always increase and are short."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from storage.port.ids import made_at, ordered_ids, short


def test_ids_grow_also_when_the_clock_steps_back() -> None:
    clock = iter([1_800_000_000_000_000_000, 1_800_000_000_000_000_000, 1_700_000_000_000_000_000])
    new = ordered_ids(lambda: next(clock))
    first, second, third = new(), new(), new()
    assert 0 < first < second < third < 2**63


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (35, "z"), (36, "10"), (2**63 - 1, "1y2p0ij32e8e7")])
def test_an_id_is_short(number: int, text: str) -> None:
    assert short(number) == text


SECOND = 1_000_000_000
IN_2009, IN_2026, IN_2200 = 1_230_800_000 * SECOND, 1_795_000_000 * SECOND, 7_260_000_000 * SECOND


@pytest.mark.parametrize("clock", [IN_2009, IN_2200], ids=["2009", "2200"])
def test_ids_grow_across_restarts_with_a_clock_that_is_wrong(clock: int) -> None:
    made = [ordered_ids(lambda: IN_2026)()]
    for _ in range(20):
        new = ordered_ids(lambda: clock, above=made[-1])
        made += [new() for _ in range(3)]
    assert all(before < after < 2**63 for before, after in pairwise(made))


def test_an_empty_store_with_a_stopped_clock_makes_other_ids_at_each_start() -> None:
    assert len({ordered_ids(lambda: IN_2009)() for _ in range(20)}) == 20


def test_with_a_true_clock_an_id_tells_when_it_was_made() -> None:
    earlier = ordered_ids(lambda: IN_2026 - SECOND)()
    ident = ordered_ids(lambda: IN_2026, above=earlier)()
    assert made_at(ident) == datetime.fromtimestamp(IN_2026 / SECOND, UTC)
