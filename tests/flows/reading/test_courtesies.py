"""Greetings, thanks and the like are distinguished from requests."""

import pytest

from flows.nlu.letters import turned, turned_back
from flows.reading import courtesies
from flows.reading.answer_words import COURTESIES
from flows.reading.courtesies import courtesy
from tests.support.flows.typed_texts import TEXTS


@pytest.mark.parametrize("said", sorted(COURTESIES["greeting"] | COURTESIES["courtesy"]))
def test_a_courtesy_is_looked_for_where_one_may_begin(said: str) -> None:
    typed = (said, turned_back(said), turned(said), f"{said}!! спасибо.", said.title(), f"ё{turned(said)}")
    assert courtesy(said)
    with pytest.MonkeyPatch.context() as patch:
        quick = [courtesy(text) for text in typed]
        patch.setattr(courtesies, "_surely_no_courtesy", lambda _: False)
        assert quick == [courtesy(text) for text in typed]


def test_no_courtesy_is_missed_among_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = [each for text in TEXTS for each in (text, turned_back(text.lower()))]
    quick = [courtesy(text) for text in typed]
    monkeypatch.setattr(courtesies, "_surely_no_courtesy", lambda _: False)
    assert quick == [courtesy(text) for text in typed]


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
