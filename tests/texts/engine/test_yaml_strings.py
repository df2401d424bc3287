"""Authors' YAML: all values are strings, and every mistake has its file and line."""

from pathlib import Path

import pytest

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
        ("a: " + "[" * 100_000 + "]" * 100_000, "x.yaml:1: вложено глубже 100 уровней"),
        ("- " * 100_000 + "a", "x.yaml:1: вложено глубже 100 уровней"),
        ("".join(f"{' ' * n}a:\n" for n in range(900)), "x.yaml:1: вложено глубже 100 уровней"),
        ("a: [" + "1, " * 300_000 + "]", "x.yaml:1: файл больше 512 КБ"),
        ("a: \x00\n", "x.yaml:1: YAML не разбирается"),
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
