"""Filters for Russian dates, numbers and no-break spaces."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.support.text_library import library
from texts import RenderError

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Europe/Moscow"))  # a Saturday
N = "\N{NO-BREAK SPACE}"


def filtered(folder: Path, expression: str, value: object, now: datetime | None = NOW) -> str:
    texts = library(folder, {"a/b.j2": "{{ told.it|" + expression + " }}"})
    return texts.render("a/b", {"told": {"it": value}} | ({"now": now} if now else {}))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-11-28", "28 ноября"),
        (date(2026, 3, 1), "1 марта"),
        (date(2027, 1, 11), "11 января 2027 года"),
        (date(2025, 12, 31), "31 декабря 2025 года"),
        (datetime(2026, 5, 9, 10, 0, tzinfo=UTC), "9 мая"),
        (datetime(2026, 5, 9, 22, 30, tzinfo=UTC), "10 мая"),  # 22:30 UTC is 01:30 in Moscow
        ("2026-05-09T22:30:00+00:00", "10 мая"),
        ("2026-05-09T22:30:00", "9 мая"),  # without a zone, the date is used as it is
    ],
)
def test_a_day_is_said_with_the_year_only_when_it_is_another(tmp_path: Path, value: object, said: str) -> None:
    assert filtered(tmp_path, "day", value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-11-30", "в понедельник, 30 ноября"),
        ("2026-12-01", "во вторник, 1 декабря"),
        ("2026-12-02", "в среду, 2 декабря"),
        ("2027-01-10", "в воскресенье, 10 января 2027 года"),
    ],
)
def test_a_weekday_answers_when(tmp_path: Path, value: object, said: str) -> None:
    assert filtered(tmp_path, "weekday_day", value) == said


@pytest.mark.parametrize(("value", "said"), [("2026-11-21", "0"), ("2026-11-14", "7"), (date(2026, 11, 23), "-2")])
def test_days_ago_are_calendar_days(tmp_path: Path, value: object, said: str) -> None:
    assert filtered(tmp_path, "days_ago", value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1, "день"),
        (2, "дня"),
        (5, "дней"),
        (11, "дней"),
        (12, "дней"),
        (21, "день"),
        (0, "дней"),
        (111, "дней"),
        ("25", "дней"),
    ],
)
def test_a_number_takes_the_right_word(tmp_path: Path, value: object, said: str) -> None:
    assert filtered(tmp_path, 'plural("день", "дня", "дней")', value) == f"{value}{N}{said}"


@pytest.mark.parametrize(("value", "said"), [("09:00", "9:00"), (time(13, 5), "13:05"), ("2026-11-21T08:30", "8:30")])
def test_a_clock_is_said_without_a_leading_nought(tmp_path: Path, value: object, said: str) -> None:
    assert filtered(tmp_path, "clock", value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("до 5 рабочих дней", f"до{N}5{N}рабочих дней"),
        ("в СФР и в загс", f"в{N}СФР и{N}в{N}загс"),
        ("школа № 2", f"школа №{N}2"),
        ("Готово — ждём", f"Готово{N}— ждём"),
        ("8 800 100 70 10", "8 800 100 70 10"),  # a phone keeps its ordinary spaces: messengers recognise it by them
    ],
)
def test_short_words_are_glued(tmp_path: Path, value: str, said: str) -> None:
    assert filtered(tmp_path, "nbsp", value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [([], ""), (["3Б"], "3Б"), (["3Б", "7А"], "3Б и 7А"), (["1А", "3Б", "<b>"], "1А, 3Б и &lt;b&gt;")],
)
def test_a_list_is_said_with_and(tmp_path: Path, value: object, said: str) -> None:
    assert filtered(tmp_path, "listed", value) == said


def test_a_list_of_markup_stays_markup(tmp_path: Path) -> None:
    texts = library(
        tmp_path,
        {"a/b.j2": "{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}{{ [b('1'), told.x, b('2')]|listed|nbsp }}"},
    )
    assert texts.render("a/b", {"told": {"x": "<u>"}}) == "<b>1</b>, &lt;u&gt; и <b>2</b>".replace(" и ", f" и{N}")


def test_a_capital_leaves_the_rest_alone(tmp_path: Path) -> None:
    assert filtered(tmp_path, "capital", "электронный дневник ГИС") == "Электронный дневник ГИС"


@pytest.mark.parametrize(
    ("expression", "value"),
    [("day", "вчера"), ("day", 5), ("plural('а', 'б', 'в')", "много"), ("plural('а', 'б', 'в')", 1.5), ("clock", 9)],
)
def test_a_wrong_value_is_an_error_with_its_line(tmp_path: Path, expression: str, value: object) -> None:
    with pytest.raises(RenderError, match=r"texts/a/b\.j2:1: .*нужн"):
        filtered(tmp_path, expression, value)


def test_a_date_without_now_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="now"):
        filtered(tmp_path, "day", "2026-11-21", now=None)


@pytest.mark.parametrize("expression", ["day", "plural('а', 'б', 'в')", "clock", "nbsp", "listed", "capital"])
def test_an_unset_slot_is_named_by_every_filter(tmp_path: Path, expression: str) -> None:
    texts = library(tmp_path, {"a/b.j2": "{{ told.lost|" + expression + " }}"})
    with pytest.raises(RenderError, match="«lost» не сказано"):
        texts.render("a/b", {"told": {}, "now": NOW})
