"""The roots of a text are its words with content."""

import pytest

from flows.text import roots as roots_module
from flows.text.normal import normal
from flows.text.roots import roots
from tests.support.flows.typed_texts import FORMS


def test_the_prefilter_misses_no_phrase(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [roots.__wrapped__(form) for form in FORMS]
    monkeypatch.setattr(roots_module, "turns_of", lambda _: -1)
    assert quick == [roots.__wrapped__(form) for form in FORMS]


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
