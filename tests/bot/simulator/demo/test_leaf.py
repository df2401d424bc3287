"""The title of a book page in the demo."""

import pytest

from bot.app.wiring import Content
from bot.simulator.demo.book_page import Leaves


@pytest.mark.parametrize(
    ("flow", "state", "title"),
    [
        ("broadcast", "repeat_sure", "Отправить ещё раз тем, до кого не дошло?"),  # its text begins with «нет такой»
        ("broadcast", "look", "детей: … Пишем."),
        ("topics", "nowhere", ""),
    ],
)
def test_a_title_is_what_a_place_is_for(shipped: Content, flow: str, state: str, title: str) -> None:
    assert Leaves(shipped).title(flow, state) == title


def test_no_title_is_only_punctuation(shipped: Content) -> None:
    leaves = Leaves(shipped)
    titles = [leaves.title(name, at) for name, flow in shipped.book.flows.items() for at in flow.states]
    assert [title for title in titles if title and not any(map(str.isalpha, title))] == []
    assert [title for title in titles if title.startswith((",", ".", ":", ";", ")"))] == []
