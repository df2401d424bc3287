"""Facts have a source and a date; all mistakes in them are reported at once."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.text_library import library, refused


def test_a_fact_carries_its_source_date_and_doubt(tmp_path: Path) -> None:
    texts = library(tmp_path, {})
    usual, centres = texts.facts["check_usual"], texts.facts["map"]
    assert (usual.value, usual.said, usual.source, usual.sure) == ("5 working_days", "5 рабочих дней", "F45, C1", True)
    assert (centres.said, centres.sure, centres.checked_on) == (centres.value, False, date(2026, 11, 21))
    assert texts.terms == {"check_usual": "5 working_days"}


BROKEN_FACTS = """\
Hot-line: {value: "x", kind: phone, source: F83, copied_on: 2026-11-21}
term: {value: "пять дней", kind: term, source: F1, copied_on: 2026-11-21}
link:
  value: "http://example.ru"
  kind: link
  source: из головы
  copied_on: вчера
  sure: maybe
  colour: red
no_value: {kind: text, source: F1, copied_on: 2026-11-21, say: "слово"}
odd: слово
kind: {value: "x", kind: sort, source: F1, copied_on: 2026-11-21}
"""

FACT_SENTENCES = [
    "facts.yaml:1: имя факта «Hot-line»",
    "facts.yaml:1: «value»: «x» не подходит, нужно например «8 800 100 70 10».",
    "facts.yaml:2: «value»: «пять дней» не подходит, нужно например «5 working_days».",
    "facts.yaml:2: не хватает ключа «say».",
    "facts.yaml:4: «value»: «http://example.ru» не подходит",
    "facts.yaml:6: «source»: «из головы» не подходит, нужно например «F83».",
    "facts.yaml:7: «copied_on»: «вчера» не дата, нужно например «2026-11-21».",
    "facts.yaml:8: «sure»: «maybe» не подходит, можно только: yes, no.",
    "facts.yaml:9: ключ «colour» неизвестен",
    "facts.yaml:10: не хватает ключа «value».",
    "facts.yaml:10: «say» пишут только у сроков",
    "facts.yaml:11: здесь должен быть список вида «ключ: значение».",
    "facts.yaml:12: «kind»: «sort» не подходит",
]


@pytest.mark.parametrize("sentence", FACT_SENTENCES)
def test_every_broken_fact_is_told(tmp_path: Path, sentence: str) -> None:
    assert f"texts/{sentence}" in refused(tmp_path, {"facts.yaml": BROKEN_FACTS})


def test_no_more_sentences_than_mistakes(tmp_path: Path) -> None:
    assert len(refused(tmp_path, {"facts.yaml": BROKEN_FACTS}).splitlines()) == len(FACT_SENTENCES)


def test_the_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    said = refused(
        tmp_path, {"facts.yaml": "x: 1\n", "buttons.yaml": "a: 1\n", "schools/s.yaml": "name: Школа\n", "Я/б.j2": ""}
    )
    assert [name in said for name in ("facts.yaml:1", "buttons.yaml:1", "schools/s.yaml:1", "Я/б.j2:1")] == [True] * 4


def test_a_list_instead_of_facts_is_a_sentence(tmp_path: Path) -> None:
    assert "texts/facts.yaml:1: здесь должен быть список вида" in refused(tmp_path, {"facts.yaml": "- x\n"})
