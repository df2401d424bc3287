"""`start.bat`: which exit code of which command leads where, by hand and when the computer starts."""

from collections.abc import Iterator

import pytest

from bot.exit_codes import ExitCode
from tests.support.bot.batch_file import follow
from tests.support.root import ROOT

THERE = (".venv\\ready.txt", ".env", "provodnik.log")
WINDOW = "timeout /t 60"
AGAIN = "ping -n 31 127.0.0.1 >nul"


def followed(doctor: int, runs: list[int], *argument: str, exist: tuple[str, ...] = THERE) -> list[str]:
    """Return the commands that matter when `doctor` ends so, and `run` in turn so."""
    codes: Iterator[int] = iter(runs)

    def command(line: str) -> int:
        return doctor if "bot doctor" in line else next(codes) if "bot run" in line else 0

    text = (ROOT / "start.bat").read_text(encoding="utf-8")
    ran = follow(text, command, exist=exist, variables={"%~1": argument[0] if argument else ""})
    assert next(codes, None) is None
    return [line.removeprefix(".venv\\Scripts\\python -m ") for line in ran]


@pytest.mark.parametrize("doctor", [ExitCode.DONE, ExitCode.NOT_REACHED])
def test_the_bot_runs_when_all_is_well_or_only_not_reached(doctor: ExitCode) -> None:
    assert followed(doctor, [ExitCode.DONE]) == ["bot doctor", "bot run", WINDOW]


@pytest.mark.parametrize("doctor", [ExitCode.FOUND, ExitCode.WRONG, ExitCode.CRASHED])
def test_by_hand_what_a_person_must_mend_is_left_on_the_screen(doctor: ExitCode) -> None:
    assert followed(doctor, []) == ["bot doctor", WINDOW]


def test_what_may_pass_is_started_again_and_the_rest_is_not() -> None:
    for last in (ExitCode.DONE, ExitCode.WRONG, ExitCode.TAKEN):
        ran = followed(ExitCode.DONE, [ExitCode.REFUSED, ExitCode.CRASHED, 1, -1073741819, last])
        assert ran == ["bot doctor", *["bot run", AGAIN] * 4, "bot run", WINDOW]


@pytest.mark.parametrize("doctor", [*ExitCode])
def test_with_the_computer_it_always_runs_and_waits_for_nobody(doctor: ExitCode) -> None:
    """Nobody is there to read the doctor: what works works, the rest is in the log."""
    ran = followed(doctor, [ExitCode.REFUSED, ExitCode.WRONG], "/boot")
    log = ">> provodnik.log 2>&1"
    move = "move /y provodnik.log provodnik.old.log >nul"
    assert ran == [move, f"bot doctor {log}", f"bot run {log}", AGAIN, f"bot run {log}"]


def test_without_settings_they_are_opened_for_a_person_alone() -> None:
    without = (".venv\\ready.txt",)
    assert followed(0, [], exist=without) == ["copy .env.example .env >nul", "start notepad .env", WINDOW]
    assert followed(0, [], "/boot", exist=without) == ["copy .env.example .env >nul"]


def test_nothing_in_it_waits_for_a_key_without_end() -> None:
    assert "pause" not in (ROOT / "start.bat").read_text(encoding="utf-8").replace("rem Не pause", "")
