"""The judge of VK calls finds calls that VK would refuse."""

import pytest

from bot.channels.vk.keyboard import keyboard
from bot.messages.screen import Key
from tests.support.wire.fake_vk import Call, Json
from tests.support.wire.vk_conformance import faults

GOOD = {"peer_ids": "1", "random_id": 5, "message": "да"}


@pytest.mark.parametrize(
    "change",
    [
        {"random_id": 0},
        {"random_id": 2**31},
        {"message": ""},
        {"message": "я" * 4097},
        {"message": "<b>да</b>"},
        {"message": "да", "format_data": '{"version":1,"items":[{"type":"bold","offset":1,"length":2}]}'},
        {"parse_mode": "HTML"},
        {"peer_ids": ",".join(map(str, range(1, 102)))},
        {"keyboard": keyboard([[Key("да", "v1:a")] * 6])},
        {"keyboard": keyboard([[Key("да", "v1:a")]] * 7)},
        {"keyboard": keyboard([[Key("да", "v" * 300)]])},
        {"keyboard": '{"inline":true,"buttons":[[{"action":{"type":"callback","label":"да"},"color":"blue"}]]}'},
        {"peer_ids": ""},
    ],
)
def test_the_judge_sees_what_vk_would_not_take(change: Json) -> None:
    assert faults([Call("messages.send", GOOD)]) == []
    assert faults([Call("messages.send", {**GOOD, **change})])


def test_the_judge_sees_a_press_answered_twice() -> None:
    answer = Call("messages.sendMessageEventAnswer", {"event_id": "e", "user_id": 1, "peer_id": 1})
    assert faults([answer]) == []
    assert faults([answer, answer])
