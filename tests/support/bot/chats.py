"""Steps of tests in one chat: join, press a button by its label, read the screen and the stored state."""

from bot.messages.markup import plain
from bot.simulator.phones import Bubble
from bot.simulator.sample import Actor
from bot.simulator.simulator import Simulator
from flows.context.known import Known
from flows.values.session import Session
from storage.port.turns import Rows


async def chat_state(on: Simulator, who: Actor) -> tuple[Session, Known]:
    """Return the session of a chat and what is known of its person."""
    async with on.program.store.work() as work:
        found = (await work.chats.load([who.chat], on.clock.now()))[who.chat]
    return found.session, found.known


def last(on: Simulator, who: Actor) -> Bubble:
    """Return the newest message of a phone."""
    return on.phones.bubbles(who.peer)[-1]


def labels(bubble: Bubble) -> list[str]:
    """Return the labels of a message's buttons."""
    return [label for row in bubble.rows for label, _ in row]


async def press(on: Simulator, who: Actor, label: str) -> None:
    """Press the button with that label."""
    carried = on.button(who, label)
    assert carried is not None, (label, [plain(b.text) for b in on.phones.bubbles(who.peer)])
    await on.press(who, carried)


async def stand(on: Simulator, who: Actor, flow: str, state: str) -> None:
    """Put a chat into a state, as if its person had gone there."""
    now = on.clock.now()
    async with on.program.store.work() as work:
        chat = (await work.chats.load([who.chat], now))[who.chat].chat
        await work.turns.keep(Rows(sessions={chat: Session(flow=flow, state=state, visit=90)}), now)


async def join(on: Simulator, who: Actor) -> None:
    """Join by the class code and consent."""
    await on.say(who, "/start demo-3b")
    await press(on, who, "Начать")
    await press(on, who, "Даю согласие")


async def ask_the_school(on: Simulator, who: Actor, words: str) -> None:
    """Send a ticket to the school."""
    await on.say(who, "нужен живой человек")
    await on.say(who, words)
    await press(on, who, "Отправить")
