"""Messages as calls to VK: random ids, one text to many people, a long text in parts."""

from bot.channels.port import OutgoingMessage
from bot.channels.vk.api_calls import calls_of, drawn, random_id, shared
from bot.messages.screen import Key, Screen
from tests.support.wire.fake_vk import Call
from tests.support.wire.vk_conformance import faults

ROWS = ((Key("Готово", "v1:done"),), (Key("Назад", "v1:back"), Key("Человек", "v1:human")))


def outgoing(number: int, text: str = "Здравствуйте", *, attempts: int = 0, shared: str = "") -> OutgoingMessage:
    """Make a message to the person with that number."""
    return OutgoingMessage(number, str(number), Screen(text, ROWS), 0, attempts=attempts, shared=shared)


def test_a_random_id_is_an_int32_that_a_repeat_keeps() -> None:
    number = random_id(outgoing(7 << 40))
    assert 0 < number < 2**31
    assert number == random_id(outgoing(7 << 40, "Другие слова", attempts=3))
    assert number != random_id(outgoing(7 << 40), part=1)
    assert number != random_id(outgoing((7 << 40) + 1))


def test_all_people_of_a_broadcast_share_its_random_id() -> None:
    assert random_id(outgoing(1, shared="b9")) == random_id(outgoing(2, shared="b9")) != random_id(outgoing(9))


def test_one_text_to_many_goes_by_hundreds() -> None:
    many = [(index, outgoing(index + 1, shared="b9")) for index in range(250)]
    found = shared([(index, each, drawn(each.screen)) for index, each in many])
    assert [len(call.of) for call in found] == [100, 100, 50]
    assert len({call.random_id for call in found}) == 1
    assert faults(Call(*call.call) for call in found) == []


def test_a_long_text_goes_in_parts_with_the_buttons_below() -> None:
    long = outgoing(1, "<b>Сообщение</b> школы\n" * 400)
    found = calls_of(0, long, drawn(long.screen))
    assert len(found) > 1
    assert len({call.random_id for call in found}) == len(found)
    assert ["keyboard" in call.call.values for call in found] == [False] * (len(found) - 1) + [True]
    assert faults(Call(*call.call) for call in found) == []
