"""The start-up cost of a command: no messenger library is imported, and little processor time is used."""

import resource
import subprocess
import sys

import pytest

from tests.support.root import ROOT

#: The least of so many runs counts: beside other tests the same run takes up to a quarter more.
RUNS = 8
CPU_SECONDS = 1.5  #: the limit of the issue: `check` and `talk` start in under 1.5 s of CPU

PROBE = """
import sys
from bot.__main__ import app
try:
    app(["{command}"], standalone_mode=False)
finally:
    assert "aiogram" not in sys.modules and "vk_api" not in sys.modules, "a messenger's library was imported"
"""


@pytest.mark.parametrize("command", ["check", "talk"])
def test_a_command_starts_light_and_without_a_messenger(command: str) -> None:
    """Run the command in its own process and measure it."""
    assert any(weighed(command) < CPU_SECONDS for _ in range(RUNS))


def weighed(command: str) -> float:
    """Run a command; return its processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(command=command)],
        cwd=ROOT, input="/start demo-3b\n", capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["bakup"], "Нет команды «bakup». Справка: python -m bot --help"),
        (["talk", "--foo"], "Нет параметра --foo. Справка: python -m bot talk --help"),
        (["talk", "--save"], "После --save нужно значение. Справка: python -m bot --help"),
        (["demo", "--port", "восемь"], "Значение не подходит: --port. Справка: python -m bot demo --help"),
        (["erase", "page"], "Не хватает значения: peer. Справка: python -m bot erase --help"),
        (["check", "все", "сразу"], "Лишние слова: все сразу. Справка: python -m bot check --help"),
    ],
)
def test_a_slip_of_the_command_line_is_told_in_russian(command: list[str], said: str) -> None:
    done = subprocess.run([sys.executable, "-m", "bot", *command], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr.strip()) == (2, said)


@pytest.mark.parametrize("command", [[], ["run"], ["talk"], ["demo"], ["check"], ["draw"], ["invite"], ["erase"]])
def test_the_help_is_in_russian(command: list[str]) -> None:
    """Only names of options and types are in Latin letters."""
    called = [sys.executable, "-m", "bot", *command, "--help"]
    done = subprocess.run(called, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert "Вызов: python -m bot" in done.stdout
    assert not {"Usage", "Options", "Commands", "Arguments", "message", "exit", "default"} & set(done.stdout.split())
