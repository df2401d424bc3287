"""Telegram's updates are parsed as aiogram's models parse them, and sorted: events, presses, groups, reachability."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from aiogram.types import Update

from bot.channels.port import LaidAside
from bot.channels.telegram import updates as came
from bot.channels.telegram.answers import answer_of, following, form
from flows.values.events import Event, Opened, Pressed, Said, SentFile
from tests.support.wire.telegram_updates import GROUP, MUM, PRIVATE, member, message, press


def read(*updates: Mapping[str, object]) -> came.SortedUpdates:
    """Parse an answer to getUpdates; aiogram's models must accept each of its updates."""
    result: list[Mapping[str, Any]] = [{"update_id": n, **update} for n, update in enumerate(updates, 40)]
    for each in result:
        Update.model_validate(each)
    answer = answer_of(json.dumps({"ok": True, "result": result}).encode(), form("telegram"))
    assert answer.numbers == [each["update_id"] for each in result]
    return came.read("telegram", answer.updates)


PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
FILE = {"file_id": "f", "file_unique_id": "u"}


@pytest.mark.parametrize(
    ("update", "event"),
    [
        ({"message": message(text="у снилса проверка 🙃")}, Said("у снилса проверка 🙃")),
        ({"message": message(text="/menu")}, Said("/menu")),
        ({"message": message(text="/start")}, Opened("welcome")),
        ({"message": message(text="/start  demo-3b ")}, Opened("welcome", "", {"code": "demo-3b"})),
        ({"message": message(text="/start@provodnik_bot demo-3b")}, Opened("welcome", "", {"code": "demo-3b"})),
        ({"edited_message": message(text="исправлено", edit_date=2)}, Said("исправлено", edited=True)),
        ({"message": message(photo=PHOTO, caption="СНИЛС")}, SentFile("picture")),
        ({"message": message(voice={**FILE, "duration": 1})}, SentFile("voice")),
        ({"message": message(document=FILE)}, SentFile("document")),
        ({"message": message(animation={**FILE, "width": 1, "height": 1, "duration": 1}, document=FILE)},
         SentFile("other")),
        ({"message": message(contact={"phone_number": "1", "first_name": "Ё"})}, SentFile("contact")),
        ({"message": message(location={"latitude": 1.0, "longitude": 2.0})}, SentFile("place")),
        (press("v12:done"), Pressed(12, "done")),
        (press(">desk/card?ticket=t1"), Opened("desk", "card", {"ticket": "t1"})),
        (press("v12:done", message={"chat": PRIVATE, "message_id": 3, "date": 0}), Pressed(12, "done")),
    ],
)  # fmt: skip
def test_what_a_person_does_is_an_event(update: Mapping[str, object], event: Event) -> None:
    """Text, commands, edits, files, presses, also of a message too old to be included."""
    (incoming,) = read(update).incoming
    assert (incoming.key, incoming.chat, incoming.event) == ("telegram:40", MUM, event)


@pytest.mark.parametrize(
    "update",
    [
        {"message": message(pinned_message=message(text="Ё"))},
        {"edited_message": message(photo=PHOTO)},
        {"edited_message": message(GROUP, text="Ё")},
        {"poll": {"id": "1", "question": "Ё", "options": [], "total_voter_count": 0, "is_closed": False,
                  "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False,
                  "members_only": False}},
    ],
)  # fmt: skip
def test_what_nobody_did_is_nothing(update: Mapping[str, object]) -> None:
    """Pins, edited pictures, kinds we did not request: only their number is used."""
    assert read(update) == ((), {}, (), (), ())


def test_a_group_is_told_where_to_go_and_leaves_nothing() -> None:
    """A group that mentions or adds the bot; not one that removes it."""
    batch = read({"message": message(GROUP, text="/start")}, press("v1:x", message=message(GROUP, text="Ё")))
    assert (batch.incoming, batch.groups, batch.presses) == ((), (-100,), (came.AnsweredPress("77", 9, "v1:x"),))
    assert read(member("member", GROUP)).groups == (-100,)
    assert read(member("left", GROUP)).groups == ()


def test_who_blocked_the_bot_cannot_be_reached_until_they_unblock_it_or_write() -> None:
    """The last update of a batch decides."""
    assert read(member("kicked")).reach == {MUM: False}
    assert read(member("kicked"), member("member")).reach == {MUM: True}
    assert read(member("kicked"), {"message": message(text="Ё")}).reach == {}


def test_an_update_nobody_can_read_does_not_stop_the_others() -> None:
    """It is laid aside, and skipped by its number."""
    result = [{"update_id": 1, "message": 3}, {"update_id": 2, "message": message(text="Ё")}, {"update_id": 3}]
    answer = answer_of(json.dumps({"ok": True, "result": result}).encode(), form("telegram"))
    batch = came.read("telegram", answer.updates)
    assert [each.key for each in batch.incoming] == ["telegram:2"]
    assert answer.aside == [LaidAside("telegram:1", "ValidationError")]
    assert following(answer.numbers, "") == "4"
