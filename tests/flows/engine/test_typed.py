"""The parts of hearing: letters, words, rules, days; each on plain examples."""

from array import array
from collections.abc import Sequence
from datetime import date
from math import exp
from zlib import error as ZlibError  # noqa: N812 it is an error, whatever its name

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.book.loading import MODEL
from flows.nlu import entities
from flows.nlu.features import LETTER_ROWS, of_letters
from flows.nlu.message import bare, said
from flows.nlu.model import Block, Learnt
from flows.nlu.packed import MIDDLE, Lanes
from flows.nlu.probabilities import NOTHING, shares_of
from flows.nlu.spelling import Mender
from flows.nlu.tie_breaks import RULES, Heard, decided, two_things
from flows.reading import waited
from tests.support.shipped import EAR

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("rfr djqnb d lytdybr", "как войти в дневник"),
        ("DANNYE VVEDENY VRUCHNUYU", "данные введены вручную"),
        ("cнилс нe нaйден", "снилс не найден"),  # Latin c, e, a
        ("данныевведенывручную", "данные введены вручную"),
        ("новая карточка moyu dochku", "новая карточка мою дочку"),
        ("снииилс на првоерке!!! 😩", "снилс на проверке"),
        ("вход через vk id", "вход через вк ид"),
    ],
)
def test_however_it_is_typed_it_is_plain_russian(typed: str, plain: str) -> None:
    assert EAR.tongue.plain(typed) == plain


@given(st.text(max_size=500))
def test_any_text_has_plain_words(text: str) -> None:
    assert EAR.tongue.plain(text) == " ".join(EAR.tongue.plain(text).split())


def test_politeness_is_taken_off_unless_it_is_all() -> None:
    assert bare("здравствуйте подскажите пожалуйста как войти в дневник") == "как войти в дневник"
    assert bare("здравствуйте") == "здравствуйте"


def test_a_word_is_mended_by_one_slip_to_the_commonest() -> None:
    mender = Mender({"проверка": 9, "проверки": 1, "мама": 3})
    assert mender.mended("провека") == "проверка"
    assert mender.mended("поверки") == "проверки"
    assert mender.mended("мима") == "мима"  # too short: another word
    assert mender.mended("абракадабра") == "абракадабра"


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


def ruled(text: str) -> tuple[str, str]:
    judged = EAR.judge(text)
    return judged.meaning, judged.by


@pytest.mark.parametrize(
    ("text", "meaning", "rule"),
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
def test_words_decide(text: str, meaning: str, rule: str) -> None:
    heard, by = ruled(text)
    assert heard == meaning
    assert not rule or by == rule


def test_the_code_of_the_class_is_no_fraud() -> None:
    assert ruled("куда назвать код класса")[0] != "code_asked"


def test_without_words_of_a_rule_the_model_decides() -> None:
    likely = shares_of({"status_manual": 0.9, "out_of_scope": 0.1})
    heard = Heard(said("данные введены вручную"), likely, lambda _: likely)
    assert decided(heard) == ("", "")
    assert all(rule(heard) == "" for rule in RULES)
    assert two_things(heard) == ()


def test_two_questions_are_offered_both() -> None:
    judged = EAR.judge("данные введены вручную и нет кнопки создать")
    assert not judged.sure
    assert set(judged.offered) == {"status_manual", "create_button_missing"}


def test_the_model_is_small_and_gives_probabilities() -> None:
    assert MODEL.stat().st_size < 5_000_000
    of = Learnt(MODEL.read_bytes())
    found = of.likelihoods("нет кнопки создать", ("нет", "кнопка", "создать"))
    assert tuple(found) == of.meanings
    assert sum(found.values()) == pytest.approx(1.0)
    assert found.first == max(found, key=found.__getitem__) == "create_button_missing"
    assert sum(of.likelihoods("", ()).values()) == pytest.approx(1.0)


_PIECES = array("f", [1 + row / LETTER_ROWS for row in range(LETTER_ROWS)])


@given(st.lists(st.text("абвгд", min_size=1, max_size=9), max_size=40))
def test_pieces_of_words_add_up_as_they_do_together(words: list[str]) -> None:
    of = Block(bytes(row * 7 % 256 for row in range(2 * LETTER_ROWS)), _PIECES, 0.5, Lanes([0.0, 0.0]))
    whole, unit, middle = of.added(of_letters(" ".join(words)))
    assert of.together(words)[0] == whole
    assert of.together(words)[1] == pytest.approx(unit, rel=1e-12)
    assert of.together(words)[2] == middle


@given(st.integers(1, 9), st.data())
def test_lanes_weigh_as_one_by_one(wide: int, data: st.DataObject) -> None:
    numbers = st.floats(-9, 9)
    bias = data.draw(st.lists(numbers, min_size=wide, max_size=wide))
    rows = data.draw(st.lists(st.binary(min_size=wide, max_size=wide), min_size=2, max_size=2))
    weight, heft = data.draw(st.floats(0, 4)), data.draw(st.floats(0, 4))
    of = Lanes(bias)
    found = of.scores(of.number(rows[0]), weight, of.number(rows[1]), heft, MIDDLE * (weight + heft))
    scores = [each + one * weight + other * heft for each, one, other in zip(bias, *rows, strict=True)]
    assert _shared(found) == pytest.approx(_shared(scores), abs=1e-9)


def _shared(scores: Sequence[float]) -> list[float]:
    raised = [exp(score - max(scores)) for score in scores]
    return [each / sum(raised) for each in raised]


def test_shares_are_worked_out_when_asked_for() -> None:
    of = shares_of({"one": 1.0, "two": 2.0, "three": 1.0})
    assert (of.first, of.get("four"), len(of)) == ("two", 0.0, 3)
    assert dict(of) == pytest.approx({"one": 0.25, "two": 0.5, "three": 0.25})
    assert of.together(("one", "two")) == pytest.approx(0.75)
    assert of.above(0.3) == [("two", of["two"])]
    assert (NOTHING.first, len(NOTHING)) == ("", 0)


def test_another_file_is_no_model() -> None:
    with pytest.raises((ValueError, ZlibError)):
        Learnt(b"something else")
