"""The intent of a typed question, by the phrases of flows/phrases."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.book.loading import folds, model_stale, phrases
from flows.nlu import intents
from flows.nlu.intents import IntentClassifier
from flows.text.normal import normal
from flows.text.roots import roots
from tests.support.shipped import CLASSIFIER

FILES = sorted((Path(intents.__file__).parents[1] / "phrases").glob("*.yaml"))
#: The intents that the test messages are labelled with; the program may have more
MARKED = {
    "status_manual", "status_checking", "status_searching", "status_not_found_zags", "status_not_found_sfr",
    "create_button_missing", "create_card_howto", "create_account_howto", "foreign_birth_certificate",
    "check_takes_too_long", "autoupdate_how_to_disable", "email_or_phone_taken", "child_password_or_login_lost",
    "sferum_howto", "sferum_request_pending_or_rejected", "myschool_howto", "myschool_school_or_class_not_found",
    "myschool_request_pending", "diary_login_howto", "paper_diary_extract_request", "talk_to_human",
    "child_turned_14_or_older", "unsubscribe_or_delete_data", "out_of_scope",
}  # fmt: skip


PHRASES = phrases()


def first(text: str) -> str | None:
    heard = CLASSIFIER.classify(text)
    return heard[0].intent if heard else None


def test_every_meaning_has_a_file_with_phrases_of_its_own() -> None:
    assert set(PHRASES) == {file.stem for file in FILES} >= MARKED
    assert all(len(phrases) >= 8 for phrases in PHRASES.values())
    assert all(file.read_text("utf-8").startswith("# ") for file in FILES)
    said = [normal(phrase) for phrases in PHRASES.values() for phrase in phrases]
    assert len(said) == len(set(said))
    assert all(roots(phrase) for phrase in said)


def test_the_model_has_learnt_the_phrases_as_they_are() -> None:
    assert model_stale(learnt=CLASSIFIER.learnt) == []


@pytest.mark.parametrize("intent", sorted(PHRASES))
def test_a_phrase_is_heard_as_its_meaning(intent: str) -> None:
    heard = {phrase: CLASSIFIER.judge(phrase) for phrase in PHRASES[intent]}
    missed = {
        phrase: judged.intent
        for phrase, judged in heard.items()
        if intent not in {judged.intent or "out_of_scope", *judged.offered}
    }
    assert missed == {}


def test_the_table_folds_every_meaning_onto_one_of_the_24() -> None:
    table = folds()
    assert {table.of(intent) for intent in PHRASES} == MARKED
    assert table.names() <= PHRASES.keys()
    assert table.of("why_needed", {"sferum"}) == "sferum_howto"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ДАННЫЕ ВВЕДЕНЫ ВРУЧНУЮ", "status_manual"),
        ("dannye vvedeny vruchnuyu", "status_manual"),
        ("lfyyst ddtltys dhexye.", "status_manual"),
        ("у нас у свид-ва о рожд стоит введины вручную че делать 😩", "status_manual"),
        ("у снилс стоит введено вручную, не проверяется", "status_manual"),
        ("снилс на проверке можно ли пока дальше делать", "status_checking"),
        ("провека даных горит", "status_checking"),
        ("poisk dannyh u rebenka, zhdat?", "status_searching"),
        ("gjbcr lfyys[", "status_searching"),
        ("снилс не подтянулся, пишет поиск данных", "status_searching"),
        ("Загс не находит свидетельство дочки((", "status_not_found_zags"),
        ("ненайдено в загсе", "status_not_found_zags"),
        ("ne naiden v sfr", "status_not_found_sfr"),
        ("соцфонд не нашёл снилс сына", "status_not_found_sfr"),
        ("нету кнопки создать", "create_button_missing"),
        ("gjxtve ytn ryjgrb cjplfnm", "create_button_missing"),
        ("не вижу кнопочку создать в карточке сына", "create_button_missing"),
        ("как сделать карточку на дочь", "create_card_howto"),
        ("сделала ошибку в карточке как исправить", "card_mistake"),
        ("хочу завести аккаунт дочке на гос услугах", "create_account_howto"),
        ("что такое детская почта", "create_account_howto"),
        ("сын родился в Киргизии", "foreign_birth_certificate"),
        ("куда нести перевод свидетельства", "foreign_birth_certificate"),
        ("сколько ждать проверку снилс", "check_takes_too_long"),
        ("автообнавление из загса отключить не могу", "autoupdate_how_to_disable"),
        ("пишет что номер телефона уже используется", "email_or_phone_taken"),
        ("емайл занят", "email_or_phone_taken"),
        ("забыли пароль от госуслуг дочки", "child_password_or_login_lost"),
        ("как зарегестрироваться в сферуме", "sferum_howto"),
        ("rfr pfqnb d cathev", "sferum_howto"),
        ("нас удалили из класса в сферуме", "sferum_request_pending_or_rejected"),
        ("как зайти в мою школу", "myschool_howto"),
        ("нет нашего класса только параллель", "myschool_school_or_class_not_found"),
        ("заявка на прикрепление висит третий день", "myschool_request_pending"),
        ("kak voiti v dnevnik", "diary_login_howto"),
        ("ваш дневник не найден", "diary_not_found"),
        ("можно оценки на бумаге", "paper_diary_extract_request"),
        ("соедините с админом", "talk_to_human"),
        ("какой телефон горячей линии", "hotline"),
        ("номер горячей линии", "hotline"),
        ("телефон поддержки госуслуг", "hotline"),
        ("данные введены вручную, дайте номер горячей линии", "hotline"),
        ("соедините с оператором горячей линии", "talk_to_human"),
        ("просят код из смс", "code_asked"),
        ("мошенники", "code_asked"),
        ("звонят из школы просят код", "code_asked"),
        ("пришёл код просят назвать", "code_asked"),
        ("мне звонили и попросили продиктовать код", "code_asked"),
        ("ghjczn rjl", "code_asked"),
        ("нет кнопки создать и звонят просят код из смс, позовите человека", "code_asked"),
        ("вручную пишет у снилса", "status_manual"),
        ("данные введены врчную", "status_manual"),
        ("висит проверка", "status_checking"),
        ("идёт поиск", "status_searching"),
        ("ищут", "status_searching"),
        ("не найдено в загце", "status_not_found_zags"),
        ("не найден в срф", "status_not_found_sfr"),
        ("нет создать", "create_button_missing"),
        ("не напоминать мне", "unsubscribe_or_delete_data"),
        ("исполнилось четырнадцать", "child_turned_14_or_older"),
        ("хватит мне писать", "unsubscribe_or_delete_data"),
        ("удалите все наши данные", "unsubscribe_or_delete_data"),
    ],
)
def test_parents_are_understood(text: str, intent: str) -> None:
    assert first(text) == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        # 1: elapsed time is the complaint, except for the school's answer and for auto-update
        ("уже неделю висит проверка данных", "check_takes_too_long"),
        ("двадцатый день проверяют снилс", "check_takes_too_long"),
        ("проверка данных у снилс", "status_checking"),
        ("заявка в сферум висит неделю", "sferum_request_pending_or_rejected"),
        ("неделю ждём, в моей школе не рассматривают запрос", "myschool_request_pending"),
        ("сколько дней отключается автообновление", "autoupdate_how_to_disable"),
        # 2: the current status
        ("был поиск, стал не найден в СФР", "status_not_found_sfr"),
        ("сейчас не найден в сфр, раньше был поиск данных", "status_not_found_sfr"),
        ("было данные введены вручную, теперь проверка данных", "status_checking"),
        # 3, 4, 5: the age, the foreign paper, the person asked for
        ("ребёнку уже 16, кнопки создать нет", "child_turned_14_or_older"),
        ("создать учётку ребёнку до 14 лет", "create_account_howto"),
        ("проверяют уже 15 дней", "check_takes_too_long"),
        ("украинское свидетельство о рождении не найдено в загсе", "foreign_birth_certificate"),
        ("данные введены вручную, но мне нужен живой человек", "talk_to_human"),
        # 6, 8, 9: the busy address, the paper, other services
        ("создаю учётную запись ребёнку а почта уже занята", "email_or_phone_taken"),
        ("не хочу регистрироваться на госуслугах, дайте оценки", "paper_diary_extract_request"),
        ("как записать ребёнка в первый класс через госуслуги", None),
        ("загранпаспорт ребенку на госуслугах как сделать", None),
    ],
)
def test_ties_are_broken_as_agreed(text: str, intent: str | None) -> None:
    assert first(text) == intent


@pytest.mark.parametrize(
    "text",
    [
        "какая погода", "какой сегодня курс доллара", "реши пример 25*4-17", "сколько стоит ремонт телефона",
        "расскажи анекдот", "ты дурак", "как дела", "спасибо большое", "хорошо", "кто выиграл матч", "",
        "сын заболел не придёт в школу", "дочка забыла сменку", "ребёнок потерял телефон в школе",
        "сегодня 14 мая уроки будут?", "куплю детский велосипед", "две недели каникулы",
        "кредит наличными без отказа", "🙂🙂", "123",
        "what is the weather today", "asdf qwer zxcv", "во сколько собрание",
        "код от домофона в школе",
        "какой код у двери", "галочка",
                "ребёнок идёт в поход", "проверка тетрадей", "реши пример",
    ],
)  # fmt: skip
def test_chat_about_other_things_is_not_guessed(text: str) -> None:
    assert CLASSIFIER.classify(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "в классе 14 человек", "нам задали найти данные о пушкине", "позовите вову гулять",
        "проверьте домашнее задание", "посчитал вручную", "ошибка в дневнике погоды",
        "поддержка ребёнка на соревнованиях",
    ],
)  # fmt: skip
def test_what_has_words_of_ours_is_never_taken_for_ours_surely(text: str) -> None:
    assert not any(heard.sure for heard in CLASSIFIER.classify(text))


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("данные введены вручную у свидетельства", "birth"),
        ("снилс: данные введены вручную", "snils"),
        ("не найдено в загсе", "birth"),
        ("не найден в пенсионном фонде", "snils"),
        ("проверка данных", None),
        ("проверка данных и у снилс и у свидетельства", None),
        ("снилс проверяют две недели", "snils"),
        ("снилс: кнопки создать нет", None),
    ],
)
def test_the_document_is_told_when_it_was_named(text: str, document: str | None) -> None:
    assert CLASSIFIER.classify(text)[0].entities.get("document") == document


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("данные введены вручную", True),
        ("звонят из школы, нет кнопки создать, просят код", True),
        ("пришёл код просят назвать", True),
        ("вручную пишет у снилса", True),
        ("нет создать", True),
        ("нет кнопки «Создать»", True),
        ("нет кнапки создать", True),  # a typing error was corrected
        ("данные введены вручную и нет кнопки создать", False),  # two intents at once
    ],
)
def test_it_is_sure_of_what_was_said_plainly(text: str, sure: bool) -> None:
    assert CLASSIFIER.classify(text)[0].sure is sure


def test_a_denied_word_is_another_word() -> None:
    classifier = IntentClassifier({"found": ["найден в сфр"], "lost": ["не найден в сфр"]})
    assert [heard.intent for heard in classifier.classify("не найден в сфр")] == ["lost"]
    assert [heard.intent for heard in classifier.classify("найден в сфр")] == ["found"]


def test_a_classifier_without_a_model_recognises_near_matches() -> None:
    classifier = IntentClassifier({"card": ["куда вписать карточку ребёнка"]})
    assert [heard.intent for heard in classifier.classify("куда вписат карточку ребенка?")] == ["card"]
    assert not classifier.classify("карточка банковская потерялась вчера вечером а ребёнок спит")


def test_a_classifier_without_phrases_recognises_nothing() -> None:
    assert IntentClassifier({}).classify("данные введены вручную") == ()
    assert IntentClassifier({"empty": [], "small": ["и", ""]}).classify("и") == ()


# --- examples of a school -------------------------------------------------------------------------------------------

OWN = (("где взять зелёную бумажку для кабинета", "create_account_howto"),)


def test_an_example_of_the_school_is_heard_at_once_and_nearly() -> None:
    text = "где взять зеленую бумажку для кабинета?"
    assert [each.intent for each in CLASSIFIER.classify(text)] != ["create_account_howto"]
    assert [(each.intent, each.sure) for each in CLASSIFIER.classify(text, OWN)] == [("create_account_howto", True)]
    assert CLASSIFIER.classify("где взят зелёную бумажку для кабинета", OWN)[0].intent == "create_account_howto"


def test_an_example_changes_nothing_else() -> None:
    for text in ("нет кнопки создать", "звонят, просят код из смс", "какая погода"):
        assert CLASSIFIER.classify(text, OWN) == CLASSIFIER.classify(text)


def test_safety_is_stronger_than_an_example() -> None:
    own = (("звонят просят код из смс", "talk_to_human"),)
    assert CLASSIFIER.classify("звонят просят код из смс", own)[0].intent == "code_asked"


# --- edges ----------------------------------------------------------------------------------------------------------

WORDS = sorted(
    {word for phrases in PHRASES.values() for phrase in phrases for word in phrase.split()} | {"не", "14", "9"}
)


@given(st.text(max_size=600) | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_any_text_is_heard_out(text: str) -> None:
    heard = CLASSIFIER.classify(text)
    assert len(heard) <= 3
    assert len({one.intent for one in heard}) == len(heard)
    assert {one.intent for one in heard} <= PHRASES.keys() - {"out_of_scope"}
    assert not any(one.sure for one in heard[1:])
    assert all(one.entities.get("document", "birth") in {"birth", "snils"} for one in heard)
    assert all(0.0 <= one.certainty <= 1.0 for one in heard)


@pytest.mark.parametrize(
    ("text", "intents"),
    [("дневник", ["diary"]), ("ДНЕВНИК!", ["diary"]), ("lytdybr", ["diary"]), ("статус", ["manual", "checking"])],
)
def test_a_word_said_alone_only_suggests(text: str, intents: list[str]) -> None:
    classifier = IntentClassifier(
        {"diary": ["не могу войти в дневник"]}, {"diary": ["дневник"], "manual": ["статус"], "checking": ["статус"]}
    )
    assert [(heard.intent, heard.sure) for heard in classifier.classify(text)] == [(each, False) for each in intents]


def test_a_word_among_others_suggests_nothing() -> None:
    assert IntentClassifier({}, {"diary": ["дневник"]}).classify("мой дневник наблюдений за птицами") == ()
