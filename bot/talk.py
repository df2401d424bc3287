"""`python -m bot talk`: the conversation in a terminal, or played from standard input."""

import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.channels.page import Phones
from bot.config import Settings
from bot.play import Play
from bot.script import cue
from bot.stage import Stage
from bot.wiring import words
from storage.sqlite import opened

Echo = Callable[[str], None]
PROMPT = "> "


@asynccontextmanager
async def stage(of: Settings, start: datetime, *, phones: Phones | None = None) -> AsyncIterator[Stage]:
    """Open a stage: over the database the environment names, else over one that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="provodnik-") as folder:
        named = "database_url" in of.model_fields_set
        store = await opened(of.database_url if named else f"sqlite:///{Path(folder) / 'talk.db'}")
        try:
            yield await Stage.over(
                words(of.schools_dir), store, start, phones=phones or Phones(), admin_code=of.admin_code
            )
        finally:
            await store.close()


async def talk(of: Settings, start: datetime, echo: Echo) -> None:
    """Play standard input line by line; at a terminal, ask for each line."""
    async with stage(of, start) as on:
        play = Play(on)
        for line in _lines(echo):
            await _line(play, line, echo)


async def _line(play: Play, line: str, echo: Echo) -> None:
    try:
        read = cue(line)
    except ValueError as error:
        echo(f"({error})")
        return
    if read is None:
        return
    if not sys.stdin.isatty():
        echo(f"\n{line}")
    for each in await play.perform(read):
        echo(each)


def _lines(echo: Echo) -> Iterable[str]:
    if not sys.stdin.isatty():
        yield from (line.rstrip("\n") for line in sys.stdin)
        return
    echo(WELCOME)
    while True:
        try:
            yield input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            return


WELCOME = """Проводник в терминале. Пишите, как родитель; например: /start demo-3b
  [Готово]            нажать кнопку            … 5 рабочих дней    подвинуть время
  Админ> текст        сказать за другого (Учитель, Родитель 2, Админ)
  Ctrl+D              закончить"""
