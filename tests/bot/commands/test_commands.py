"""Both tables of commands agree, and the answer to a command becomes the event that continues its turn."""

import pytest

from bot.commands import REGISTRY, Installation, outcome
from flows.values.commands import COMMANDS, changes_known
from flows.values.events import Denied, Event, Taken, TakenByOther
from storage.port.answers import Answer, Granted, Lost, Refused


def test_every_command_has_a_function_and_every_function_a_command() -> None:
    assert REGISTRY.keys() == COMMANDS.keys()


@pytest.mark.parametrize(
    ("answer", "event"),
    [
        (Granted({"code": "kvx"}), Taken("make_code", {"code": "kvx"})),
        (Lost(), TakenByOther("make_code")),
        (Refused("unknown"), Denied("make_code", "unknown")),
    ],
)
def test_an_answer_of_the_store_becomes_an_event(answer: Answer, event: Event) -> None:
    assert outcome("make_code", answer) == event


@pytest.mark.parametrize(
    ("event", "changes"),
    [
        (Taken("redeem", {"kind": "class"}), False),
        (Taken("redeem", {"kind": "family"}), False),
        (Taken("redeem", {"kind": "child"}), True),
        (Denied("redeem", "unknown"), False),
        (Taken("make_code", {"kind": "staff"}), False),
        (Taken("make_class"), False),
        (Taken("take_ticket"), True),
        (Denied("take_ticket", "closed"), True),
        (Taken("leave_class"), True),
    ],
)
def test_the_chats_are_loaded_again_only_where_something_known_may_differ(event: Taken | Denied, changes: bool) -> None:
    assert changes_known(event) is changes


def test_an_installation_is_opened_by_its_own_code_and_one_without_a_code_by_none() -> None:
    assert Installation(code="a-code").opened_by("a-code")
    assert not Installation(code="a-code").opened_by("another")
    assert not Installation().opened_by("")
