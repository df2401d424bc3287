"""The fast test of a text rejects nothing that the full search would find."""

from itertools import product

import pytest

from flows.privacy import name_parts
from flows.privacy import names as names_module
from flows.privacy import secrets as secrets_module
from flows.privacy.names import names
from flows.privacy.plain import plain
from flows.privacy.secrets import words
from tests.support.flows.innocent import INNOCENT
from tests.support.flows.secrets import CANARIES

NAME_PARTS = (
    "Иванов",
    "рахимов",
    "Сардор",
    "ваня",
    "Анна-Мария",
    "ильинична",
    "оглы",
    "Ким",
    "А.",
    "сын",
    "фио:",
    "Pетров",
)


def test_the_quick_looks_at_a_text_pass_all_that_a_close_look_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [*INNOCENT, *CANARIES]
    named = [gap.join(parts) for parts in product(NAME_PARTS, repeat=3) for gap in (" ", ". ", ", ", "\n", " и ")]
    seen = [plain(text) for line in lines for text in (line, line.lower(), line.title(), line.upper())]
    seen += map(plain, named)
    quick = [(names(each), words(each)) for each in seen]
    monkeypatch.setattr(names_module, "_may_name", lambda _: True)
    monkeypatch.setattr(name_parts, "may_be_patronymic", lambda _: True)
    monkeypatch.setattr(secrets_module, "any_of", lambda _, __: True)
    assert quick == [(names(each), words(each)) for each in seen]
