"""A story: the written record of a conversation. Each story starts in a new simulator with the same sample school."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot.app.wiring import Content
from bot.simulator.phones import Phones
from bot.simulator.play import Play
from bot.simulator.script import script_line
from bot.simulator.simulator import Simulator
from bot.turns.batch import Batch
from flows.values import effects
from flows.values.calendar import MOSCOW
from flows.values.effects import Effect
from storage.sqlite.store import opened

MONDAY = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)  #: 10:00 in Moscow, a working Monday
ADMIN_CODE = "otkryvaem-shkolu-1"
INDENT = "    "
DONE = {
    "link_chats": "чаты связываются",
    "unlink_chats": "чаты разъединяются",
}  #: commands whose effect no message shows


@asynccontextmanager
async def scene(of: Content, folder: Path) -> AsyncIterator[Simulator]:
    """Open a simulator for a story: the sample school on a Monday morning. Ids and codes are the same every time.

    Its database is created in `folder`.
    """
    numbers, made = count(1_000_000), count(1)
    file = f"sqlite:///{folder / 'world.db'}"
    store = await opened(file, ids=lambda: next(numbers), codes=lambda: f"kvx-{next(made)}f4r7t", inline=True)
    try:
        yield await Simulator.over(of, store, MONDAY, phones=Phones(), admin_code=ADMIN_CODE)
    finally:
        await store.close()


class Story:
    """Records a conversation: each script line, and below it the effects and the messages that followed."""

    def __init__(self, play: Play, on_batch: Callable[[Batch], None] = lambda _: None) -> None:
        """Record the script lines played in `play`. `on_batch` is called with every batch of turns."""
        self._play, self._also = play, on_batch
        self._done: list[Effect] = []
        self._lines: list[str] = []
        play.simulator.program.runner.on_batch = self._record

    async def line(self, line: str) -> list[str] | None:
        """Play and record one script line; return lines of text with what followed, or None for a remark.

        Raises ValueError for an invalid time span.
        """
        read = script_line(line)
        self._lines.append(line)
        if read is None:
            return None
        self._done.clear()
        answered = await self._play.perform(read)
        self._lines += [f"{INDENT}! {done}" for done in map(said_of, self._done) if done]
        self._lines += [f"{INDENT}{each}" for each in answered if each.strip()]
        return answered

    @property
    def text(self) -> str:
        """Return the text of the story so far."""
        return "\n".join(_tidy(self._lines)) + "\n"

    def _record(self, batch: Batch) -> None:
        self._also(batch)
        self._done += [effect for _, _, turn in batch.turns for effect in turn.effects]


def _tidy(lines: list[str]) -> list[str]:
    # keep blank lines inside the story; drop one at its end
    return [line for n, line in enumerate(lines) if line.strip() or n + 1 < len(lines)]


def said_of(effect: Effect) -> str:
    """Return the text that describes an effect on a line of a story that starts with `!`.

    The text is empty if a message already shows the effect.
    """
    match effect:
        case effects.Consent():
            return "согласие дано"
        case effects.Unrecognised():
            return f"не понято: {effect.signature}"
        case effects.AddChild():
            return f"заведён ребёнок{', класс ' + effect.klass if effect.klass else ''}"
        case effects.Record():
            about = f"/{effect.about}" if effect.about else ""
            return f"записано: {effect.track}{about} {effect.stage} с {effect.on:%d.%m}"
        case effects.OpenLater():
            return f"обещано: {effect.flow}/{effect.state} {effect.due.astimezone(MOSCOW):%d.%m %H:%M}"
        case effects.NeverMind():
            return f"обещание снято: {effect.flow} {effect.about}".rstrip()
        case effects.Wait():
            return f"жду до {effect.due.astimezone(MOSCOW):%d.%m %H:%M}"
        case effects.OpenTicket():
            return "вопрос передан"
        case effects.Forget():
            return "всё стёрто"
        case effects.Do():
            return DONE.get(effect.command, "")
        case effects.Mute():
            return "напоминания выключены" if effect.on else "напоминания включены"
        case _:
            return ""
