"""Signs spare a closer look: whatever is typed, what is found with them is what is found without."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.intents import messages
from flows.book.loading import folds, phrase_digests, phrases
from flows.nlu import entities, tie_breaks
from flows.nlu import message as said_of
from flows.nlu.letters import turned, turned_back
from flows.nlu.message import Said, bare, said
from flows.nlu.probabilities import NOTHING, shares_of
from flows.nlu.tie_breaks import Heard
from flows.privacy.names import LETTERS
from flows.reading import answers, waited
from flows.reading.answer_words import COURTESIES
from flows.reading.answers import courtesy
from flows.text import normal as normal_of
from flows.text.normal import layouts, normal, roots, typed_plainly
from flows.text.prefilter import parted
from tests.support.root import TESTS
from tests.support.shipped import EAR

SETS = sorted((TESTS / "meanings").glob("*.csv"))
INTENTS = {folds().of(meaning) for meaning in phrase_digests()}
MESSAGES = [message.text for file in SETS for message in messages(file, INTENTS)]
PHRASES = [phrase for each in phrases().values() for phrase in each]
TEXTS = [*MESSAGES, *PHRASES, *EAR.tongue.words]


def spliced(texts: list[str], count: int) -> list[str]:
    """Give texts that begin as one and end as another, so that turns of speech stand where nobody put them."""
    chance = Random(14)
    pairs = [(chance.choice(texts).split(), chance.choice(texts).split()) for _ in range(count)]
    return [" ".join([*one[: len(one) // 2], *other[len(other) // 2 :]]) for one, other in pairs]


TODAY = date(2026, 11, 16)
DAYS = ("уже 5 дней", "третью неделю", "прошла неделя", "жду месяц", "полгода жду", "вчера", "в среду неделю назад",
        "с понедельника", "с воскресенья", "двое суток", "с 3 ноября", "два мес", "пять дн")  # fmt: skip
FORMS = [normal(text) for text in (*TEXTS, *spliced([*MESSAGES, *PHRASES], 2000))]


def test_signs_miss_no_turn_of_speech(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [roots.__wrapped__(form) for form in FORMS]
    monkeypatch.setattr(normal_of, "turns_of", lambda _: -1)
    assert quick == [roots.__wrapped__(form) for form in FORMS]


def test_signs_miss_no_politeness(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [bare(form) for form in FORMS]
    monkeypatch.setattr(said_of, "_may_be_kind", lambda _: True)
    assert quick == [bare(form) for form in FORMS]


def test_what_is_surely_russian_is_no_slip_of_the_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = [each for text in TEXTS for each in (text, turned_back(text), text.replace(" ", ""))]
    quick = [layouts.__wrapped__(text) for text in typed]
    monkeypatch.setattr(normal_of, "_surely_russian", lambda _: False)
    assert quick == [layouts.__wrapped__(text) for text in typed]


def test_a_text_typed_plainly_is_heard_by_its_normal_form(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = [text + more for text in MESSAGES for more in ("", "ёёё!!!", " x", "\u0301")]
    assert {typed_plainly(text) for text in typed} == {True, False}
    quick = [EAR.tongue.plain(text) for text in typed]
    monkeypatch.setattr("flows.nlu.russian.typed_plainly", lambda _: False)
    assert quick == [EAR.tongue.plain(text) for text in typed]


def test_signs_miss_nothing_that_words_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = [said(form) for form in FORMS]
    quick = [_told(each) for each in heard]
    assert all(any(column) for column in zip(*quick, strict=True)), "of all there is something to miss"
    for module in ("tie_breaks", "entities"):
        monkeypatch.setattr(f"flows.nlu.{module}.any_of", lambda _, __: True)
    assert quick == [_told(each) for each in heard]


def test_signs_miss_no_day_something_is_waited_for_since(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = [*FORMS, *(f"{form} {day}" for form in FORMS[::40] for day in DAYS)]
    quick = [waited.since(form, TODAY) for form in plain]
    assert all(waited.since(day, TODAY) for day in DAYS)
    monkeypatch.setattr(waited, "any_of", lambda _, __: True)
    assert quick == [waited.since(form, TODAY) for form in plain]


@pytest.mark.parametrize("said", sorted(COURTESIES["greeting"] | COURTESIES["courtesy"]))
def test_a_courtesy_is_looked_for_where_one_may_begin(said: str) -> None:
    typed = (said, turned_back(said), turned(said), f"{said}!! спасибо.", said.title(), f"ё{turned(said)}")
    assert courtesy(said)
    with pytest.MonkeyPatch.context() as patch:
        quick = [courtesy(text) for text in typed]
        patch.setattr(answers, "_surely_no_courtesy", lambda _: False)
        assert quick == [courtesy(text) for text in typed]


def test_no_courtesy_is_missed_among_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = [each for text in TEXTS for each in (text, turned_back(text.lower()))]
    quick = [courtesy(text) for text in typed]
    monkeypatch.setattr(answers, "_surely_no_courtesy", lambda _: False)
    assert quick == [courtesy(text) for text in typed]


def _told(of: Said) -> tuple[object, ...]:
    heard = Heard(of, shares_of({"status_manual": 1.0}), lambda _: NOTHING)
    return tie_breaks.person(heard), entities.teen(of), entities.birth_abroad(of), entities.services.__wrapped__(of)


_TYPED = st.text(st.one_of(st.sampled_from(" ,.?!-_\n\t5²«»ёйЪxß"), st.characters()), max_size=420)


@given(_TYPED)
def test_words_parted_at_stops_are_the_words(text: str) -> None:
    quick = normal.__wrapped__(text)
    letters = parted(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(normal_of, "parted", lambda _: [])
        assert quick == normal.__wrapped__(text)
    assert not "".join(letters).isalpha() or letters == LETTERS.findall(text)
