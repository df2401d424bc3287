"""Probabilities are computed from scores on first use."""

import pytest

from flows.nlu.probabilities import NOTHING, probabilities_of


def test_shares_are_worked_out_when_asked_for() -> None:
    of = probabilities_of({"one": 1.0, "two": 2.0, "three": 1.0})
    assert (of.first, of.get("four"), len(of)) == ("two", 0.0, 3)
    assert dict(of) == pytest.approx({"one": 0.25, "two": 0.5, "three": 0.25})
    assert of.together(("one", "two")) == pytest.approx(0.75)
    assert of.above(0.3) == [("two", of["two"])]
    assert (NOTHING.first, len(NOTHING)) == ("", 0)
