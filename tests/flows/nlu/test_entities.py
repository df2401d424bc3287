"""Ages, births abroad and long waits are recognised in a message."""

import pytest

from flows.nlu import entities
from flows.nlu.message import said


@pytest.mark.parametrize(
    "text", ["сыну 16", "сыну завтра 14", "дочке пятнадцать лет", "скоро 14", "мне 15", "14 летний"]
)
def test_fourteen_years_are_heard(text: str) -> None:
    assert entities.teen(said(text))


@pytest.mark.parametrize(
    "text", ["уже 14 дней", "до 14 лет", "ребенку нет 14", "школа 14", "с 14 мая", "14 человек в классе", "сыну 9 лет"]
)
def test_other_numbers_are_no_age(text: str) -> None:
    assert not entities.teen(said(text))


@pytest.mark.parametrize(
    ("text", "abroad"),
    [
        ("свидетельство о рождении казахстанское", True),
        ("рожали в черногории", True),
        ("живем в казахстане, дневник не открывается", False),
        ("переведи на английский язык", False),
    ],
)
def test_a_birth_abroad_is_heard(text: str, abroad: bool) -> None:
    assert entities.birth_abroad(said(text)) is abroad


@pytest.mark.parametrize(
    ("text", "long"),
    [("уже 20 дней", True), ("третья неделя", True), ("с 1 октября", True), ("2 нед", True), ("сколько ждать", False)],
)
def test_time_that_passed_is_heard(text: str, long: bool) -> None:
    assert entities.waits_long(said(text)) is long
