"""What typed words press on the screen, and which words work everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.context.lists import lists_typed
from flows.reading.answer_words import BUTTONS
from flows.reading.answers import Shown, _screen, command, courtesy, place, places, pressed
from flows.text.normal import LONGEST, layouts, normal, roots
from tests.support.shipped import SHIPPED

STEP = [
    Shown("done", "✅ Готово"),
    Shown("cannot", "Не получается"),
    Shown("where", "Где это?"),
    Shown("send", "📨 Отправить"),
    Shown("back", "◀ Назад"),
]
QUESTION = [
    Shown("yes", "Да, есть"),
    Shown("no", "Нет"),
    Shown("dont_know", "🤷 Не знаю"),
    Shown("later", "Потом"),
]
CHILDREN = [Shown("c9", "ребёнок 9, 3Б"), Shown("c10", "ребёнок 10, 5А"), Shown("new", "Добавить ребёнка")]
GRADES = [Shown(f"g{grade}", f"{grade} класс") for grade in range(5, 10)]
SWITCH = [Shown("on", "Включить автообновление"), Shown("out", "Выйти"), Shown("ready", "Не готово")]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  «Всё ГОТОВО!!!» 🎉 ", "все готово"),
        ("ё́лка и е\u0308ж", "елка и еж"),
        ("дааааа", "да"),
        ("даа", "даа"),
        ("1️⃣", "1"),
        ("№2", "no2"),
        ("👍🏻", ""),
        ("свиде\u00adтельство", "свидетельство"),
        ("100000", "100000"),
    ],
)
def test_a_text_is_made_comparable(text: str, plain: str) -> None:
    assert normal(text) == plain


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("rfr djqnb", ("rfr djqnb", "как войти")),
        ("[jxe d cathev", ("jxe d cathev", "хочу в сферум")),
        ("ьутг", ("ьутг", "menu")),
        ("/ьутг", ("ьутг", "menu")),
        ("как войти", ("как войти",)),
        ("kak voiti", ("kak voiti",)),
        ("start", ("start",)),
        ("вход в MAX", ("вход в max",)),
        ("", ("",)),
    ],
)
def test_the_other_layout_is_offered_when_it_could_be_meant(text: str, forms: tuple[str, ...]) -> None:
    assert layouts(text) == forms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("не могу войти в дневник", ["!войти", "дневник"]),
        ("kak voiti v dnevnik", ["войти", "дневник"]),
        ("сыну 16 лет", ["ребенок", "14", "лет"]),
        ("до 14 лет", []),
        ("жду 15 дней", ["ждать", "9", "срок"]),
        ("вторую неделю", ["9", "срок"]),
        ("личный кабинет дочке", ["учетка", "ребенок"]),
        ("кнопку не вижу", ["кнопка", "нет"]),
        ("не вижу кнопку", ["нет", "кнопка"]),
    ],
)
def test_roots_are_what_the_text_is_about(text: str, words: list[str]) -> None:
    assert list(roots(normal(text))) == words


@pytest.mark.parametrize(
    ("text", "key"),
    [
        # by label
        ("готово", "done"),
        ("ГОТОВО!!!", "done"),
        ("[Готово]", "done"),
        ("«Готово»", "done"),
        ("готво", "done"),
        ("ujnjdj", "done"),
        ("где это", "where"),
        ("отправить", "send"),
        ("атправить", None),  # the first letter must be right: it is where opposites differ
        ("отпр", "send"),
        ("отп", None),
        ("yfpfl", "back"),
        # by number
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
        # by what people say
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
        # not meant, or not shown
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
        ("удалите мои данные", "stop"),  # said under a question to the school too: it is no part of it
        ("Отмена", "back"),
        ("передумала", "back"),
        ("Вы бот?", "help"),
        ("кто Вы", "help"),
        ("вы человек?", "help"),
        # only whole texts, and never the opposite
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


BIRTH = [
    Shown("manual", "Данные введены вручную"),
    Shown("checking", "Проверка данных"),
    Shown("searching", "Поиск данных"),
    Shown("not_found", "Не найдено в загсе"),
    Shown("failed", "Ошибка, не совпало, не подтверждено"),
    Shown("verified", "Проверено или галочка"),
    Shown("unseen", "Не вижу статуса"),
    Shown("back", "‹ Назад"),
]
SNILS = [*BIRTH[:3], Shown("not_found", "Не найден в СФР"), *BIRTH[4:]]
SNILS_WHERE = [*SNILS[:6], Shown("dont_know", "Не знаю, подскажите")]
ONLY_VERIFIED = [
    Shown("verified", "Проверено"), Shown("not_verified", "Написано другое"), Shown("dont_know", "Не знаю, подскажите"),
]  # fmt: skip


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
        ("не найдено в загсе", None),  # it is said of the other document
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


AGES = [
    Shown("under_14", "Младше 14 лет"), Shown("teen", "От 14 до 17 лет"), Shown("adult", "18 лет и старше"),
    Shown("back", "‹ Назад"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("8", "under_14"),
        ("8 лет", "under_14"),
        ("ей 8 лет", "under_14"),
        ("13", "under_14"),
        ("3 года", "under_14"),
        ("восемь", "under_14"),
        ("14", "teen"),
        ("15", "teen"),
        ("сыну пятнадцать лет", "teen"),
        ("17 лет", "teen"),
        ("18", "adult"),
        ("ему уже 19", "adult"),
        ("младше 14 лет", "under_14"),
        ("8 класс", None),
        ("-8", None),
        ("50", None),
        ("в 8 утра", None),
    ],
)
def test_an_age_is_the_button_of_its_years(text: str, key: str | None) -> None:
    assert pressed(text, AGES) == key


def test_an_age_is_said_only_where_it_is_asked() -> None:
    assert pressed("19", AGES[:2]) == "teen"
    assert pressed("8 лет", QUESTION) is None


WHO = [
    Shown("creator", "Родитель, карточка моя"), Shown("second", "Второй родитель"), Shown("not_parent", "Не родитель"),
    Shown("dont_know", "Не знаю, подскажите"),
]  # fmt: skip
CONSENT = [Shown("agree", "Даю согласие"), Shown("refuse", "Не даю"), Shown("details", "Что именно хранится")]
STEPS = {
    "opened": [Shown("opened", "Раздел открыт"), Shown("cannot", "Не получается")],
    "ready": [Shown("ready", "Сверяю по бумаге, дальше"), Shown("several", "Детей несколько")],
    "done": [Shown("done", "Карточка сохранена"), Shown("cannot", "Не получается")],
    "skip": [Shown("again", "К вопросу"), Shown("skip", "Пропустить")],
}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("мама", "dont_know"),  # either of them could add the card
        ("папа", "dont_know"),
        ("бабушка", "not_parent"),
        ("я опекун", "not_parent"),
        ("да", "creator"),
        ("я добавляла", "creator"),
        ("муж", "second"),
        ("бабушка в деревне", None),
    ],
)
def test_kin_is_told(text: str, key: str | None) -> None:
    assert pressed(text, WHO) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("да", "agree"),
        ("даю", "agree"),
        ("Согласна.", "agree"),
        ("согласен", "agree"),
        ("даю согласие", "agree"),
        ("нет", "refuse"),
        ("не даю", "refuse"),
        ("не согласна", "refuse"),
        ("несогласен", "refuse"),
        ("хорошо", None),
        ("ок", None),
        ("👍", None),
        ("+", None),
        ("согласна?", None),
        ("сагласна", None),
        ("соглосна", None),
        ("да а что хранится", None),
        ("не знаю", None),
    ],
)
def test_a_consent_is_said_in_so_many_words(text: str, key: str | None) -> None:
    assert pressed(text, CONSENT) == key


@pytest.mark.parametrize("screen", ["opened", "ready", "done"])
@pytest.mark.parametrize("text", ["готово", "дальше", "сделала", "далее", "ок"])
def test_a_step_is_done_in_any_of_its_words(text: str, screen: str) -> None:
    assert pressed(text, STEPS[screen]) == screen


@pytest.mark.parametrize(("text", "screen"), [("открыла", "opened"), ("сверила", "ready"), ("сохранила", "done"),
                                              ("пропустить", "skip"), ("дальше", "skip")])  # fmt: skip
def test_a_step_is_done_in_its_own_word(text: str, screen: str) -> None:
    assert pressed(text, STEPS[screen]) == screen


def test_whether_it_is_so_is_answered_with_yes_or_no() -> None:
    switch = [Shown("off_now", "Выключилось"), Shown("still_on", "Ещё нет")]
    assert [pressed(text, switch) for text in ("да", "нет", "ещё нет")] == ["off_now", "still_on", "still_on"]
    assert pressed("да", switch[:1]) is None


MAP = [
    Shown("card", "Карточка ребёнка"), Shown("status", "Статус документа"), Shown("menu/step", "Следующий шаг"),
    Shown("share", "Второму родителю"), Shown("menu/another", "Ещё один ребёнок"), Shown("account", "Учётная запись"),
    Shown("welcome/with_code", "Ввести код"), Shown("human/who", "Кто что решает"),
    Shown("beyond", "Дневник, Сферум и другое"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("карточка", "card"),
        ("карточка ребёнка", "card"),
        ("статус", "status"),
        ("статус документа", "status"),
        ("галочка", "status"),
        ("следующий шаг", "menu/step"),
        ("что дальше?", "menu/step"),
        ("второму родителю", "share"),
        ("ещё один ребёнок", "menu/another"),
        ("ввести код", "welcome/with_code"),
        ("учётная запись", "account"),
        ("кто что решает", "human/who"),
        ("cnfnec", "status"),
        ("дневник", None),
        ("1", None),
        ("да", None),
        ("у меня нет карточки", None),
        ("", None),
    ],
)
def test_a_place_of_the_map_is_named_anywhere(text: str, address: str | None) -> None:
    assert place(text, places(MAP)) == address


def test_another_child_is_not_one_more_child() -> None:
    assert place("другой ребёнок", places([*MAP, Shown("menu/pick", "Другой ребёнок")])) == "menu/pick"


def test_only_a_place_that_is_there_is_named() -> None:
    assert place("код", places(MAP[:3])) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("спасибо", "courtesy"),
        ("Спасибо большое!", "courtesy"),
        ("спосибо", "courtesy"),
        ("ок", "courtesy"),
        ("понятно, спасибо)", "courtesy"),
        ("хорошо", "courtesy"),
        ("до свидания", "courtesy"),
        ("пожалуйста", "courtesy"),
        ("🙏", "courtesy"),
        ("Здравствуйте!", "greeting"),
        ("добрый день", "greeting"),
        ("ghbdtn", "greeting"),
        ("здравствуйте, спасибо", "greeting"),
        ("спасибо, а где карточка", None),
        ("не понятно", None),
        ("непонятно", None),
        ("нет", None),
        ("", None),
        ("?", None),
    ],
)
def test_kindness_is_only_kindness(text: str, kind: str | None) -> None:
    assert courtesy(text) == kind


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


@pytest.mark.parametrize(
    ("text", "key"),
    [("кнопку вижу", "visible"), ("кнопки нет", "missing"), ("да", "visible"), ("нет", "missing"), ("кнопка", None)],
)
def test_a_label_is_understood_without_its_yes_or_no(text: str, key: str | None) -> None:
    assert pressed(text, [Shown("visible", "Да, кнопку вижу"), Shown("missing", "Нет, кнопки нет")]) == key


def test_a_list_of_what_people_typed_is_taken_apart_and_not_kept() -> None:
    """Its lines are words of people: they answer, and stand in no memory."""
    lines = [Shown("=1", "лиловый бегемот пропал"), Shown("=2", "значок не горит")]
    _screen.cache_clear()
    assert pressed("значок не горит", lines, kept=False) == "=2"
    assert _screen.cache_info().currsize == 0
    assert pressed("значок не горит", lines) == "=2"
    assert _screen.cache_info().currsize == 1


def test_lists_of_what_people_typed_are_known() -> None:
    states = SHIPPED.book.flows["misses"].states
    assert [name for name in ("list", "lessons", "attached") if lists_typed(states.get(name))] == [
        "lessons",
        "attached",
    ]
