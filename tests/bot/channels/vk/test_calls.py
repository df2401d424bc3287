"""Messages as calls of VK: random ids, one text to many, a long text in parts."""

from bot.channels import Parcel
from bot.channels.vk.calls import letters, random_id, said, shared
from bot.messages.screen import Key, Screen
from tests.support.wire.fake_vk import Call
from tests.support.wire.vk_conformance import faults

ROWS = ((Key("Готово", "v1:done"),), (Key("Назад", "v1:back"), Key("Человек", "v1:human")))


def parcel(number: int, text: str = "Здравствуйте", *, attempts: int = 0, shared: str = "") -> Parcel:
    """Give a parcel to the person of that number."""
    return Parcel(number, str(number), Screen(text, ROWS), 0, attempts=attempts, shared=shared)


def test_a_random_id_is_an_int32_that_a_repeat_keeps() -> None:
    number = random_id(parcel(7 << 40))
    assert 0 < number < 2**31
    assert number == random_id(parcel(7 << 40, "Другие слова", attempts=3))
    assert number != random_id(parcel(7 << 40), part=1)
    assert number != random_id(parcel((7 << 40) + 1))


def test_all_people_of_a_broadcast_share_its_random_id() -> None:
    assert random_id(parcel(1, shared="b9")) == random_id(parcel(2, shared="b9")) != random_id(parcel(9))


def test_one_text_to_many_goes_by_hundreds() -> None:
    many = [(index, parcel(index + 1, shared="b9")) for index in range(250)]
    found = shared([(index, each, said(each.screen)) for index, each in many])
    assert [len(letter.of) for letter in found] == [100, 100, 50]
    assert len({letter.random_id for letter in found}) == 1
    assert faults(Call(*letter.call) for letter in found) == []


def test_a_long_text_goes_in_parts_with_the_buttons_below() -> None:
    long = parcel(1, "<b>Сообщение</b> школы\n" * 400)
    found = letters(0, long, said(long.screen))
    assert len(found) > 1
    assert len({letter.random_id for letter in found}) == len(found)
    assert ["keyboard" in letter.call.values for letter in found] == [False] * (len(found) - 1) + [True]
    assert faults(Call(*letter.call) for letter in found) == []
