"""Our markup in VK's format: a text and the ranges of its marks."""

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.vk.format import FormatItem, formatted, units


@pytest.mark.parametrize(
    ("markup", "text", "marks"),
    [
        ("Просто слова &amp; знаки &lt;3", "Просто слова & знаки <3", ()),
        ("<b>Готово</b>", "Готово", (FormatItem("bold", 0, 6),)),
        # an emoji is two UTF-16 units; with the space, three
        ("👍 <i>Ёлка</i>", "👍 Ёлка", (FormatItem("italic", 3, 4),)),
        ("<b>👨‍👩‍👧 семья</b>", "👨‍👩‍👧 семья", (FormatItem("bold", 0, 14),)),
        ("Код: <code>demo-3b</code>", "Код: demo-3b", ()),
        (
            'Вот <a href="https://gosuslugi.ru/?a=1&amp;b=2"><b>портал</b></a>',
            "Вот портал",
            (FormatItem("url", 4, 6, "https://gosuslugi.ru/?a=1&b=2"), FormatItem("bold", 4, 6)),
        ),
    ],
)
def test_our_markup_in_vk(markup: str, text: str, marks: tuple[FormatItem, ...]) -> None:
    found = formatted(markup)
    assert (found.text, set(found.marks)) == (text, set(marks))


def test_format_data_is_a_text_of_json() -> None:
    assert json.loads(formatted("<b>да</b>").data) == {
        "version": 1, "items": [{"type": "bold", "offset": 0, "length": 2}],
    }  # fmt: skip
    assert formatted("да").data == ""


@given(st.lists(st.tuples(st.sampled_from(["", "b", "i", "code"]), st.text("аё 👍&<\n", max_size=30)), max_size=8))
def test_marks_lie_within_the_text(pieces: list[tuple[str, str]]) -> None:
    escaped = [(tag, words.replace("&", "&amp;").replace("<", "&lt;")) for tag, words in pieces]
    found = formatted("".join(f"<{tag}>{words}</{tag}>" if tag else words for tag, words in escaped))
    assert found.text == "".join(words for _, words in pieces)
    assert all(0 <= mark.offset < mark.offset + mark.length <= units(found.text) for mark in found.marks)


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("[id1|Администрация школы], ответьте", "[id1¦Администрация школы], ответьте"),
        ("[https://gosuslugi.example|gosuslugi.ru]", "[https://gosuslugi.example¦gosuslugi.ru]"),
        ("Спросите @id1 (директора) или *club1 (школу)", "Спросите ＠id1 (директора) или ∗club1 (школу)"),
        ("x@id1 (директор)", "x＠id1 (директор)"),
        ("@all, @durov", "＠all, ＠durov"),
        # not mentions
        ("Пишите на мама@почта.рф, 2 * 2 = 4, это 5*", "Пишите на мама@почта.рф, 2 * 2 = 4, это 5*"),
        ("https://example.ru/@katya", "https://example.ru/@katya"),
    ],
)
def test_what_people_write_is_never_a_mention(typed: str, seen: str) -> None:
    assert formatted(html.escape(typed)).text == seen


MENTION = re.compile(r"\[[^\]]*\|[^\]]*\]|(?<![\w/.])[@*]\w|[@*][\w.]+\s*\(", re.DOTALL)


@given(
    st.lists(
        st.sampled_from(["[", "|", "]", "@", "*", "id1", "club1", " (", ")", "ё", " ", "👍", "<b>", "</b>", "&#124;"])
    )
)
def test_no_mention_survives_however_it_is_cut_by_marks(pieces: list[str]) -> None:
    before = "".join(pieces)
    after = formatted(before).text
    assert not MENTION.search(after)
    assert units(after) == units(html.unescape(re.sub("</?b>", "", before)))
