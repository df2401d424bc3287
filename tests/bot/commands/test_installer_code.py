"""The code of the installation is recognised however it was copied, and nothing else is taken for it."""

import json

import msgspec
import pytest

from bot.channels.telegram import updates as telegram_updates
from bot.channels.telegram.answers import answer_of, form
from bot.channels.vk import updates as vk_updates
from bot.commands.installation import Installation
from bot.commands.installer_code import by_link, entrance
from flows.values.events import Event, Opened, Said
from tests.support.wire import vk_events

CODE = "Tr0y-kA_shkola-77"
INSTALLED = Installation({}, CODE)


@pytest.mark.parametrize(
    "text",
    [CODE, f" {CODE}\n", f"«{CODE}»", f'"{CODE}".', f"ADMIN_CODE={CODE}", f"/start {CODE}", "Tr0y—kA_shkola-77\u200b"],
)
def test_the_code_is_heard_with_what_stands_around_it(text: str) -> None:
    assert entrance(Said(text), INSTALLED) == Opened("welcome", "", {"code": CODE})


@pytest.mark.parametrize(
    "event", [Said(f"наш код {CODE}"), Said(CODE.lower()), Said(""), Said(CODE, edited=True), Opened("menu")]
)
def test_other_texts_stay_as_they_are(event: Event) -> None:
    assert entrance(event, INSTALLED) is event


def test_the_code_in_a_link_opens_the_entrance() -> None:
    """What else stood in a link, for example the name of an advertisement, changes nothing."""
    started = Opened("welcome")
    assert by_link(started, CODE, INSTALLED) == Opened("welcome", "", {"code": CODE})
    for link in ("", "vk_ads_2026", CODE.lower()):
        assert by_link(started, link, INSTALLED) is started
    said = Said("привет")
    assert by_link(said, CODE, INSTALLED) is said


def test_both_messengers_pass_on_what_stood_in_the_link() -> None:
    """Telegram: after `/start`; VK: in `ref`, with the press of «Начать»."""
    body = {"update_id": 1, "message": {"chat": {"id": 5}, "text": f"/start {CODE}"}}
    answer = json.dumps({"ok": True, "result": [body]}).encode()
    (telegram,) = telegram_updates.read("telegram", answer_of(answer, form("telegram")).updates).incoming
    assert (telegram.event, telegram.link) == (Opened("welcome"), CODE)
    update = json.dumps(vk_events.started(5, CODE)).encode()
    found = vk_updates.read("vk", msgspec.json.decode(update, type=vk_updates.VkUpdate))
    assert found
    assert found.incoming
    assert (found.incoming.event, found.incoming.link) == (Opened("welcome"), CODE)


def test_an_installation_without_a_code_hears_none() -> None:
    said = Said("")
    assert entrance(said, Installation()) is said
