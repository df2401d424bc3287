"""`python -m bot talk`: a conversation in a terminal or from standard input; `--save` writes it to a story file."""

import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.app.config import Settings
from bot.app.wiring import content
from bot.simulator.phones import Phones
from bot.simulator.play import Play
from bot.simulator.simulator import Simulator
from bot.simulator.story import Story, scene
from bot.simulator.terminal import Terminal, coloured
from storage.sqlite.store import opened

Echo = Callable[[str], None]
HEADING = "# Записано в терминале: напишите здесь, о чём эта история."


async def talk(of: Settings, start: datetime, echo: Echo, save: Path | None = None) -> None:
    """Play the script lines of standard input; in a terminal, prompt for each line. The clock starts at `start`.

    With `save`, play in the simulator of the stories instead, and write the conversation to that file as a story.
    """
    async with _scene(of) if save else _simulator(of, start) as on:
        play = Play(on)
        story = Story(play)
        await story.line(HEADING)
        try:
            await (_at_terminal if sys.stdin.isatty() else _piped)(play, story, echo)
        finally:
            _save(story, save)


def _save(story: Story, to: Path | None) -> None:
    if to:
        to.write_text(story.text, encoding="utf-8")


@asynccontextmanager
async def _simulator(of: Settings, start: datetime) -> AsyncIterator[Simulator]:
    # use the database of the settings if one is set, else a temporary one
    with tempfile.TemporaryDirectory(prefix="provodnik-") as folder:
        named = "database_url" in of.model_fields_set
        store = await opened(of.database_url if named else f"sqlite:///{Path(folder) / 'talk.db'}", claims=True)
        try:
            yield await Simulator.over(content(of.schools_dir), store, start, phones=Phones(), admin_code=of.admin_code)
        finally:
            await store.close()


@asynccontextmanager
async def _scene(of: Settings) -> AsyncIterator[Simulator]:
    with tempfile.TemporaryDirectory(prefix="provodnik-") as folder:
        async with scene(content(of.schools_dir), Path(folder)) as on:
            yield on


async def _piped(_: Play, story: Story, echo: Echo) -> None:
    for line in (line.rstrip("\n") for line in sys.stdin):
        try:
            answered = await story.line(line)
        except ValueError as error:
            echo(f"({error})")
            continue
        for each in (f"\n{line}", *answered) if answered is not None else ():
            echo(each)


async def _at_terminal(play: Play, story: Story, echo: Echo) -> None:
    terminal = Terminal(play, echo, coloured=coloured())
    for line in terminal.lines():
        try:
            await story.line(line)
        except ValueError as error:
            echo(f"({error})")
            continue
        terminal.show()
