"""The shipped texts, facts and profiles."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.text_library import library
from texts import Texts


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts.load()


def test_the_shipped_words_have_no_mistake(texts: Texts) -> None:
    texts.compile_all()


def test_the_hotline_is_the_one_of_the_instruction(texts: Texts) -> None:
    assert texts.facts["hotline"].value == "8 800 100 70 10"  # F83: the web has many wrong ones


def test_the_three_clocks_are_kept_apart(texts: Texts) -> None:
    named = ("autoupdate_off_from", "autoupdate_off_limit", "check_from", "check_usual", "check_limit", "extract_every")
    assert [texts.terms[name] for name in named] == [
        "15 minutes",
        "5 days",  # calendar days: F23
        "15 minutes",
        "5 working_days",  # C1
        "30 days",
        "14 days",  # F15
    ]


def test_the_statuses_are_spelt_as_in_the_instruction(texts: Texts) -> None:
    sure = {fact.value for fact in texts.facts.values() if fact.kind == "status" and fact.sure}
    assert sure >= {
        "Данные введены вручную",
        "Проверка данных",
        "Поиск данных",
        "Не найдено в загсе",
        "Не найден в СФР",
    }
    assert not texts.facts["status_verified"].sure


@pytest.mark.parametrize("key", ["yes", "no", "done", "cannot", "dont_know", "back", "menu", "human", "next", "skip"])
def test_common_buttons_have_words_everywhere(texts: Texts, key: str) -> None:
    assert texts.label("any", "state", key)


def test_the_sample_schools_differ_where_schools_do(texts: Texts) -> None:
    ours, other = texts.schools["vylgort"], texts.schools["sample_dnevnik"]
    assert (ours.diary.kind, other.diary.kind) == ("gis_komi", "dnevnik_ru")
    assert ours.name.startswith("Выльгортская")  # C8: three other spellings are mistakes
    assert not ours.egrul_checked
    assert ours.diary.checked is None  # nobody has opened the address yet: the bot says so and makes no link of it


def test_no_template_names_a_person(texts: Texts) -> None:
    everything = " ".join(texts.source(path) for path in texts.paths)
    assert not re.search(r"[А-ЯЁ][а-яё]+ [А-ЯЁ][а-яё]+(?:вна|вич)\b", everything)


def test_a_hundred_and_fifty_texts_load_fast(tmp_path: Path) -> None:
    library(tmp_path, dict(_many()))
    started = time.process_time()
    Texts.load(tmp_path / "texts")
    assert time.process_time() - started < 0.3


def _many() -> Iterator[tuple[str, str]]:
    for number in range(150):
        yield f"flow{number}/state.j2", "Раз {{ told.one }} {% if told.two %}{{ fact.hotline }}{% endif %}\n" * 20
