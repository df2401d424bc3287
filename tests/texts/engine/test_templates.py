"""A text is rendered with the given values, escaped, and fails if a value is missing."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.text_library import SCHOOL, library
from texts import RenderError, UnknownTextError


def said(folder: Path, source: str, **context: object) -> str:
    return library(folder, {"status/manual.j2": source}).render("status/manual", context)


def test_a_text_is_said_by_its_path(tmp_path: Path) -> None:
    assert said(tmp_path, "Здравствуйте, <b>Ёжик</b>!\n") == "Здравствуйте, <b>Ёжик</b>!"


def test_the_words_of_a_parent_are_escaped(tmp_path: Path) -> None:
    text = said(tmp_path, "Вы написали: {{ told.words }}", told={"words": '<a href="http://x">жми & беги</a> 🙂'})
    assert text == "Вы написали: &lt;a href=&#34;http://x&#34;&gt;жми &amp; беги&lt;/a&gt; 🙂"


def test_a_link_with_an_ampersand_survives_in_an_attribute(tmp_path: Path) -> None:
    text = said(tmp_path, '<a href="{{ fact.map }}">карта</a>')
    assert text == '<a href="https://map.example.ru/?layer=co&amp;filter=cfm">карта</a>'


def test_a_term_is_said_in_words(tmp_path: Path) -> None:
    assert said(tmp_path, "до {{ fact.check_usual }}") == "до 5 рабочих дней"


def test_a_text_is_stripped_and_keeps_one_blank_line(tmp_path: Path) -> None:
    source = "\n\nРаз.\n{% if told.second %}\n\n\n  \nДва.  \n{% endif %}\n\n\n"
    assert said(tmp_path, source, told={"second": True}) == "Раз.\n\nДва."


def test_a_no_break_space_inside_stays(tmp_path: Path) -> None:
    assert said(tmp_path, "5\N{NO-BREAK SPACE}дней") == "5\N{NO-BREAK SPACE}дней"


def test_a_word_named_as_a_method_of_a_dict_is_the_word(tmp_path: Path) -> None:
    assert said(tmp_path, "{{ told.items }} {{ told.class }}", told={"items": "вещи", "class": "3Б"}) == "вещи 3Б"


def test_a_mapping_can_still_be_gone_through(tmp_path: Path) -> None:
    source = "{% set words = {'a': 'раз', 'b': 'два'} %}{% for k, v in words.items() %}{{ k }}={{ v }} {% endfor %}"
    assert said(tmp_path, source) == "a=раз b=два"


def test_an_unset_slot_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"texts/status/manual\.j2:2: .*«class_name» не сказано"):
        said(tmp_path, "Класс:\n{{ told.class_name }}", told={})


def test_an_unknown_fact_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"texts/status/manual\.j2:3: .*факта «hotlin» нет"):
        said(tmp_path, "Раз\nДва\n{{ fact.hotlin }}")


def test_the_error_is_told_where_it_is_inside_an_included_text(tmp_path: Path) -> None:
    texts = library(
        tmp_path,
        {"everywhere/help.j2": "\n\n{{ told.phone }}", "status/manual.j2": '{% include "everywhere/help" %}'},
    )
    with pytest.raises(RenderError, match=r"texts/everywhere/help\.j2:3: "):
        texts.render("status/manual", {"told": {}})


@pytest.mark.parametrize(
    "source",
    [
        "{{ told.words.__class__ }}",
        "{{ told.words.__class__.__mro__ }}",
        "{{ ''['__class__'] }}",
        "{{ told.words.format.__globals__ }}",
        "{{ told.list.append(1) }}",
        "{{ told.list.pop() }}",
        "{{ school.__init__.__globals__ }}",
    ],
)
def test_the_sandbox_lets_no_template_out(tmp_path: Path, source: str) -> None:
    with pytest.raises(RenderError):
        said(tmp_path, source, told={"words": "слово", "list": [1]}, school=object())


def test_a_template_cannot_call_a_word_safe(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="safe"):
        said(tmp_path, "{{ told.words|safe }}", told={"words": "<b>"})


def test_an_unknown_text_says_which_file_to_make(tmp_path: Path) -> None:
    with pytest.raises(UnknownTextError, match=r"texts/status/lost\.j2"):
        library(tmp_path, {}).render("status/lost", {})


def test_a_school_says_its_own_facts_also_inside_an_imported_macro(tmp_path: Path) -> None:
    own = 'facts: {hotline: {value: "8 800 000 00 00", kind: phone, source: школа, copied_on: 2026-11-20}}\n'
    texts = library(
        tmp_path,
        {
            "schools/own.yaml": SCHOOL + own,
            "schools/plain.yaml": SCHOOL,
            "everywhere/macros.j2": "{% macro call() %}{{ fact.hotline }}{% endmacro %}",
            "status/manual.j2": '{% from "everywhere/macros" import call %}{{ call() }}',
        },
    )
    said_to = {key: texts.render("status/manual", {"school": school}) for key, school in texts.schools.items()}
    assert said_to == {"own": "8 800 000 00 00", "plain": "8 800 100 70 10"}
    assert texts.facts_of(texts.schools["own"])["hotline"].value == "8 800 000 00 00"


def test_a_text_of_facts_alone_is_made_once_and_one_with_a_date_is_not(tmp_path: Path) -> None:
    texts = library(tmp_path, {"a/facts.j2": "{{ fact.hotline }}", "a/school.j2": "{{ school.name }}"} | _school())
    school = texts.schools["one"]
    assert texts.render("a/facts", {}) is texts.render("a/facts", {"school": school})
    assert texts.render("a/school", {"school": school}) == "Ёлкинская СОШ"
    assert texts.render("a/school", {"school": replace(school, name="Иная")}) == "Иная"


def _school() -> dict[str, str]:
    return {"schools/one.yaml": SCHOOL}


@pytest.mark.parametrize("first", ["text", "label"])
def test_a_piece_is_escaped_in_a_text_and_not_in_a_label(tmp_path: Path, first: str) -> None:
    """In either order of rendering: a piece compiled for a label must not pass typed text on as markup."""
    call = '{% include "status/_piece.j2" %}'
    texts = library(
        tmp_path,
        {
            "status/which.j2": call,
            "status/_piece.j2": "{{ told.draft }}",
            "status/buttons.yaml": f"status/which: {{done: '{call}'}}\n",
        },
    )
    slots = {"told": {"draft": "<b>Ёлка</b>"}}
    if first == "label":
        assert texts.label("status", "which", "done", slots) == "<b>Ёлка</b>"
    assert texts.render("status/which", slots) == "&lt;b&gt;Ёлка&lt;/b&gt;"
    assert texts.label("status", "which", "done", slots) == "<b>Ёлка</b>"
