"""The YAML of flows: what would exhaust the stack or the memory is a fault with its place."""

import pytest

from flows.book.yaml_strings import read

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: " + "[" * 100_000 + "]" * 100_000, "вложено глубже 100 уровней"),
        ("- " * 100_000 + "a", "вложено глубже 100 уровней"),
        (BOMB, "ссылки «&имя» и «*имя» не поддерживаются"),
        ("a: &x [*x]\n", "ссылки «&имя»"),
        ("a: \x00\n", "не читается как YAML"),
    ],
    ids=["brackets", "dashes", "bomb", "itself", "no text"],
)
def test_a_document_without_bounds_is_a_fault(text: str, says: str) -> None:
    faults = read(text, "flow.yaml").faults
    assert faults
    assert all(says in each.says and each.where.startswith("flow.yaml:") for each in faults)


def test_an_ordinary_document_is_read() -> None:
    assert read("a: [1, {b: yes}]\n", "flow.yaml").value == {"a": ["1", {"b": "yes"}]}
