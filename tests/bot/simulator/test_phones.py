"""A phone of the simulator shows messages as a messenger does."""

from datetime import UTC, datetime

from bot.channels.port import OutgoingMessage
from bot.messages.screen import Screen
from bot.simulator.phones import Phones

NOON, LATER = datetime(2026, 11, 16, 12, tzinfo=UTC), datetime(2026, 11, 16, 13, tzinfo=UTC)


def letter(number: int, words: str, edit: str = "", shared: str = "b1") -> OutgoingMessage:
    """Make a message to one phone."""
    return OutgoingMessage(number, "p", Screen(words), 3, edit=edit, shared=shared)


async def test_a_corrected_letter_stays_in_place_with_its_time() -> None:
    """The message below it stays below."""
    phones = Phones()
    phones.now = lambda: NOON
    (first,) = await phones.send("a", [letter(1, "в 18:00")])
    await phones.send("a", [letter(2, "экран", shared="")])
    phones.now = lambda: LATER
    (second,) = await phones.send("a", [letter(3, "в 19:00", edit="m1")])
    assert first == second
    shown = [(bubble.text, bubble.at, bubble.edits) for bubble in phones.bubbles("p")]
    assert shown == [("в 19:00", NOON, 1), ("экран", NOON, 0)]


async def test_an_edited_screen_moves_below_the_press_that_it_answers() -> None:
    """It is the reply."""
    phones = Phones()
    await phones.send("a", [letter(1, "экран", shared="")])
    phones.wrote("p", "дальше")
    await phones.send("a", [letter(2, "следующий", edit="m1", shared="")])
    assert [bubble.text for bubble in phones.bubbles("p")] == ["дальше", "следующий"]
