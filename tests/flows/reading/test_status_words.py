"""A parent may describe the status of a check in other words."""

import pytest

from flows.reading.answers import pressed
from tests.support.flows.shown import BIRTH, ONLY_VERIFIED, QUESTION, SNILS, SNILS_WHERE


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("вручную", "manual"),
        ("вручную пишет", "manual"),
        ("пишет вручную", "manual"),
        ("введены вручную", "manual"),
        ("данные введены врчную", "manual"),
        ("вручную пишет у снилса", "manual"),
        ("пишет вручную, что делать?", "manual"),
        ("проверка", "checking"),
        ("на проверке", "checking"),
        ("висит проверка", "checking"),
        ("ghjdthrf", "checking"),
        ("идёт поиск", "searching"),
        ("ищут", "searching"),
        ("не найдено", "not_found"),
        ("не найден в срф", "not_found"),
        ("снилс не найден", "not_found"),
        ("ошибка", "failed"),
        ("ошибка проверки", "failed"),
        ("данные не совпадают", "failed"),
        ("не подтверждено", "failed"),
        ("галочка", "verified"),
        ("галочка стоит", "verified"),
        ("проверено", "verified"),
        ("всё проверено", "verified"),
        ("документ подтверждён", "verified"),
        ("не вижу", "unseen"),
        ("не вижу статуса", "unseen"),
        ("проверено?", None),
        ("не проверено", None),
        ("нет", None),
        ("ничего", None),
        ("не найдено в загсе", None),  # this status exists only for the other document
        ("у свидетельства и снилса вручную", None),
        ("свидетельство вручную", None),
        ("вручную пересчитала конфеты", None),
    ],
)
def test_a_status_is_said_in_own_words(text: str, key: str | None) -> None:
    assert pressed(text, SNILS) == key


def test_a_status_is_said_where_other_buttons_stand() -> None:
    assert pressed("не найдено в загце", BIRTH) == "not_found"
    assert pressed("снилс: не найден в СФР", BIRTH) is None
    assert pressed("не вижу статуса", SNILS_WHERE) == "dont_know"
    assert pressed("вручную", ONLY_VERIFIED) == "not_verified"
    assert pressed("на проверке", ONLY_VERIFIED) == "not_verified"
    assert pressed("галочка", ONLY_VERIFIED) == "verified"
    assert pressed("вручную", QUESTION) is None
