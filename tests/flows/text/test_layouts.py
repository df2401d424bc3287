"""A text typed in the wrong keyboard layout also gives the intended form."""

import pytest

from flows.nlu.letters import turned_back
from flows.text import layouts as layouts_module
from flows.text.layouts import layouts
from tests.support.flows.typed_texts import TEXTS


def test_what_is_surely_russian_is_no_slip_of_the_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = [each for text in TEXTS for each in (text, turned_back(text), text.replace(" ", ""))]
    quick = [layouts.__wrapped__(text) for text in typed]
    monkeypatch.setattr(layouts_module, "_surely_russian", lambda _: False)
    assert quick == [layouts.__wrapped__(text) for text in typed]


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
