"""Attaching a text to a meaning: what a school may teach, and what it may not spoil."""

import pytest

from bot.app.wiring import Words
from flows.book.attaching import falls

OWN = (("часики вместо галочки", "status_checking"),)


def test_what_is_near_nothing_may_be_attached_and_is_heard_surely(shipped: Words) -> None:
    new = ("розовый конверт", "code_not_coming")
    assert falls(shipped.book, OWN, new) == ()
    (heard,) = shipped.book.ear.hear("розовый конверт!", (*OWN, new))
    assert (heard.meaning, heard.sure) == (new[1], True)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("нет кнопки создать", "sferum_howto"),
        ("нет кнопки создать", "hotline"),
        ("снилс не найден в сфр", "diary_login_howto"),
    ],
)
def test_what_would_be_heard_worse_is_named_with_its_own_meaning(shipped: Words, text: str, meaning: str) -> None:
    found = falls(shipped.book, OWN, (text, meaning))
    assert found
    for each in found:
        assert each.meaning != meaning
        assert each.text in shipped.book.phrased[each.meaning].phrases
        assert shipped.book.ear.hear(each.text, ((text, meaning),))[0].meaning == meaning, "it would fall"


def test_what_the_school_attached_before_does_not_fall_either(shipped: Words) -> None:
    (fall,) = falls(shipped.book, OWN, ("вместо галочки часики", "sferum_howto"))
    assert (fall.text, fall.meaning) == OWN[0]


def test_the_same_meaning_once_more_spoils_nothing(shipped: Words) -> None:
    assert falls(shipped.book, OWN, ("вместо галочки часики", "status_checking")) == ()
