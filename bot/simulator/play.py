"""Plays script lines in a simulator, and formats the messages that follow them as lines of text."""

from collections.abc import Iterator

from bot.messages.files import PICTURE
from bot.messages.markup import plain
from bot.messages.screen import Attachment
from bot.simulator.phones import Bubble
from bot.simulator.sample import ACTORS, Actor
from bot.simulator.script import ScriptLine
from bot.simulator.simulator import Simulator
from flows.values.events import Said


class Play:
    """A simulator, and the messages that its phones have shown since the last script line."""

    def __init__(self, simulator: Simulator) -> None:
        """Collect every message that the phones of the simulator show from now on."""
        self.simulator = simulator
        self.shown: list[tuple[str, Bubble]] = []  #: messages after the last line, each with its peer
        self.refused: list[str] = []  #: why the last line did nothing
        simulator.phones.changed = lambda peer, bubble: self.shown.append((peer, bubble))

    async def perform(self, script_line: ScriptLine) -> list[str]:
        """Play a script line; return lines of text with the messages that followed, or why the line did nothing."""
        self.shown.clear()
        self.refused = await self._do(script_line)
        return [*self.refused, *(line for peer, bubble in self.shown for line in message_lines(peer, bubble))]

    async def _do(self, script_line: ScriptLine) -> list[str]:
        if script_line.span:
            calendar = self.simulator.program.content.book.calendar
            await self.simulator.move_to(calendar.due(self.simulator.clock.now(), script_line.span))
        elif script_line.button:
            return await self._press(script_line.who, script_line.button)
        elif script_line.file:
            await self.simulator.send_file(script_line.who, script_line.file, script_line.text)
        elif script_line.edited:
            await self.simulator.happen(script_line.who, Said(script_line.text, edited=True))
        else:
            await self.simulator.say(script_line.who, script_line.text)
        return []

    async def _press(self, who: Actor, label: str) -> list[str]:
        carried = self.simulator.button(who, label)
        if carried is None and not self.simulator.phones.bubbles(who.peer):
            # a conversation continued from a kept database: the phone is empty, but the stored screen has the button
            await self.simulator.say(who, label)
            return []
        if carried is None:
            return [f"(кнопки «{label}» нет)"]
        await self.simulator.press(who, carried)
        return []


def message_lines(peer: str, bubble: Bubble) -> Iterator[str]:
    """Yield a message as lines of text: the recipient, the attachment, the text, the buttons in brackets."""
    yield f"→ {name_of(peer)}"
    if bubble.attached:
        yield carried(bubble.attached)
    yield from plain(bubble.text).splitlines()
    yield from (" ".join(f"[{label}]" for label, _ in row) for row in bubble.rows)


def carried(attached: Attachment) -> str:
    """Return the name of an attachment, with an icon before it."""
    return f"{'🖼' if attached.kind == PICTURE else '📎'} {attached.name}"


def name_of(peer: str) -> str:
    """Return the displayed name of the actor with this peer."""
    known = next((each.name for each in ACTORS if each.peer == peer), None)
    return known or peer.removeprefix("guest-").capitalize()
