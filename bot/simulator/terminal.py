"""A conversation in a terminal: colours, the simulated time, and numbered buttons. Typing a number presses a button."""

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime

from bot.messages.markup import plain
from bot.simulator.phones import Bubble
from bot.simulator.play import Play, carried, name_of
from bot.simulator.sample import PARENT
from bot.simulator.script import spoken_by

readline = (
    importlib.import_module("readline") if importlib.util.find_spec("readline") else None
)  # imported for line editing in input()

NAME, KEY, CLOCK = "1;36", "1;33", "35"  #: ANSI colours
ITSELF = ("…", "...", "#")  #: beginnings of lines without an actor: time passing, a remark
WELCOME = """Проводник в терминале. Пишите, как родитель; например: /start demo-3b
  3                   нажать кнопку 3         … 5 рабочих дней    подвинуть время
  [Готово]            нажать по словам        > 3                 написать число
  Админ> текст        сказать за другого      Админ>              говорить за другого дальше
  Ctrl+D              закончить               (Учитель, Родитель 2, Админ)"""


class Terminal:
    """Reads lines, prints the messages that follow, and numbers the buttons that it prints."""

    def __init__(self, play: Play, echo: Callable[[str], None], *, coloured: bool) -> None:
        """Start with the first parent as the actor whose lines are typed. `echo` prints a line."""
        self._play, self._echo, self._coloured = play, echo, coloured
        self._who = PARENT.name
        self._keys: list[str] = []
        self._clock: datetime | None = None

    def lines(self) -> Iterator[str]:
        """Yield every typed line, in the notation of scripts, until the end of input."""
        self._echo(WELCOME)
        self._show_time()
        while True:
            try:
                self._echo("")
                typed = input(self._prompt())
            except (EOFError, KeyboardInterrupt):
                self._echo("")
                return
            if line := self._meant(typed.strip()):
                yield line

    def _prompt(self) -> str:
        words = f"{self._who}> "
        if not self._coloured or not readline:
            return self._painted(words, NAME)
        # \001 and \002 enclose invisible characters, so that readline computes the width of the prompt correctly
        return f"\001\033[{NAME}m\002{words}\001\033[0m\002"

    def _meant(self, typed: str) -> str:
        if typed.isdecimal() and 1 <= int(typed) <= len(self._keys):
            return self._keys[int(typed) - 1]
        who, said = spoken_by(typed)
        if who and not said:
            self._who = who
            return ""
        return typed if who or not said or typed.startswith(ITSELF) else _line(self._who, said)

    def show(self) -> None:
        """Print the messages that followed the last line, or why the line did nothing."""
        self._show_time()
        self._keys = [] if self._play.shown else self._keys
        for line in self._play.refused:
            self._echo(line)
        for peer, bubble in self._play.shown:
            self._show(peer, bubble)

    def _show(self, peer: str, bubble: Bubble) -> None:
        name = name_of(peer)
        self._echo(self._painted(f"→ {name}", NAME))
        if bubble.attached:
            self._echo(f"  {carried(bubble.attached)}")
        for line in plain(bubble.text).splitlines():
            self._echo(f"  {line}".rstrip())
        for row in bubble.rows:
            self._echo("  " + "   ".join(self._numbered(name, label) for label, _ in row))

    def _numbered(self, name: str, label: str) -> str:
        self._keys.append(_line(name, f"[{label}]"))
        return f"{self._painted(f'{len(self._keys):>2}', KEY)} {label}"

    def _show_time(self) -> None:
        simulator = self._play.simulator
        now = simulator.clock.now().astimezone(simulator.program.content.book.calendar.zone)
        if now != self._clock:
            self._clock = now
            self._echo(self._painted(f"— {WEEKDAYS[now.weekday()]}, {now:%d.%m.%Y, %H:%M} —", CLOCK))

    def _painted(self, words: str, colour: str) -> str:
        return f"\033[{colour}m{words}\033[0m" if self._coloured else words


def _line(who: str, said: str) -> str:
    return f"> {said}" if who == PARENT.name else f"{who}> {said}"


WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


def coloured() -> bool:
    """Return whether standard output is a terminal with colours and NO_COLOR is not set (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
