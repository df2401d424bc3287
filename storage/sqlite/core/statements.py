"""The interface through which the modules of the SQLite store run SQL. It names no driver."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

import msgspec

Row = tuple[Any, ...]
Value = str | int | bytes | None
Statement = tuple[str, Mapping[str, Value] | Sequence[tuple[Value, ...]]]  #: SQL, with its values or with rows of them

Found = TypeVar("Found")
Execute = Callable[[str, Mapping[str, Value] | Sequence[tuple[Value, ...]]], list[Row]]  #: runs one statement now

_encoder = msgspec.json.Encoder()


class Makers(NamedTuple):
    """Functions that make new ids and codes. Tests pass their own."""

    ids: Callable[[], int]
    codes: Callable[[], str]


class Statements(Protocol):
    """Runs statements in the open transaction.

    Statements without results are deferred: they run, in the order of the calls, before the next query or COMMIT. If
    one fails, that query or COMMIT raises the error.
    """

    def defer(self, sql: str, **values: Value) -> None:
        """Run a statement before the next query or COMMIT."""

    def defer_many(self, sql: str, rows: Sequence[tuple[Value, ...]]) -> None:
        """Run a statement for each row, before the next query or COMMIT. Without rows, nothing runs."""

    async def row(self, sql: str, **values: Value) -> Row | None:
        """Return the first row of a query; None if there is none."""

    async def rows(self, sql: str, **values: Value) -> list[Row]:
        """Return the rows of a query."""

    async def rows_inline(self, sql: str, **values: Value) -> list[Row]:
        """Return the rows of a query that takes well under a millisecond. It runs without a change of thread."""

    async def each(self, *statements: Statement) -> list[list[Row]]:
        """Run statements one after another with one change of thread, and return the rows of each."""

    async def run_inline(self, do: Callable[[Execute], Found]) -> Found:
        """Call `do` with a function that runs a statement at once, and return its result.

        All statements together must take a few milliseconds at most.
        """

    async def run_in_thread(self, do: Callable[[Execute], Found]) -> Found:
        """Call `do` as `run_inline` does, but in another thread: its statements may take long."""


def listed(values: Iterable[Any]) -> str:
    """Return values as JSON for `json_each(:name)`, so that a statement has the same text for any number of values."""
    return _encoder.encode(list(values)).decode()
