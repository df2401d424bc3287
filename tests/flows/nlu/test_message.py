"""Polite phrases are removed from a message."""

import pytest

from flows.nlu import message as said_of
from flows.nlu.message import bare
from tests.support.flows.typed_texts import FORMS


def test_the_prefilter_misses_no_polite_phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [bare(form) for form in FORMS]
    monkeypatch.setattr(said_of, "_may_be_kind", lambda _: True)
    assert quick == [bare(form) for form in FORMS]


def test_politeness_is_taken_off_unless_it_is_all() -> None:
    assert bare("здравствуйте подскажите пожалуйста как войти в дневник") == "как войти в дневник"
    assert bare("здравствуйте") == "здравствуйте"
