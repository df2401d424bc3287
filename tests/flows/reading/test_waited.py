"""The start of a wait is read from typed text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading import waited
from tests.support.flows.typed_texts import FORMS

TODAY = date(2026, 11, 16)
DAYS = ("уже 5 дней", "третью неделю", "прошла неделя", "жду месяц", "полгода жду", "вчера", "в среду неделю назад",
        "с понедельника", "с воскресенья", "двое суток", "с 3 ноября", "два мес", "пять дн")  # fmt: skip


def test_the_prefilter_misses_no_start_of_a_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [*FORMS, *(f"{form} {day}" for form in FORMS[::40] for day in DAYS)]
    quick = [waited.since(form, TODAY) for form in plain]
    assert all(waited.since(day, TODAY) for day in DAYS)
    monkeypatch.setattr(waited, "any_of", lambda _, __: True)
    assert quick == [waited.since(form, TODAY) for form in plain]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("уже 20 дней проверяют", 20),
        ("двадцать пятый день", 25),
        ("третья неделя", 15),
        ("две недели", 14),
        ("полтора месяца", 45),
        ("с 1 октября", 46),
        ("обещали 5 дней, прошло 9 дней", 9),
        ("5 рабочих дней прошло", 7),
        ("вчера отправила", 1),
        ("до 5 рабочих дней", None),
        ("сколько дней ждать", None),
        ("999 дней", None),
    ],
)
def test_since_when_is_read(text: str, days: int | None) -> None:
    since = waited.since(text, TODAY)
    assert (since and (TODAY - since).days) == days


@given(st.text(max_size=300))
def test_no_day_is_in_the_future(text: str) -> None:
    since = waited.since(text, TODAY)
    assert since is None or since <= TODAY
