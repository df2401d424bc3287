"""A text is made comparable: its normal form, the layouts it may have been typed in, its roots."""

import pytest

from flows.nlu.letters import turned_back
from flows.text import layouts as layouts_of
from flows.text import roots as roots_of
from flows.text.layouts import layouts
from flows.text.normal import normal
from flows.text.roots import roots
from tests.support.flows.typed_texts import FORMS, TEXTS


def test_signs_miss_no_turn_of_speech(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [roots.__wrapped__(form) for form in FORMS]
    monkeypatch.setattr(roots_of, "turns_of", lambda _: -1)
    assert quick == [roots.__wrapped__(form) for form in FORMS]


def test_what_is_surely_russian_is_no_slip_of_the_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = [each for text in TEXTS for each in (text, turned_back(text), text.replace(" ", ""))]
    quick = [layouts.__wrapped__(text) for text in typed]
    monkeypatch.setattr(layouts_of, "_surely_russian", lambda _: False)
    assert quick == [layouts.__wrapped__(text) for text in typed]


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
