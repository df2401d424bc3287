"""Rules that override the model: safety, a wish for a human, ages, waiting, two questions at once."""

import pytest

from flows.nlu import entities, tie_breaks
from flows.nlu.message import Message, said
from flows.nlu.probabilities import NOTHING, probabilities_of
from flows.nlu.tie_breaks import RULES, Prediction, decided
from flows.nlu.two_questions import two_things
from tests.support.flows.typed_texts import FORMS
from tests.support.shipped import CLASSIFIER


def test_the_prefilter_misses_nothing_that_the_rules_find(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = [said(form) for form in FORMS]
    quick = [_told(each) for each in heard]
    assert all(any(column) for column in zip(*quick, strict=True)), "of all there is something to miss"
    for module in ("tie_breaks", "entities"):
        monkeypatch.setattr(f"flows.nlu.{module}.any_of", lambda _, __: True)
    assert quick == [_told(each) for each in heard]


def _told(of: Message) -> tuple[object, ...]:
    heard = Prediction(of, probabilities_of({"status_manual": 1.0}), lambda _: NOTHING)
    return tie_breaks.person(heard), entities.teen(of), entities.birth_abroad(of), entities.services.__wrapped__(of)


def ruled(text: str) -> tuple[str, str]:
    judged = CLASSIFIER.judge(text)
    return judged.intent, judged.by


@pytest.mark.parametrize(
    ("text", "intent", "rule"),
    [
        ("просят назвать код из смс и нет кнопки создать", "code_asked", "safety"),
        ("статус не найдено в загсе, позовите живого человека", "talk_to_human", "person"),
        ("кнопки создать нет, ребенку 16", "child_turned_14_or_older", "age"),
        ("кнопки создать нет, свидетельство армянское", "foreign_birth_certificate", "abroad"),
        ("создаю учетку дочери, а телефон уже занят", "email_or_phone_taken", ""),
        ("в моей школе все работает, а сферум выкидывает", "sferum_howto", ""),
        ("уже 12 дней поиск данных", "check_takes_too_long", "waiting"),
        ("вручную висит двадцатый день", "manual_takes_too_long", "waiting"),
        ("было введены вручную, теперь пишет проверка данных", "status_checking", "current"),
    ],
)
def test_words_decide(text: str, intent: str, rule: str) -> None:
    heard, by = ruled(text)
    assert heard == intent
    assert not rule or by == rule


def test_the_code_of_the_class_is_no_fraud() -> None:
    assert ruled("куда назвать код класса")[0] != "code_asked"


def test_without_words_of_a_rule_the_model_decides() -> None:
    likely = probabilities_of({"status_manual": 0.9, "out_of_scope": 0.1})
    heard = Prediction(said("данные введены вручную"), likely, lambda _: likely)
    assert decided(heard) == ("", "")
    assert all(rule(heard) == "" for rule in RULES)
    assert two_things(heard) == ()


def test_two_questions_are_offered_both() -> None:
    judged = CLASSIFIER.judge("данные введены вручную и нет кнопки создать")
    assert not judged.sure
    assert set(judged.offered) == {"status_manual", "create_button_missing"}
