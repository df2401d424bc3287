"""Profiles of schools are read completely, or refused with the line of the mistake."""

from datetime import time
from pathlib import Path

import pytest

from tests.support.text_library import SCHOOL, library, refused
from texts import OpenSpan, TextErrors, Texts


def test_a_school_is_read(tmp_path: Path) -> None:
    school = library(tmp_path, {"schools/elkino.yaml": SCHOOL}).schools["elkino"]
    assert (school.key, school.name, school.egrul_checked, school.zone) == (
        "elkino",
        "Ёлкинская СОШ",
        False,
        "Europe/Moscow",
    )
    assert school.staff.open == (
        OpenSpan((0, 1, 2, 3), time(8, 30), time(16)),
        OpenSpan((5,), time(9), time(13)),
    )
    assert (school.diary.link, school.staff.phone, school.holidays, school.facts) == (None, None, (), {})


def test_schools_may_lie_apart_from_the_texts(tmp_path: Path) -> None:
    library(tmp_path, {})
    apart = tmp_path / "apart"
    apart.mkdir()
    (apart / "one.yaml").write_text(SCHOOL, encoding="utf-8")
    assert set(Texts.load(tmp_path / "texts", apart).schools) == {"one"}


def test_a_folder_of_schools_that_is_not_there_is_told(tmp_path: Path) -> None:
    library(tmp_path, {})
    with pytest.raises(TextErrors, match="папки с профилями школ нет"):
        Texts.load(tmp_path / "texts", tmp_path / "lost")


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("name: Ёлкинская СОШ\n", "", ":1: не хватает ключа «name»."),
        ("egrul_checked: no", "egrul_checked: да", ":3: «egrul_checked»: «да» не подходит, можно только: yes, no."),
        ("zone: Europe/Moscow", "zone: Москва", ":5: часового пояса «Москва» нет"),
        ("kind: gis_komi", "kind: paper", ":6: «kind»: «paper» не подходит, можно только: gis_komi, dnevnik_ru."),
        ("diary: {kind: gis_komi,", "diary: {link: x, kind: gis_komi,", ":6: «link»: «x» не подходит"),
        ("chats: {kind: max, sure: no}\n", "", ":1: не хватает раздела «chats»."),
        ("title: администратор школы", "title: Ольга Петровна Ёлкина", ":9: «title»: похоже на имя человека"),
        ("title: администратор школы", "title: Ёлкина О. П.", ":9: «title»: похоже на имя человека"),
        ("open: mon-thu 8:30-16:00", "open: пн-пт 9-17", ":12: «open»: «пн-пт 9-17"),
        ("open: mon-thu 8:30-16:00", "open: fri-mon 8:30-16:00", ":12: «open»: «fri-mon"),
        ("open: mon-thu 8:30-16:00", "open: mon-thu 18:30-16:00", ":12: «open»: «mon-thu"),
        ("answer_within: 1 working_days", "answer_within: скоро", ":13: «answer_within»: «скоро» не подходит"),
        ("place:", "palce: x\nplace:", ":4: ключ «palce» неизвестен"),
        ("place:", "name: Иная\nplace:", ":4: ключ «name» уже был выше"),
        ("place:", "holidays: [{name: з, from: 2026-12-31, to: 2026-01-11}]\nplace:", ":4: каникулы кончаются раньше"),
        ("place:", "holidays: {}\nplace:", ":4: «holidays» — это список"),
        ("place:", "tokens: {vk_token: vk1.a.secret}\nplace:", ":4: «vk_token»: нужно имя переменной"),
        ("place:", "facts: {lost: {}}\nplace:", ":4: факта «lost» нет в facts.yaml"),
        (
            "place:",
            "facts: {hotline: {value: x, kind: text, source: школа, copied_on: 2026-11-21}}\nplace:",
            ":4: факт «hotline» в facts.yaml другого вида: phone.",
        ),
    ],
)
def test_a_broken_profile_is_told_with_its_line(tmp_path: Path, was: str, now: str, sentence: str) -> None:
    assert was in SCHOOL
    said = refused(tmp_path, {"schools/s.yaml": SCHOOL.replace(was, now, 1)})
    assert f"texts/schools/s.yaml{sentence}" in said


def test_a_pasted_secret_is_not_repeated_in_the_error(tmp_path: Path) -> None:
    said = refused(tmp_path, {"schools/s.yaml": SCHOOL + "tokens: {vk_token: vk1.a.secret}\n"})
    assert "vk1.a.secret" not in said
