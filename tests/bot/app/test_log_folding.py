"""The log stays small whatever repeats, and holds neither tokens nor words of people."""

import asyncio
import io
import logging
from collections.abc import Callable, Iterator

import pytest

from bot.app.log_folding import ALIKE, ALL, EQUAL, FOLDED, MINUTE, FoldingHandler

TOKEN, VK_TOKEN = "123456789:AAE-invented_token_of_35_characters", "vk1.a.invented-token_of_VK"


class Log:
    """A logger whose lines are written in folded form, with a clock that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.stream = io.StringIO()
        self.timers: list[tuple[float, Callable[[], None]]] = []
        self.handler = FoldingHandler(self.stream, clock=lambda: self.now, later=self._later)
        root = logging.getLogger()
        root.addHandler(self.handler)
        self.logger = logging.getLogger("bot.tested")
        self.logger.setLevel(logging.INFO)

    def _later(self, seconds: float, call: Callable[[], None]) -> None:
        self.timers.append((seconds, call))

    def lines(self) -> list[str]:
        """Return what was written."""
        return self.stream.getvalue().splitlines()

    def pass_a_minute(self) -> None:
        """Move the clock and call what was to be called then."""
        self.now += MINUTE
        timers, self.timers = self.timers, []
        for _, call in timers:
            call()


@pytest.fixture
def log() -> Iterator[Log]:
    """Write the records of all loggers to a text."""
    made = Log()
    yield made
    logging.getLogger().removeHandler(made.handler)
    made.handler.close()


def test_the_first_of_equal_lines_pass_and_the_rest_is_a_count(log: Log) -> None:
    """The count comes after a minute, also if nothing else is logged."""
    for _ in range(26_000):
        log.logger.warning("update not read: %s", "DecodeError")
    assert len(log.lines()) == EQUAL
    assert [seconds for seconds, _ in log.timers] == [MINUTE]
    log.pass_a_minute()
    (*_, last) = log.lines()
    assert last.endswith(f"WARNING bot.tested: … ещё {26_000 - EQUAL} раз за минуту: update not read: %s")
    log.pass_a_minute()
    assert len(log.lines()) == EQUAL + 1


def test_lines_of_one_template_have_a_share(log: Log) -> None:
    """A caller who changes a value in each line does not fill the log."""
    for number in range(5_000):
        log.logger.error("event %s laid aside", number)
    log.logger.error("another fault")
    log.pass_a_minute()
    assert len(log.lines()) == ALIKE + 1 + 1


def test_a_minute_has_so_many_lines_whatever_happens(log: Log) -> None:
    """Also if each line has a template of its own; a critical line always passes."""
    for number in range(50_000):
        log.logger.error(f"fault {number}")
    log.logger.critical("the database is gone")
    assert log.lines()[-1].endswith("the database is gone")
    log.pass_a_minute()
    assert len(log.lines()) <= ALL + 1 + FOLDED + 1


def test_after_a_minute_lines_pass_again(log: Log) -> None:
    """A fault that is still there is seen."""
    for _ in range(3):
        for _ in range(100):
            log.logger.error("no disk")
        log.now += MINUTE
    log.logger.error("no disk")
    assert len(log.lines()) == 3 * (EQUAL + 1) + 1


def test_counts_are_written_at_the_end(log: Log) -> None:
    """The process may end within the minute."""
    for _ in range(100):
        log.logger.error("no disk")
    log.handler.close()
    assert f"ещё {100 - EQUAL} раз" in log.lines()[-1]


def fetch() -> None:
    """Fail as a client of a messenger does."""
    raise OSError(f"https://api.telegram.org/bot{TOKEN}/getUpdates мама пишет")


def test_an_exception_is_its_kind_and_its_places(log: Log) -> None:
    """One line; its text is not in it."""
    try:
        fetch()
    except OSError:
        log.logger.exception("poll failed")
    (line,) = log.lines()
    assert "poll failed [OSError: app/test_log_folding.py:" in line
    assert " fetch ← app/test_log_folding.py:" in line
    assert "мама" not in line
    assert TOKEN not in line


@pytest.mark.parametrize(
    "said",
    [
        f"GET https://api.telegram.org/bot{TOKEN}/getMe", f"POST ?access_token={VK_TOKEN}&v=5.199",
        "https://lp.vk.com/whp/1?act=a_check&key=5f0dsecret&ts=1", f"token {'0123456789abcdef' * 6}",
    ],
)  # fmt: skip
def test_a_secret_in_a_line_is_crossed_out(log: Log, said: str) -> None:
    """A library may log the address that it called."""
    logging.getLogger("urllib3.connectionpool").warning("%s", said)
    (line,) = log.lines()
    for secret in (TOKEN, VK_TOKEN, "5f0dsecret", "0123456789abcdef"):
        assert secret not in line


async def test_a_task_whose_exception_nobody_read_is_told_without_its_text(log: Log) -> None:
    """asyncio writes the exception into its message, over several lines."""
    asyncio.get_running_loop().call_exception_handler(
        {"message": "Task exception was never retrieved", "exception": OSError(f"{TOKEN} мама пишет")}
    )
    asyncio.get_running_loop().call_soon(int, "мама пишет")
    await asyncio.sleep(0)
    first, second = log.lines()
    assert first.endswith("ERROR asyncio: Task exception was never retrieved [OSError]")
    assert "ERROR asyncio: Exception in callback int [ValueError" in second
    assert "мама" not in first + second


def test_a_line_is_one_line_and_not_long(log: Log) -> None:
    """A foreign value cannot pretend to be a line of its own."""
    log.logger.error("%s", "а\nERROR bot: выдумано")
    log.logger.error("%s", "б" * 100_000)
    assert len(log.lines()) == 2
    assert max(map(len, log.lines())) <= 1000


class Odd:
    """A value that cannot be written."""

    def __repr__(self) -> str:
        raise ValueError


@pytest.mark.parametrize("value", ["мама", Odd()])
def test_a_record_that_cannot_be_written_is_dropped(
    log: Log, value: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """The program goes on; logging itself would print a traceback with the arguments."""
    log.handler.handle(logging.LogRecord("bot", logging.ERROR, "", 0, "%d", (value,), None))
    log.logger.error("another fault")
    assert len(log.lines()) == 1
    assert capsys.readouterr().err == ""
