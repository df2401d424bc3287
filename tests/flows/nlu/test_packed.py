"""Scores packed into one number equal those added one by one."""

from collections.abc import Sequence
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.nlu.packed import MIDDLE, PackedScores


@given(st.integers(1, 9), st.data())
def test_lanes_weigh_as_one_by_one(wide: int, data: st.DataObject) -> None:
    numbers = st.floats(-9, 9)
    bias = data.draw(st.lists(numbers, min_size=wide, max_size=wide))
    rows = data.draw(st.lists(st.binary(min_size=wide, max_size=wide), min_size=2, max_size=2))
    weight, heft = data.draw(st.floats(0, 4)), data.draw(st.floats(0, 4))
    of = PackedScores(bias)
    found = of.scores(of.number(rows[0]), weight, of.number(rows[1]), heft, MIDDLE * (weight + heft))
    scores = [each + one * weight + other * heft for each, one, other in zip(bias, *rows, strict=True)]
    assert _shared(found) == pytest.approx(_shared(scores), abs=1e-9)


def _shared(scores: Sequence[float]) -> list[float]:
    raised = [exp(score - max(scores)) for score in scores]
    return [each / sum(raised) for each in raised]
