"""Steps of tests about broadcasts: families join a class, a teacher writes a broadcast and reads its report."""

from contextlib import suppress

from bot.messages.markup import plain
from bot.simulator.sample import CLASS, SCHOOL, TEACHER, Actor
from bot.simulator.simulator import Simulator
from flows.book.model import CONSENT_VERSION
from storage.port.turns import ChildRow, RecordRow, Rows
from tests.support.bot.chats import chat_state, last, press

WORDS = "Завтра собрание в 18:00, кабинет 12"


async def settle_in(on: Simulator, *who: Actor, klass: str = CLASS) -> None:
    """Add families to a class, as if they had used its code."""
    now = on.clock.now()
    async with on.program.store.work() as work:
        code = await work.setup.establish(SCHOOL, klass, now)
        for each in who:
            person = (await work.chats.load([each.chat], now))[each.chat].known.person
            granted = await work.codes.redeem(code, person, now)
            child = ChildRow(f"{person}-1", person, granted.slots["klass"])  # type: ignore[union-attr]
            await work.turns.keep(Rows(children=[child], consents=[(person, CONSENT_VERSION)]), now)


async def written(on: Simulator, whom: str = "Всем", words: str = WORDS, who: Actor = TEACHER) -> None:
    """Write a broadcast to a part of the class, as far as the preview."""
    await on.say(who, "/меню")
    with suppress(AssertionError):
        await press(on, who, "К карте")
    await press(on, who, "Мой класс")
    await press(on, who, "Написать родителям")
    await press(on, who, whom)
    await on.say(who, words)


async def finish(on: Simulator, who: Actor) -> None:
    """Record that the child of a family has an account."""
    _, known = await chat_state(on, who)
    record = RecordRow(known.children[0].id, "account", "", "finished", on.clock.now().date(), known.person)
    async with on.program.store.work() as work:
        await work.turns.keep(Rows(records=[record]), on.clock.now())


def told(on: Simulator, who: Actor = TEACHER) -> str:
    """Return the newest message of a phone as plain text."""
    return plain(last(on, who).text)
