"""What tests do with a person's chat: come in, press by a label, look at the screen and at what is kept."""

from bot.messages.markup import plain
from bot.simulator.phones import Bubble
from bot.simulator.sample import Actor
from bot.simulator.simulator import Simulator
from flows.context.known import Known
from flows.values.session import Session


async def chat_state(on: Simulator, who: Actor) -> tuple[Session, Known]:
    """Give where somebody stands and what is known of them."""
    async with on.program.store.work() as work:
        found = (await work.chats.load([who.chat], on.clock.now()))[who.chat]
    return found.session, found.known


def last(on: Simulator, who: Actor) -> Bubble:
    """Give the newest message of a phone."""
    return on.phones.bubbles(who.peer)[-1]


def labels(bubble: Bubble) -> list[str]:
    """Give a message's buttons."""
    return [label for row in bubble.rows for label, _ in row]


async def press(on: Simulator, who: Actor, label: str) -> None:
    """Press a button by its words."""
    carried = on.button(who, label)
    assert carried is not None, (label, [plain(b.text) for b in on.phones.bubbles(who.peer)])
    await on.press(who, carried)


async def join(on: Simulator, who: Actor) -> None:
    """Come in by the class code and agree."""
    await on.say(who, "/start demo-3b")
    await press(on, who, "Начать")
    await press(on, who, "Даю согласие")


async def ask_the_school(on: Simulator, who: Actor, words: str) -> None:
    """Send a ticket."""
    await on.say(who, "нужен живой человек")
    await on.say(who, words)
    await press(on, who, "Отправить")
