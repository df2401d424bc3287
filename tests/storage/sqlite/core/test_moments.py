"""Moments are stored as text of constant width."""

from datetime import timedelta

import pytest

from storage.sqlite.core.moments import moment_of, text_of
from tests.support.storage.town import NOW


def test_moments_are_text_of_one_width_that_compares() -> None:
    later = NOW + timedelta(microseconds=1)
    assert text_of(NOW) == "2026-11-21T16:00:00.000000+00:00"
    assert text_of(NOW) < text_of(later)
    assert moment_of(text_of(later)) == later
    with pytest.raises(ValueError, match="time zone"):
        text_of(NOW.replace(tzinfo=None))
