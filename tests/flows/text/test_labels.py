"""Labels that are made of numbers."""

from collections.abc import Sequence

import pytest

from flows.text.labels import number_ranges


@pytest.mark.parametrize(
    ("numbers", "label"),
    [
        ((), ""),
        ((7,), "7"),
        ((3, 4), "3, 4"),
        ((28, 13, *range(14, 28)), "13–28"),
        ((1, 2, 3, 7, 9, 10), "1–3, 7, 9, 10"),
    ],
)
def test_three_neighbours_are_a_range(numbers: Sequence[int], label: str) -> None:
    """In any order."""
    assert number_ranges(numbers) == label
