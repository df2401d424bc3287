"""Attaching an example to an intent: what a school may add, and what must keep its intent."""

import pytest

from bot.app.wiring import Content
from flows.book.attaching import falls

OWN = (("часики вместо галочки", "status_checking"),)


def test_what_is_near_nothing_may_be_attached_and_is_heard_surely(shipped: Content) -> None:
    new = ("розовый конверт", "code_not_coming")
    assert falls(shipped.book, OWN, new) == ()
    (heard,) = shipped.book.classifier.classify("розовый конверт!", (*OWN, new))
    assert (heard.intent, heard.sure) == (new[1], True)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("нет кнопки создать", "sferum_howto"),
        ("нет кнопки создать", "hotline"),
        ("снилс не найден в сфр", "diary_login_howto"),
    ],
)
def test_what_would_be_heard_worse_is_named_with_its_own_meaning(shipped: Content, text: str, intent: str) -> None:
    found = falls(shipped.book, OWN, (text, intent))
    assert found
    for each in found:
        assert each.intent != intent
        assert each.text in shipped.book.phrased[each.intent].phrases
        assert shipped.book.classifier.classify(each.text, ((text, intent),))[0].intent == intent, "it would fall"


def test_what_the_school_attached_before_does_not_fall_either(shipped: Content) -> None:
    (fall,) = falls(shipped.book, OWN, ("вместо галочки часики", "sferum_howto"))
    assert (fall.text, fall.intent) == OWN[0]


def test_the_same_meaning_once_more_spoils_nothing(shipped: Content) -> None:
    assert falls(shipped.book, OWN, ("вместо галочки часики", "status_checking")) == ()
