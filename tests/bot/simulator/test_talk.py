"""The terminal: buttons by number, the current speaker, the clock; a recorded session is a story that passes."""

import io
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app.config import Settings
from bot.app.wiring import Content
from bot.simulator.play import Play
from bot.simulator.story import Story
from bot.simulator.talk import talk
from bot.simulator.terminal import Terminal
from tests.support.root import ROOT
from tests.support.world import MONDAY, played, world


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Make these lines the typed input."""
    left = iter(lines)

    def ask(_: str) -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", ask)


async def at_terminal(shipped: Content, folder: Path) -> tuple[list[str], str]:
    """Return what the terminal prints for the typed lines, and the story of the session."""
    said: list[str] = []
    async with world(shipped, folder) as simulator:
        play = Play(simulator)
        story, terminal = Story(play), Terminal(play, said.append, coloured=False)
        for line in terminal.lines():
            await story.line(line)
            terminal.show()
    return said, story.text


async def test_a_number_presses_a_button(shipped: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers are those shown last; an unknown number is sent as text, and so is one after «>»."""
    typed(monkeypatch, "/start demo-3b", "1", "> 1", "99")
    said, story = await at_terminal(shipped, tmp_path)
    assert "   1 Начать" in said
    assert [line for line in story.splitlines() if line.startswith(">")] == [
        "> /start demo-3b", "> [Начать]", "> 1", "> 99",
    ]  # fmt: skip


async def test_another_goes_on_speaking(shipped: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """«Админ>» alone switches the speaker; their buttons have numbers too; clock lines belong to nobody."""
    typed(monkeypatch, "Админ>", "/start", "1", "… 1 день", "Родитель>", "/start")
    said, story = await at_terminal(shipped, tmp_path)
    lines = [line for line in story.splitlines() if line and not line.startswith(" ")]
    assert lines == ["Админ> /start", "Админ> [К карте]", "… 1 день", "> /start"]
    assert [line for line in said if line.startswith("—")] == [
        "— понедельник, 16.11.2026, 10:00 —", "— вторник, 17.11.2026, 10:00 —",
    ]  # fmt: skip


async def test_what_is_saved_is_a_story_that_passes(
    shipped: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Played again, the story gives exactly the recorded output."""
    lines = "/start demo-3b\n[Начать]\n\n[Даю согласие]\n… 5 рабочих дней\n… 5 вёсен\nАдмин> /start\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    said: list[str] = []
    file = tmp_path / "played.story"
    await talk(Settings(_env_file=None), MONDAY, said.append, file)
    story = file.read_text(encoding="utf-8")
    assert "    ! согласие дано\n" in story
    assert "вёсен" not in story
    (tmp_path / "again").mkdir()
    assert await played(shipped, story, tmp_path / "again") == story


def test_a_terminal_shows_colours_and_pressed_numbers() -> None:
    """Runs a process at a pseudo-terminal and answers its prompts."""
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "DATABASE_URL"}}
    running = subprocess.Popen(
        [sys.executable, "-m", "bot", "talk"],
        cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, env={**environment, "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    said = [answered(ours, keys) for keys in ("/start demo-3b\r", "1\r", "\x04")]
    assert "\033[1;33m 1\033[0m Начать" in said[1]
    assert "Согласие на хранение данных" in said[2]
    assert running.wait(20) == 0
    os.close(ours)


def answered(terminal: int, keys: str) -> str:
    """Return the terminal's output up to the next prompt, then press keys."""
    read = b""
    while b"> \033[0m" not in read:
        ready, _, _ = select.select([terminal], [], [], 20)
        assert ready, read.decode(errors="replace")
        read += os.read(terminal, 4096)
    os.write(terminal, keys.encode())
    return read.decode(errors="replace")
