"""Commands whose output is redirected: under any code page, to nobody, and with faults of the program itself."""

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.ending import ended_by
from bot.cli.output import make_redirectable
from bot.errors import BotError
from bot.exit_codes import ExitCode
from storage.port.errors import StorageError
from tests.support.root import ROOT

NOW = datetime(2026, 12, 1, tzinfo=UTC)
COMMANDS = (
    ("doctor",),
    ("talk",),
    ("check",),
    ("draw", "status"),
    ("invite", "--school", "sample_dnevnik"),
    ("invite", "--school", "ё-нет"),
    ("intents", "--explain", "где логин"),
    ("erase", "vk", "1"),
    ("run",),
    ("--help",),
    ("нет-такой",),
)


def called(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder, env=env, input="/start demo-3b\nПривет 👋 «ёлка»\n".encode(), capture_output=True, timeout=60,
    )  # fmt: skip


ANY = [(words, "cp866") for words in COMMANDS] + [(words, "ascii") for words in (("doctor",), ("talk",))]


@pytest.mark.parametrize(("words", "encoding"), ANY, ids=str)
def test_a_command_can_be_redirected_under_any_code_page(tmp_path: Path, words: tuple[str, ...], encoding: str) -> None:
    done = called(tmp_path, *words, PYTHONIOENCODING=encoding)
    assert done.returncode in {ExitCode.DONE, ExitCode.FOUND, ExitCode.WRONG}
    assert done.stdout + done.stderr
    assert not any(word in done.stderr for word in (b"Traceback", b"Encode", b"Decode"))
    assert not list(tmp_path.glob("*crash*"))


def test_a_mark_is_replaced_by_one_that_the_code_page_has(tmp_path: Path) -> None:
    said = called(tmp_path, "doctor", PYTHONIOENCODING="cp1251").stdout.decode("cp1251")
    assert "  + Профили школ" in said
    assert "  x нет ни одного ключа" in said
    assert "?" not in said.replace("https://", "")


@pytest.mark.parametrize(
    ("encoding", "means"),
    [
        ("cp1251", "+ «Ёлка» — 3 ?"),
        ("cp866", '+ "Ёлка" - 3 ?'),
        ("ascii", '+ "Yolka" - 3 ?'),
    ],
)
def test_what_stands_for_a_missing_character(encoding: str, means: str) -> None:
    make_redirectable()
    assert "✓ «Ёлка» — 3 👋".encode(encoding, "provodnik.legible").decode(encoding) == means


def test_output_that_nobody_reads_ends_the_command_in_silence(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "draw"], cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) in {0, 1}
    process.stderr.close()


def crashed() -> KeyError:
    names, unknown = dict[str, str](), "Иванова Маша"
    with pytest.raises(KeyError) as raised:
        names[unknown]
    return raised.value


def test_a_fault_of_the_program_is_a_sentence_and_a_file_without_words_of_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said, code = ended_by(crashed(), NOW)
    details = (tmp_path / "provodnik-crash.txt").read_text("utf-8")
    assert (code, "provodnik-crash.txt" in said, "KeyError" in said) == (ExitCode.CRASHED, True, True)
    assert "test_output.py" in details
    assert "KeyError\n" in details  # its message is the key, which may be a name
    assert "Маша" not in said + details
    if os.name == "posix":
        assert (tmp_path / "provodnik-crash.txt").stat().st_mode & 0o777 == 0o600


def failed(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("said in English")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (failed(sqlite3.SQLITE_BUSY), "занята другой программой"),
        (failed(sqlite3.SQLITE_READONLY_DBMOVED), "нельзя писать"),
        (failed(sqlite3.SQLITE_FULL), "На диске нет места"),
        (failed(sqlite3.SQLITE_IOERR), "Не получается открыть базу"),
        (PermissionError(13, "Permission denied", "лист.pdf"), "лист.pdf"),
        (OSError(28, "No space left on device"), "No space left"),
        (BotError("сказано"), "сказано"),
        (StorageError("сказано"), "сказано"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_the_owner_can_mend_is_a_sentence(error: Exception, says: str) -> None:
    said, code = ended_by(error, NOW)
    assert (code, says in said, "None" in said, "English" in said) == (ExitCode.WRONG, True, False, False)


def test_commands_that_look_or_erase_create_nothing(tmp_path: Path) -> None:
    for words in (("doctor",), ("erase", "vk", "1"), ("invite", "--revoke", "abc-1"), ("check",), ("draw", "status")):
        done = called(tmp_path, *words)
        assert list(tmp_path.iterdir()) == [], words
        if words[0] in {"erase", "invite"}:
            assert (done.returncode, "Базы " in done.stderr.decode()) == (ExitCode.WRONG, True)


def test_nothing_that_only_draws_terminals_is_imported_by_run(tmp_path: Path) -> None:
    """rich, pygments and markdown-it-py are 13 MB that typer asks for and `run` does not need."""
    probe = """
import sys
import bot.__main__, bot.app.running, bot.cli.doctor
import bot.channels.telegram.channel, bot.channels.vk.channel
print(sorted({"rich", "pygments", "markdown_it"} & {name.partition(".")[0] for name in sys.modules}))
"""
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", probe], cwd=tmp_path, env=env, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
