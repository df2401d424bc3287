"""Which button a typed answer presses, and which words work on every screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.reading.answer_words import BUTTONS
from flows.reading.answers import command, place, places, pressed
from flows.reading.courtesies import courtesy
from flows.reading.screen_labels import Shown
from flows.text.layouts import layouts
from flows.text.normal import LONGEST, normal
from flows.text.roots import roots
from tests.support.flows.shown import AGES, BIRTH, CHILDREN, CONSENT, GRADES, MAP, QUESTION, SNILS, STEP, SWITCH, WHO


@pytest.mark.parametrize(
    ("text", "key"),
    [
        # by the label
        ("готово", "done"),
        ("ГОТОВО!!!", "done"),
        ("[Готово]", "done"),
        ("«Готово»", "done"),
        ("готво", "done"),
        ("ujnjdj", "done"),
        ("где это", "where"),
        ("отправить", "send"),
        ("атправить", None),  # the first letter must be right: opposites differ there
        ("отпр", "send"),
        ("отп", None),
        ("yfpfl", "back"),
        # by the number
        ("1", "done"),
        ("2.", "cannot"),
        (" 2) ", "cannot"),
        ("вариант 3", "where"),
        ("кнопка 2", "cannot"),
        ("кнопка номер 2", "cannot"),
        ("№4", "send"),
        ("1️⃣", "done"),
        ("2-я", "cannot"),
        ("вторая кнопка", "cannot"),
        ("6", None),
        ("0", None),
        ("-1", None),
        ("1 2", None),
        # by common words for it
        ("сделала спасибо", "done"),
        ("ну всё, отправила 👍", "done"),
        ("ок", "done"),
        ("OK", "done"),
        ("👍🏻", "done"),
        ("👍👍👍", "done"),
        ("неполучаетца", "cannot"),
        ("немогу", "cannot"),
        ("выдаёт ошибку", "cannot"),
        ("не все готово", "cannot"),
        ("вернуться", "back"),
        # another meaning, or no such button
        ("да", None),
        ("потом", None),
        ("👍👎", None),
        ("", None),
        ("🙂", None),
    ],
)
def test_a_step_understands(text: str, key: str | None) -> None:
    assert pressed(text, STEP) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Да", "yes"),
        ("даааа", "yes"),
        ("ага", "yes"),
        ("угу)", "yes"),
        ("+", "yes"),
        ("+++", "yes"),
        ("👍", "yes"),
        ("да, вижу", "yes"),
        ("есть", "yes"),
        ("lf", "yes"),
        ("нет", "no"),
        ("нееет", "no"),
        ("да нет", "no"),
        ("-", "no"),
        ("—", "no"),
        ("ytn", "no"),
        ("👎", "no"),
        ("хз", "dont_know"),
        ("незнаю", "dont_know"),
        ("понятия не имею", "dont_know"),
        ("🤷‍♀️", "dont_know"),
        ("позже", "later"),
        ("может быть", None),
        ("+1", None),
    ],
)
def test_a_question_understands(text: str, key: str | None) -> None:
    assert pressed(text, QUESTION) == key


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("статус готов а кнопки нет", STEP),
        ("готово или нет не пойму", STEP),
        ("готово?", STEP),
        ("н готово", STEP),
        ("отправлено ли", STEP),
        ("не отправлять", STEP),
        ("нет", STEP),
        ("нет", [Shown("yes", "Да"), Shown("done", "Готово")]),
        ("не готово", [Shown("done", "Готово")]),
        ("неготово", [Shown("done", "Готово")]),
        ("готово", SWITCH),
        ("выключить автообновление", SWITCH),
        ("войти", SWITCH),
        ("есть", [Shown("ask", "Есть вопрос")]),
        ("получилось", [Shown("part", "Получилось не всё")]),
        ("4 класс", GRADES),
        ("1", GRADES),
        ("проверк", [Shown("a", "Проверка данных"), Shown("b", "Проверка СНИЛС")]),
        ("отмена.", [Shown("a", "Отмена"), Shown("b", "отмена!")]),
        ("класс 1", [Shown("a", "Класс 11"), Shown("b", "Класс 12")]),
    ],
)
def test_what_is_not_an_answer_presses_nothing(text: str, shown: list[Shown]) -> None:
    assert pressed(text, shown) is None


def test_a_number_on_the_label_is_stronger_than_the_place() -> None:
    assert pressed("5", GRADES) == "g5"
    assert pressed("8-й", GRADES) == "g8"
    assert pressed("9", CHILDREN) == "c9"
    assert pressed("3", CHILDREN) is None
    assert pressed("вариант 3", CHILDREN) == "new"
    assert pressed("2", [Shown("wait", "Ждать 5 дней"), Shown("stop", "Не ждать")]) == "stop"


def test_words_reach_a_button_of_any_key_when_its_label_says_so() -> None:
    shown = [Shown("has", "Да, вижу кнопку"), Shown("hasnt", "Нет, её нет")]
    assert pressed("да", shown) == "has"
    assert pressed("-", shown) == "hasnt"


def test_later_is_said_before_skip() -> None:
    assert pressed("потом", [Shown("skip", "Пропустить"), Shown("later", "Напомнить")]) == "later"
    assert pressed("потом", [Shown("skip", "Пропустить")]) == "skip"


def test_a_label_without_words_is_pressed_as_written() -> None:
    assert pressed("➡️", [Shown("previous", "⬅️"), Shown("next", "➡️")]) == "next"
    assert pressed("", [Shown("blank", "")]) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("меню", "menu"),
        ("МЕНЮ!", "menu"),
        ("/menu", "menu"),
        ("/menu@provodnik_bot", "menu"),
        ("ьутг", "menu"),
        ("vty.", "menu"),
        ("Карта", "menu"),
        ("главная", "menu"),
        ("назад", "back"),
        ("/back", "back"),
        ("вернутся", "back"),
        ("человек", "human"),
        ("xtkjdtr", "human"),
        ("позовите человека!!", "human"),
        ("позавите чиловека", "human"),
        ("живой человек", "human"),
        ("администратор", "human"),
        ("помощь", "help"),
        ("/help", "help"),
        ("рудз", "help"),
        ("что ты умеешь?", "help"),
        ("/start", "start"),
        ("Начать", "start"),
        ("старт", "start"),
        ("мои данные", "my_data"),
        ("/data", "my_data"),
        ("Стоп.", "stop"),
        ("отписаться", "stop"),
        ("не пишите мне больше", "stop"),
        ("не пешите мне", "stop"),
        ("не напоминать", "stop"),
        ("удалить всё", "stop"),
        ("удалите мои данные", "stop"),  # also in a question to the school: it is not part of it
        ("Отмена", "back"),
        ("передумала", "back"),
        ("Вы бот?", "help"),
        ("кто Вы", "help"),
        ("вы человек?", "help"),
        # only as whole texts, and never for the opposite
        ("меня", None),
        ("стол", None),
        ("пишите мне", None),
        ("не человек", None),
        ("ты человек или робот", None),
        ("в меню нет кнопки создать", None),
        ("здравствуйте, у нас не найдено в загсе", None),
        ("Здравствуйте!", None),
        ("спасибо", None),
        ("/start kod", None),
        ("как дела", None),
        ("", None),
    ],
)
def test_words_that_work_everywhere(text: str, word: str | None) -> None:
    assert command(text) == word


ANY_TEXT = st.text(max_size=600) | st.text("абвеёжйоьнедт 123.,?!+-👍️", max_size=60)
ANY_SCREEN = st.lists(
    st.builds(Shown, st.sampled_from(sorted({*BUTTONS, "other"})), st.text(max_size=30)),
    max_size=6,
)


@given(ANY_TEXT)
def test_any_text_is_read(text: str) -> None:
    forms = layouts(text)
    assert forms[0] == normal(text)
    assert all(len(form) <= LONGEST and "ё" not in form for form in forms)
    assert all(word for form in forms for word in roots(form))
    assert courtesy(text) in {None, "greeting", "courtesy"}
    assert place(text, places(MAP)) in {None, *(shown.key for shown in MAP)}
    assert command(text) in {None, "menu", "back", "human", "help", "start", "my_data", "stop"}


@given(ANY_TEXT, ANY_SCREEN)
def test_only_a_shown_button_is_pressed(text: str, shown: list[Shown]) -> None:
    assert pressed(text, shown) in {None, *(button.key for button in shown)}


@pytest.mark.parametrize("quoted", ["{}", "[{}]", "«{}».", "{}!!"])
@pytest.mark.parametrize("shown", [STEP, QUESTION, CHILDREN, GRADES, SWITCH, BIRTH, SNILS, AGES, WHO, CONSENT])
def test_a_label_typed_whole_presses_its_button(quoted: str, shown: list[Shown]) -> None:
    assert [pressed(quoted.format(button.label.upper()), shown) for button in shown] == [button.key for button in shown]
