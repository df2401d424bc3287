"""Facts, labels and profiles: strings only, and every mistake at once, with its file and line."""

from datetime import date, time
from pathlib import Path

import pytest

from tests.support.text_library import SCHOOL, library, refused
from texts import OpenSpan, RenderError, TextErrors, Texts, UnknownLabelError
from texts.engine.yaml_strings import read


def sheet(folder: Path, content: str) -> tuple[object, list[str]]:
    file = folder / "x.yaml"
    file.write_text(content, encoding="utf-8")
    found = read(file, "x.yaml")
    return found.tree, found.problems


def test_every_scalar_stays_a_string(tmp_path: Path) -> None:
    tree, problems = sheet(tmp_path, "yes: no\nat: 12:30\non: 2026-11-21\nempty:\nlist: [1, ~, 0x1f]\n")
    assert tree == {"yes": "no", "at": "12:30", "on": "2026-11-21", "empty": "", "list": ["1", "~", "0x1f"]}
    assert problems == []


def test_an_empty_file_is_empty(tmp_path: Path) -> None:
    assert sheet(tmp_path, "# ничего\n") == ({}, [])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "x.yaml:4: ключ «c» уже был выше: оставьте один."),
        ("a: &x 1\nb: *x\n", "x.yaml:2: ссылки «&имя» и «*имя» не поддерживаются: напишите значение ещё раз."),
        ("a: &x [*x]\n", "x.yaml:1: ссылки"),
        ("? [a]\n: 1\n", "x.yaml:1: ключом может быть только слово."),
        ("a: 1\nb: [\n", "x.yaml:3: YAML не разбирается"),
    ],
)
def test_a_sheet_is_refused_with_its_line(tmp_path: Path, content: str, sentence: str) -> None:
    assert any(problem.startswith(sentence) for problem in sheet(tmp_path, content)[1])


def test_a_missing_file_and_a_foreign_encoding_are_sentences(tmp_path: Path) -> None:
    (tmp_path / "cp.yaml").write_bytes("имя: Да".encode("cp1251"))
    assert read(tmp_path / "cp.yaml", "cp.yaml").problems[0].startswith("cp.yaml:1: файл не в кодировке UTF-8")
    assert read(tmp_path / "no.yaml", "no.yaml").problems[0].startswith("no.yaml:1: файл не читается")


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    assert sheet(tmp_path, "\ufeffa: Да\r\n") == ({"a": "Да"}, [])


# --- facts


def test_a_fact_carries_its_source_date_and_doubt(tmp_path: Path) -> None:
    texts = library(tmp_path, {})
    usual, centres = texts.facts["check_usual"], texts.facts["map"]
    assert (usual.value, usual.said, usual.source, usual.sure) == ("5 working_days", "5 рабочих дней", "F45, C1", True)
    assert (centres.said, centres.sure, centres.checked_on) == (centres.value, False, date(2026, 11, 21))
    assert texts.terms == {"check_usual": "5 working_days"}


BROKEN_FACTS = """\
Hot-line: {value: "x", kind: phone, source: F83, checked_on: 2026-11-21}
term: {value: "пять дней", kind: term, source: F1, checked_on: 2026-11-21}
link:
  value: "http://example.ru"
  kind: link
  source: из головы
  checked_on: вчера
  sure: maybe
  colour: red
no_value: {kind: text, source: F1, checked_on: 2026-11-21, say: "слово"}
odd: слово
kind: {value: "x", kind: sort, source: F1, checked_on: 2026-11-21}
"""

FACT_SENTENCES = [
    "facts.yaml:1: имя факта «Hot-line»",
    "facts.yaml:1: «value»: «x» не подходит, нужно например «8 800 100 70 10».",
    "facts.yaml:2: «value»: «пять дней» не подходит, нужно например «5 working_days».",
    "facts.yaml:2: не хватает ключа «say».",
    "facts.yaml:4: «value»: «http://example.ru» не подходит",
    "facts.yaml:6: «source»: «из головы» не подходит, нужно например «F83».",
    "facts.yaml:7: «checked_on»: «вчера» не дата, нужно например «2026-11-21».",
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


# --- labels

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


def test_a_label_says_facts_and_told_words_plainly(tmp_path: Path) -> None:
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


# --- schools


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
            "facts: {hotline: {value: x, kind: text, source: школа, checked_on: 2026-11-21}}\nplace:",
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


def test_a_list_instead_of_facts_is_a_sentence(tmp_path: Path) -> None:
    assert "texts/facts.yaml:1: здесь должен быть список вида" in refused(tmp_path, {"facts.yaml": "- x\n"})
