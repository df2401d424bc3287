"""`python -m bot check` finds no fault in the shipped book, and every result it can find has a text."""

import re
from collections import Counter

from bot.channels.vk.format import without_mentions
from bot.check import report
from bot.rendering.context import ContextFactory
from tests.support import people
from tests.support.book.all_screens import Screens, finds

#: Results that only withdraw an earlier one: they need no text.
TAKEN_BACK = {("extract", "dropped"), ("resend", "done")}


def test_the_shipped_book_is_clean() -> None:
    said: list[str] = []
    code = report(echo=said.append)
    assert code == 0, "\n".join(said)
    assert said[-1].startswith("Книга в порядке: ")


def test_whatever_is_found_out_is_told_to_the_school(screens: Screens) -> None:
    contexts = ContextFactory(screens.texts, screens.whole.book)
    context = contexts.context(people.stranger("vylgort"), people.NOW, slots={}, results={}, child="")
    every = [(what, value) for what, values in finds(screens.whole.graph).items() for value in values]
    said = {each: screens.texts.render("human/summary", {**context, "found": dict([each])}) for each in every}
    nothing = screens.texts.render("human/summary", context)
    assert {each for each, text in said.items() if text == nothing} == TAKEN_BACK


def test_nothing_found_out_has_its_words_twice(screens: Screens) -> None:
    """A template uses the last of two equal keys."""
    keys = Counter(re.findall(r'^  "(\w+)": \{', screens.texts.source("human/_found"), re.MULTILINE))
    assert [key for key, times in keys.items() if times > 1] == []


def test_our_own_words_are_never_taken_for_markup_of_vk(screens: Screens) -> None:
    """The VK channel takes every mention for a person's words and makes it plain text."""
    assert {said.path for said in screens.texts_said if without_mentions(said.text) != said.text} == set()
