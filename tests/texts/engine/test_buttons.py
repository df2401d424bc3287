"""A button's label is looked up in the state first, then in the flow, then in `everywhere`."""

from pathlib import Path

import pytest

from tests.support.text_library import library, refused
from texts import RenderError, UnknownLabelError

LABELS = """\
everywhere: {done: Готово, call: "Звонок {{ fact.hotline }}"}
status: {done: Сделано, child: "Класс {{ told.class_name }}"}
status/which: {done: "«Готово» & <всё>"}
"""


@pytest.mark.parametrize(
    ("flow", "state", "said"),
    [("status", "which", "«Готово» & <всё>"), ("status", "sent", "Сделано"), ("card", "start", "Готово")],
)
def test_a_label_is_looked_up_from_near_to_far(tmp_path: Path, flow: str, state: str, said: str) -> None:
    assert library(tmp_path, {"buttons.yaml": LABELS}).label(flow, state, "done") == said


def test_a_label_renders_facts_and_slots_plainly(tmp_path: Path) -> None:
    texts = library(tmp_path, {"buttons.yaml": LABELS})
    assert texts.label("card", "start", "call") == "Звонок 8 800 100 70 10"
    assert texts.label("status", "which", "child", {"told": {"class_name": "3 «Б» & <В>"}}) == "Класс 3 «Б» & <В>"
    assert texts.label_words("status", "which", "child") == {"class_name"}
    assert texts.label_words("status", "which", "done") == frozenset()
    with pytest.raises(RenderError, match=r"texts/buttons\.yaml:2: .*«class_name»"):
        texts.label("status", "which", "child", {"told": {}})
    with pytest.raises(RenderError, match=r"texts/buttons\.yaml:2: .*«told» не передали"):
        texts.label("status", "which", "child")


def test_an_unknown_label_names_the_file_and_the_key(tmp_path: Path) -> None:
    texts = library(tmp_path, {})
    assert (texts.has_label("status", "which", "done"), texts.has_label("status", "which", "lost")) == (True, False)
    with pytest.raises(UnknownLabelError, match=r"texts/buttons\.yaml: нет подписи «lost».*«status/which», «status»"):
        texts.label("status", "which", "lost")


@pytest.mark.parametrize(
    ("buttons", "sentence"),
    [
        (f"a:\n  b: {'ы' * 41}\n", "buttons.yaml:2: подпись «ыыы"),
        (f'a:\n  b: "{"ы" * 30} {{{{ fact.hotline }}}}"\n', "buttons.yaml:2: подпись «ыыы"),
        ("a/b/c: {d: Да}\n", "buttons.yaml:1: раздел «a/b/c»"),
        ("a: {Да: Да}\n", "buttons.yaml:1: ключ «Да»"),
        ("a:\n  b:\n", "buttons.yaml:2: у «b» должно быть одно непустое значение."),
        ("a:\n  b: [Да]\n", "buttons.yaml:2: у «b» должно быть одно непустое значение."),
        ('a:\n  b: "{{ fact.lost }}"\n', "buttons.yaml:2: факта «lost» нет"),
        ('a:\n  b: "{{ fact. }}"\n', "buttons.yaml:2: "),
    ],
)
def test_a_broken_label_is_told_with_its_line(tmp_path: Path, buttons: str, sentence: str) -> None:
    assert f"texts/{sentence}" in refused(tmp_path, {"buttons.yaml": buttons})
