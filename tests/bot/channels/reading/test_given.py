"""Answers that once stopped the bot, each among messages of other people: nobody else waits, the cursor moves."""

import json

import pytest

from bot.channels.telegram import answers as telegram
from bot.channels.vk import answers as vk
from tests.support.wire.chaos.odd_updates import ODD_TELEGRAM, ODD_VK

GOOD_VK = [
    {"type": "message_new", "group_id": 213, "event_id": f"e{n}", "object": {"message": {"peer_id": n, "text": "ёж"}}}
    for n in (1, 2)
]
GOOD_TELEGRAM = [{"update_id": n, "message": {"chat": {"id": n}, "text": "ёж"}} for n in (40, 42)]


@pytest.mark.parametrize("odd", ODD_VK.values(), ids=ODD_VK)
def test_an_odd_event_of_vk_stops_nobody_else(odd: bytes) -> None:
    first, last = (json.dumps(each, ensure_ascii=False).encode() for each in GOOD_VK)
    answer = vk.answer_of(b'{"ts":"2","updates":[%s,%s,%s]}' % (first, odd, last), vk.form("vk"))
    assert {each.event_id for each in answer.updates} >= {"e1", "e2"}
    assert answer.ts == "2"
    assert len(answer.updates) + len(answer.aside) == 3
    assert all(each.why for each in answer.aside)


@pytest.mark.parametrize("odd", ODD_TELEGRAM.values(), ids=ODD_TELEGRAM)
def test_an_odd_update_of_telegram_stops_nobody_else(odd: bytes) -> None:
    first, last = (json.dumps(each, ensure_ascii=False).encode() for each in GOOD_TELEGRAM)
    answer = telegram.answer_of(b'{"ok":true,"result":[%s,%s,%s]}' % (first, odd, last), telegram.form("telegram"))
    assert {each.update_id for each in answer.updates} >= {40, 42}
    assert telegram.following(answer.numbers, "40") == "43"
    assert len(answer.updates) + len(answer.aside) == 3
    assert all(each.why for each in answer.aside)


@pytest.mark.parametrize("numbers", [[5], [0], [4_000_000_000], []])
def test_an_offset_never_moves_back_and_never_far(numbers: list[int]) -> None:
    """A damaged number must not make Telegram drop updates, or send again what was confirmed."""
    assert telegram.following(numbers, "45") in {"46", ""}
