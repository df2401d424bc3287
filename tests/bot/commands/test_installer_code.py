"""The code of the installation is recognised however it was copied, and nothing else is taken for it."""

import pytest

from bot.commands.installation import Installation
from bot.commands.installer_code import entrance
from flows.values.events import Event, Opened, Said

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


def test_an_installation_without_a_code_hears_none() -> None:
    said = Said("")
    assert entrance(said, Installation()) is said
