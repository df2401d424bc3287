"""An answer to a letter: it quotes the letter to the person who gets it, and counts as «Прочитал(а)»."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.wiring import Content
from bot.commands.letters import QUOTED, quote
from bot.simulator.sample import PARENT, SECOND, TEACHER
from bot.simulator.simulator import Simulator
from tests.support.bot.broadcasts import WORDS, settle_in, told, written
from tests.support.bot.chats import press
from tests.support.world import world


@pytest.fixture
async def sent(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    """Open a world in which two families got a letter of their teacher."""
    async with world(shipped, tmp_path) as on:
        await settle_in(on, PARENT, SECOND)
        await written(on)
        await press(on, TEACHER, "Отправить")
        yield on


async def confirmed(on: Simulator) -> int:
    """Return how many persons are counted as having read the only broadcast."""
    async with on.program.store.work() as work:
        (author,) = {chat.known.person for chat in (await work.chats.load([TEACHER.chat], on.clock.now())).values()}
        (one,) = await work.broadcasts.mine(author, to_read=False)
        found = await work.broadcasts.reported(one.id, author)
    assert found is not None
    return found.confirmed


async def test_an_answer_quotes_the_letter_and_counts_as_read(sent: Simulator) -> None:
    """The teacher sees the quote with the answer; pressing «Ответить» alone counts for nothing."""
    await press(sent, PARENT, "Ответить")
    assert await confirmed(sent) == 0
    await sent.say(PARENT, "Придём оба")
    assert f"Ответ на сообщение «{WORDS}»" in told(sent, PARENT)
    await press(sent, PARENT, "Отправить")
    assert "Само сообщение отметил прочитанным." in told(sent, PARENT)
    assert await confirmed(sent) == 1
    await press(sent, TEACHER, "Открыть вопрос")
    assert f"Ответ на сообщение «{WORDS}»" in told(sent)


async def test_a_question_of_ones_own_quotes_nothing(sent: Simulator) -> None:
    """Nor does it count as read."""
    await sent.say(PARENT, "нужен живой человек")
    await sent.say(PARENT, "Где расписание?")
    assert "Ответ на сообщение" not in told(sent, PARENT)
    await press(sent, PARENT, "Отправить")
    assert await confirmed(sent) == 0


def test_a_quote_is_one_short_line_of_the_letters_own_words() -> None:
    """The line that says in whose name it is does not count as words."""
    assert quote("Классный руководитель 3Б\n\nЗавтра\nсобрание") == "Завтра собрание"
    long = quote(f"Школа\n\n{'слово ' * 100}")
    assert len(long) <= QUOTED
    assert long.endswith("…")
