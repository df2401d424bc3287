"""Buttons in VK's format, and numbered choices for clients without buttons."""

import json

from bot.channels.vk.api_calls import drawn
from bot.channels.vk.keyboard import keyboard, numbered
from bot.messages.screen import Key, Screen

ROWS = ((Key("Готово", "v1:done"),), (Key("Назад", "v1:back"), Key("Человек", "v1:human")))


def test_buttons_carry_ours_in_an_object() -> None:
    first = json.loads(keyboard(ROWS))["buttons"][0][0]
    assert first["action"] == {"type": "callback", "label": "Готово", "payload": '{"p":"v1:done"}'}


def test_a_label_too_long_is_cut() -> None:
    label = json.loads(keyboard(((Key("я" * 50, "v1:a"),),)))["buttons"][0][0]["action"]["label"]
    assert (len(label), label[-1]) == (40, "…")


def test_without_buttons_choices_are_numbered() -> None:
    assert numbered(ROWS) == "1. Готово\n2. Назад\n3. Человек"


def test_labels_with_numbers_of_their_own_are_chosen_by_words() -> None:
    assert numbered(((Key("5 класс", "v1:a"), Key("6 класс", "v1:b")),)) == "— 5 класс\n— 6 класс"


def test_a_client_that_shows_no_buttons_reads_them() -> None:
    bare = drawn(Screen("Выберите <b>сами</b>", ROWS), "none")
    assert bare.keyboard == ""
    assert bare.parts[0].text.endswith("1. Готово\n2. Назад\n3. Человек")
    words = json.loads(drawn(Screen("Выберите", ROWS), "text").keyboard)
    assert words["buttons"][0][0]["action"]["type"] == "text"
