"""The SendResult of each VK error."""

import pytest

from bot.channels.port import Later, Refused, SendResult, Unknown, Unreachable
from bot.channels.vk.errors import CallFailed, result_of


@pytest.mark.parametrize(
    ("code", "end"),
    [
        (1, Unknown), (10, Unknown), (36, Unknown),
        (6, Later), (9, Later), (29, Later), (14, Later), (5, Later), (27, Later), (28, Later), (7, Later), (15, Later),
        (912, Later), (984, Later),
        (18, Unreachable), (37, Unreachable), (113, Unreachable), (900, Unreachable), (901, Unreachable),
        (902, Unreachable), (917, Unreachable), (932, Unreachable), (936, Unreachable), (950, Unreachable),
        (1021, Unreachable),
        (3, Refused), (100, Refused), (911, Refused), (914, Refused), (12, Refused), (424242, Refused),
    ],
)  # fmt: skip
def test_which_end_a_code_is(code: int, end: type[SendResult]) -> None:
    assert isinstance(result_of(CallFailed(f"vk:{code}", code)), end)


@pytest.mark.parametrize(("code", "whole"), [(6, True), (29, True), (5, True), (14, True), (9, False), (15, False)])
def test_what_makes_the_whole_community_wait(code: int, whole: bool) -> None:
    end = result_of(CallFailed(f"vk:{code}", code))
    assert isinstance(end, Later)
    assert end.whole is whole


def test_what_never_left_is_tried_again_and_what_did_may_have_arrived() -> None:
    assert isinstance(result_of(CallFailed("unreachable", sent=False)), Later)
    assert result_of(CallFailed("dropped")) == Unknown("dropped")
    assert result_of(CallFailed("vk:15", 15), personal=True) == Unreachable("vk:15")
