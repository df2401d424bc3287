"""Every checkable value in a text comes from a fact, a profile or a slot, and no past date is stated as current."""

from collections.abc import Callable, Iterator

import pytest

from tests.support.book.all_screens import Said, Screens
from tests.support.book.truth import AS_A_TERM, Truth, Untrue


@pytest.fixture(scope="module")
def truth(screens: Screens) -> Truth:
    return Truth(screens)


def everything(screens: Screens) -> Iterator[Said]:
    """Yield every text and every label."""
    return iter((*screens.texts_said, *screens.labels_said))


def lines(screens: Screens) -> Iterator[Said]:
    """Yield every distinct line of them once per school."""
    return iter(
        dict.fromkeys(each._replace(text=line) for each in everything(screens) for line in each.text.splitlines())
    )


def found(said: Iterator[Said], of: Callable[[Said], Iterator[Untrue]]) -> str:
    return "\n".join(dict.fromkeys(str(bad) for each in said for bad in of(each)))


def test_years_days_phones_links_and_terms_come_from_facts_profiles_and_told_days(
    screens: Screens, truth: Truth
) -> None:
    untrue = found(lines(screens), truth.untrue)
    assert not untrue, untrue


def test_a_school_in_max_is_told_no_step_through_vk(screens: Screens, truth: Truth) -> None:
    assert {fact.name for fact in truth.of_vk(None)} >= {"vk_messenger", "sferum_button_login", "vk_id"}
    passed = found(everything(screens), truth.through_vk)
    assert not passed, passed


def test_the_dates_of_the_order_are_no_terms(screens: Screens) -> None:
    late = {f"{said.path}: {said.text}" for said in lines(screens) if AS_A_TERM.search(said.text)}
    assert not late, "\n".join(sorted(late))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Звоните: 8 800 100 70 11", "телефон"),
        ("Откройте https://gosuslugi.example.ru/login.", "ссылка"),
        ("Проверка идёт 6 рабочих дней", "срок"),
        ("Пароли отменили в 2023 году", "год"),
        ("Отправлено 3 марта", "день"),
    ],
)
def test_what_nobody_told_is_seen(truth: Truth, text: str, what: str) -> None:
    assert {bad.what for bad in truth.untrue(Said("any/state", "", text))} == {what}


@pytest.mark.parametrize(
    "text",
    [
        "Звоните: 8\u00a0800\u00a0100\u00a070\u00a010",
        "Откройте Госуслуги (https://www.gosuslugi.ru/), раздел",
        "Проверка идёт от 15 минут до 5 календарных дней",
        "Отправлено 7 марта 2019 года: прошло 2818 календарных дней",
        "С 1 мая 2024 года школа не выдаёт паролей",
    ],
)
def test_what_was_told_may_be_said(truth: Truth, text: str) -> None:
    assert not list(truth.untrue(Said("any/state", "", text)))


def test_a_word_of_vk_is_known_from_an_ordinary_one(truth: Truth) -> None:
    said = [
        Said("lessons/start", "vylgort", text) for text in ("Нажмите «Присоединиться»", "Присоединиться можно позже")
    ]
    assert [bool(list(truth.through_vk(each))) for each in said] == [True, False]


@pytest.mark.parametrize(
    ("school", "passed"),
    [("vylgort", False), ("sample_dnevnik", True)],  # the first has not confirmed where its chats are
)
def test_of_vk_is_told_with_its_name_while_the_school_is_not_sure(truth: Truth, school: str, passed: bool) -> None:
    said = Said("sferum/start", school, "Если чаты во ВКонтакте: вход по VK ID")
    assert bool(list(truth.through_vk(said))) is passed


def test_of_vk_is_told_to_those_who_said_their_chats_are_there(truth: Truth) -> None:
    assert not list(truth.through_vk(Said("sferum/vk_login", "vylgort", "Вход по VK ID")))


@pytest.mark.parametrize(("text", "term"), [("до 30 апреля 2024 года", True), ("с 30 апреля 2024 года", False)])
def test_a_date_is_a_term_only_by_its_preposition(text: str, term: bool) -> None:
    assert bool(AS_A_TERM.search(text)) is term
