"""How an error ends a command: its sentence for the owner, and the exit code."""

import sqlite3
from datetime import datetime

from bot.cli.crashes import sentence
from bot.errors import AllRefusedError, BotError
from bot.exit_codes import ExitCode
from flows.book.errors import FlowError
from storage.port.errors import HeldByAnother, StorageError
from storage.sqlite.core.failures import failure_of, of_the_file
from texts import TextError, TextErrors


def ended_by(error: Exception, now: datetime) -> tuple[str, ExitCode]:
    """Return the sentence and the exit code for an error that ended a command at `now`."""
    match error:
        case AllRefusedError():
            return str(error), ExitCode.REFUSED
        case HeldByAnother():
            return str(error), ExitCode.TAKEN
        case BotError() | FlowError() | TextError() | TextErrors() | StorageError():
            return str(error), ExitCode.WRONG
        case sqlite3.Error() if of_the_file(error):
            return str(failure_of(error)), ExitCode.WRONG
        case OSError(strerror=str(why)):
            where = f" открыть {error.filename}" if error.filename else ""
            return f"Не получилось{where}: {why}.", ExitCode.WRONG
        case _:
            return sentence(error, now), ExitCode.CRASHED
