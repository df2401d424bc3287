"""The values that a text needs are known without rendering it."""

from pathlib import Path

import pytest

from tests.support.text_library import library, refused

CASES = {
    "{{ told.one }} и {{ told['two'] }}": ({"one", "two"}, set()),
    "{% if told.one is defined %}{{ told.one }}{% endif %}": (set(), {"one"}),
    "{% if told.one is defined %}{{ told.one }}{% endif %}{{ told.one }}": ({"one"}, set()),
    "{% if told.one is not defined %}нет{% else %}{{ told.one }}{% endif %}": (set(), {"one"}),
    "{% if told.one is undefined %}{{ told.one }}{% endif %}": ({"one"}, set()),
    "{% if told.one is undefined or told.two is undefined %}{% else %}{{ told.one }}{{ told.two }}{% endif %}": (
        set(),
        {"one", "two"},
    ),
    "{% if told.one is defined and told.one %}да{% endif %}": (set(), {"one"}),
    "{% if told.one is defined and told.two %}да{% endif %}": ({"two"}, {"one"}),
    "{% if told.a %}{% elif told.b is defined %}{{ told.b }}{{ told.c }}{% endif %}": ({"a", "c"}, {"b"}),
    "{{ told.one if told.one is defined else told.two }}": ({"two"}, {"one"}),
    "{{ told.one|default('нет') }}": (set(), {"one"}),
    "{{ told.one|default(told.two) }}": ({"two"}, {"one"}),
    "{% for child in told.children %}{{ child.name }}{% endfor %}": ({"children"}, set()),
    "{{ told.sent_on|day }}": ({"sent_on"}, set()),
    "{{ told.one.two }}": ({"one"}, set()),
    "{# {{ told.one }} #}": (set(), set()),
}


@pytest.mark.parametrize("source", CASES)
def test_the_words_a_text_needs_are_found(tmp_path: Path, source: str) -> None:
    texts = library(tmp_path, {"a/b.j2": source})
    needed, optional = CASES[source]
    assert texts.words("a/b") == needed
    assert texts.optional_words("a/b") == optional


def test_the_words_of_included_texts_are_needed_too(tmp_path: Path) -> None:
    texts = library(
        tmp_path,
        {
            "a/b.j2": '{{ told.one }}{% include "a/c.j2" %}',
            "a/c.j2": '{{ told.two }}{% include "a/d" %}{% include "a/b" %}',
            "a/d.j2": "{{ told.three|default('') }}",
        },
    )
    assert texts.words("a/b") == {"one", "two"}
    assert texts.optional_words("a/b") == {"three"}


def test_the_names_a_text_takes_from_its_context_are_found(tmp_path: Path) -> None:
    texts = library(
        tmp_path,
        {"a/b.j2": "{% set x = fact.hotline %}{{ x }}{{ school.name }}{{ told.on|day }}", "a/c.j2": "Слово."},
    )
    assert texts.names("a/b") == {"fact", "school", "told", "now"}
    assert texts.names("a/c") == frozenset()


def test_the_source_and_the_paths_are_told(tmp_path: Path) -> None:
    texts = library(tmp_path, {"a/b.j2": "Слово."})
    assert texts.paths == {"a/b"}
    assert (texts.has("a/b"), texts.has("a/c")) == (True, False)
    assert texts.source("a/b") == "Слово."


MISTAKES = {
    "Раз\n{{ fact.lost }}": "texts/a/b.j2:2: факта «lost» нет в facts.yaml.",
    "{% if fact.lost is defined %}{% endif %}": "texts/a/b.j2:1: факта «lost» нет в facts.yaml.",
    "{% for x in told %}{% endfor %}": "texts/a/b.j2:1: «told» пишут только вместе со словом",
    "{% set told = 1 %}": "texts/a/b.j2:1: «told» пишут только вместе со словом",
    "{{ fact[told.name] }}": "texts/a/b.j2:1: «fact» пишут только вместе со словом",
    "\n{% include told.name %}": "texts/a/b.j2:2: имя вставляемого текста пишут в кавычках",
    '{% include "a/lost" %}': "texts/a/b.j2:1: вставляемого текста «a/lost» нет.",
    "{% from 'm/m' import say %}": "texts/a/b.j2:1: «m/m» не увидит «school», «told»",
    "Раз\n{% if told.one %}": "texts/a/b.j2:",
    "\n\n{{ told.one|dya }}": "texts/a/b.j2:3: ",
    "{{ told.one|safe }}": "No filter named 'safe'",
    "Раз\n<u>два</u>": "texts/a/b.j2:2: «<u>» не годится",
    "<b class='x'>два</b>": "не годится",
    "<a>два</a>": "не годится",
    "<b>раз\n": "texts/a/b.j2:1: тег <b> не закрыт.",
    "<b><i>раз</b></i>": "тег </b> закрывает не то",
    "Раз & два": "знак «&» пишут как «&amp;».",
    "если 2 < 3, то": "а знак «<» пишут как «&lt;»",
}


@pytest.mark.parametrize("source", MISTAKES)
def test_a_mistake_of_a_template_is_found_with_its_line(tmp_path: Path, source: str) -> None:
    macros = "{% macro say() %}{{ told.one }}{{ school.name }}{{ fact.hotline }}{% endmacro %}"
    assert MISTAKES[source] in refused(tmp_path, {"a/b.j2": source, "m/m.j2": macros})


def test_good_markup_around_holes_and_branches_is_let_through(tmp_path: Path) -> None:
    source = (
        '<b>{{ told.one }}</b> &amp; <a href="{{ fact.map }}">карта</a>\n'
        "{# <u> #}{% if told.x > 3 and told.x < 5 %}<i>да</i>{% else %}<code>нет</code>{% endif %} → &lt;"
    )
    library(tmp_path, {"a/b.j2": source}).compile_all()


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    said = refused(tmp_path, {"a/b.j2": "{{ fact.lost }}\n<u>", "a/c.j2": "{% if %}"})
    assert ["a/b.j2:1:" in said, "a/b.j2:2:" in said, "a/c.j2:1:" in said] == [True, True, True]


def test_a_cyrillic_path_is_refused(tmp_path: Path) -> None:
    assert "имя текста пишут латиницей" in refused(tmp_path, {"статус/manual.j2": "Слово."})
