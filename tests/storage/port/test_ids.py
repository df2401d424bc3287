"""Ids always increase and are short."""

import pytest

from storage.port.ids import ordered_ids, short


def test_ids_grow_also_when_the_clock_steps_back() -> None:
    clock = iter([1_800_000_000_000_000_000, 1_800_000_000_000_000_000, 1_700_000_000_000_000_000])
    new = ordered_ids(lambda: next(clock))
    first, second, third = new(), new(), new()
    assert 0 < first < second < third < 2**63


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (35, "z"), (36, "10"), (2**63 - 1, "1y2p0ij32e8e7")])
def test_an_id_is_short(number: int, text: str) -> None:
    assert short(number) == text
