"""The buttons that send or delete something are exactly these; VK shows them in colours of their own."""

import json

from bot.app.wiring import Content
from bot.channels.vk.keyboard import keyboard
from bot.messages.screen import DELETES, PLAIN, SENDS, Key, decoded, encoded
from bot.rendering.tones import DELETING, SENDING, tone
from flows.values.commands import COMMANDS

SEND = {
    "broadcast/look: send_it", "broadcast/repeat_sure: repeat", "broadcast/fix_look: fix", "desk/look: send_it",
    "extract/look: send_it", "human/look: send_it", "human/again_look: send_it", "orders/look: send_it",
    "orders/one: remind",
}  # fmt: skip
DELETE = {
    "broadcast/stop_sure: stop", "campaign/cancel: sure", "invite/renew_sure: renew", "invite/renew_sure: close",
    "invite/remove_sure: remove", "link/unlink: part", "my_data/erase: erase", "office/remove_sure: remove",
    "orders/end_sure: sure", "teacher/leave_sure: leave",
}  # fmt: skip


def test_every_button_that_sends_or_deletes_is_known(shipped: Content) -> None:
    """A new one gets its colour by itself; it is added here when it is as it should be."""
    book = shipped.book
    tones = {
        f"{flow.name}/{at}: {key}": tone(book, flow.name, at, key)
        for flow in book.flows.values()
        for at, state in flow.states.items()
        for key in state.buttons
    }
    assert {name for name, found in tones.items() if found == SENDS} == SEND
    assert {name for name, found in tones.items() if found == DELETES} == DELETE


def test_what_sends_or_deletes_is_a_command_or_an_effect() -> None:
    effects = {"open_ticket", "forget"}
    assert (SENDING | DELETING) - effects <= COMMANDS.keys()
    assert not SENDING & DELETING


def test_vk_shows_the_tone_in_colours() -> None:
    rows = ((Key("Отправить", "v1:a", SENDS), Key("Удалить", "v1:b", DELETES), Key("Карта", "v1:c", PLAIN)),)
    (row,) = json.loads(keyboard(rows))["buttons"]
    assert [button["color"] for button in row] == ["primary", "negative", "secondary"]


def test_a_screen_stored_before_there_were_tones_is_read() -> None:
    """A delivery of an older version has two fields for each button."""
    assert decoded('{"text":"ё","rows":[[["Готово","v1:done"]]]}').rows == ((Key("Готово", "v1:done"),),)
    assert decoded(encoded(decoded('{"text":"ё","rows":[[["Да","v1:a","sends"]]]}'))).rows[0][0].tone == SENDS
