"""The bot answers every known question of parents (Q1–Q76), by typed words or by buttons."""

import re
from pathlib import Path

import pytest

from bot.app.wiring import Content
from flows.book.loading import phrases
from tests.support.book.engine_chat import Asking
from tests.support.book.questions import NUMBERS, BadQuestions, Way, questions, unanswered, ways

WAYS = ways()
ASKED = [(number, way) for number, each in WAYS.items() for way in each]


@pytest.fixture(scope="module")
def asking(shipped: Content) -> Asking:
    return Asking(shipped.book)


def test_every_question_is_kept() -> None:
    assert list(questions()) == [f"Q{number}" for number in NUMBERS]


def test_every_question_has_its_answer() -> None:
    missing = [f"{number} {asks}" for number, asks in questions().items() if number not in WAYS]
    assert not missing, f"на {len(missing)} вопросов не сказано, где ответ:\n" + "\n".join(missing)


@pytest.mark.parametrize(("number", "way"), ASKED, ids=[f"{number}-{way.state}" for number, way in ASKED])
def test_the_question_leads_to_its_answer(number: str, way: Way, asking: Asking) -> None:
    wrong = list(unanswered(way, asking))
    assert not wrong, "\n".join([f"{number} {questions().get(number, '')}", *wrong])


# --- The reader -------------------------------------------------------------------------------------------------------


def written(folder: Path, entries: str) -> Path:
    (folder / "questions.yaml").write_text("Q1: Кто создаёт запись?\nQ2: Сколько ждать?\n", encoding="utf-8")
    (folder / "account.yaml").write_text(entries, encoding="utf-8")
    return folder


def test_a_question_may_be_asked_in_several_ways(tmp_path: Path) -> None:
    found = ways(
        written(tmp_path, "Q1: [{types: а, state: a/b}, {taps: [б, в], state: c/d}]\nQ2: {types: г, state: a/b}")
    )
    assert {number: [way.told for way in each] for number, each in found.items()} == {
        "Q1": ["«а»", "[б] → [в]"],
        "Q2": ["«г»"],
    }


def test_a_question_nobody_was_found_to_ask_goes_by_a_name(tmp_path: Path) -> None:
    assert ways(written(tmp_path, "which: {types: а, state: a/b}")).keys() == {"account.which"}


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ("\nQ3: {types: а, state: a/b}", "questions/account.yaml:2: вопроса Q3 нет в questions.yaml"),
        ("Q1: {types: а}", "questions/account.yaml:1: не хватает ключа «state»"),
        ("Q1: {types: а, state: a/b, stat: c}", "questions/account.yaml:1: неизвестный ключ «stat»"),
        ("Q1: {state: a/b}", "нужно одно из двух: types"),
        ("Q1:\n- {types: а, state: a/b}\n- {types: а, state: b}", "questions/account.yaml:3: «state»"),
        ("Q1: {types: а, state: a/b, schools: [там]}", "нет школы там"),
        (
            "Q1: {types: а, state: a/b}\nQ1: {types: б, state: a/b}",
            "questions/account.yaml:2: ключ «Q1» написан дважды",
        ),
    ],
)
def test_a_wrong_entry_is_told_in_words(tmp_path: Path, entries: str, sentence: str) -> None:
    with pytest.raises(BadQuestions, match=re.escape(sentence)):
        ways(written(tmp_path, entries))


def test_a_way_that_leads_elsewhere_is_told_with_where_it_leads(asking: Asking) -> None:
    wrong = list(unanswered(Way(taps=("меню",), state="help/home", schools=("none",)), asking))
    assert wrong == ["none: [меню] ведёт в menu/home, а не в help/home"]


def test_a_state_that_is_not_in_the_book_is_told(asking: Asking) -> None:
    assert list(unanswered(Way(types="меню", state="menu/nowhere"), asking)) == ["состояния menu/nowhere нет в книге"]


def test_a_guess_counts_when_a_button_leads_on(asking: Asking) -> None:
    alone = [(intent, word) for intent, words in phrases(kind="alone").items() for word in words]
    guessed = [(asking.book.entry_points[intent], asking.typed("vylgort", word)) for intent, word in alone]
    assert any(f"{door.flow}/{door.state}" in landed[1:] for door, landed in guessed if landed[0] == "guess/which")
