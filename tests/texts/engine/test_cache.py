"""Compiled texts are cached between runs, and recompiled when their source or compiler has changed."""

from pathlib import Path

import pytest

from tests.support.text_library import library
from texts.engine.templating.cache import Cache


def test_what_was_kept_is_given_back_by_what_it_was_made_of(tmp_path: Path) -> None:
    first = Cache(tmp_path)
    first.put(("слово", frozenset({"а"})), "text", "источник")
    first.save()
    again = Cache(tmp_path)
    assert again.get("text", "источник") == ("слово", frozenset({"а"}))
    assert again.get("text", "другой источник") is None


@pytest.mark.parametrize("spoilt", [b"", b"not marshal at all", b"\x00\x01"])
def test_a_spoilt_file_is_as_good_as_none(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "templates.marshal").write_bytes(spoilt)
    assert Cache(tmp_path).get("text") is None


def test_what_another_python_kept_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Cache(tmp_path)
    first.put("слово", "text")
    first.save()
    monkeypatch.setattr("texts.engine.templating.cache._MADE_BY", ("cpython-999",))
    assert Cache(tmp_path).get("text") is None


def test_a_text_edited_since_is_said_as_it_is_now(tmp_path: Path) -> None:
    said = []
    for word in ("вчера", "сегодня"):
        texts = library(tmp_path, {"a/b.j2": "{% if told.when is defined %}" + word + "{% endif %}"})
        texts.compile_all()
        said.append(texts.render("a/b", {"told": {"when": "да"}}))
        texts.keep()
    assert said == ["вчера", "сегодня"]


def test_what_is_kept_reads_as_what_was_parsed(tmp_path: Path) -> None:
    many = "{% for one in told.many %}{{ one }}, {{ fact.hotline }}{% endfor %}{% include 'a/_c.j2' %}"
    files = {"a/b.j2": many, "a/_c.j2": "{{ told.more|default('') }}"}
    first = library(tmp_path, files)
    first.compile_all()
    first.render("a/b", {"told": {"many": ["да"]}})
    first.keep()
    again = library(tmp_path, files)
    assert [again.words("a/b"), again.optional_words("a/b")] == [first.words("a/b"), first.optional_words("a/b")]
    assert again.render("a/b", {"told": {"many": ["да"]}}) == first.render("a/b", {"told": {"many": ["да"]}})
