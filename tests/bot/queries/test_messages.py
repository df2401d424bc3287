"""A preview states how each messenger will show a screen; the test compares it with the channels."""

import pytest

from bot.channels.telegram.files import caption
from bot.channels.vk.api_calls import drawn
from bot.messages.limits import TELEGRAM, VK
from bot.messages.measured import messages
from bot.messages.screen import Attachment, Key, Screen

FILE = Attachment("document", "f", "Памятка.pdf")
ROWS = ((Key("Ответить", "r"),),)


@pytest.mark.parametrize("signs", [10, 1024, 1025, 2500])
def test_words_below_a_file_are_told_as_the_channels_send_them(signs: int) -> None:
    """VK uses one message; Telegram uses one as long as the text fits below the file."""
    screen = Screen("а" * signs, ROWS, FILE)
    assert len(messages(screen, VK)) == len(drawn(screen).parts) == 1
    assert len(messages(screen, TELEGRAM)) == (1 if caption(screen.text) else 2)


def test_without_a_file_both_are_alike() -> None:
    """One message with text and buttons."""
    screen = Screen("<b>Собрание</b>", ROWS)
    assert messages(screen, VK) == messages(screen, TELEGRAM) == (("words", "buttons"),)
