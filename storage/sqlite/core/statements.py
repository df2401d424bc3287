"""The interface through which the parts of a store run SQL. It is free of the driver: a second engine implements it."""

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
    """Functions that make new ids and codes; tests pass their own."""

    ids: Callable[[], int]
    codes: Callable[[], str]


class Statements(Protocol):
    """Statements of the transaction that is open.

    Statements without results are deferred: they run, in the order they were given, before the next query or COMMIT.
    An error of a deferred statement is raised there.
    """

    def defer(self, sql: str, **values: Value) -> None:
        """Run a statement before the next query or COMMIT."""

    def defer_many(self, sql: str, rows: Sequence[tuple[Value, ...]]) -> None:
        """Run a statement for each row, before the next query or COMMIT. No rows: nothing runs."""

    async def row(self, sql: str, **values: Value) -> Row | None:
        """Return the first row of a query, None if there is none."""

    async def rows(self, sql: str, **values: Value) -> list[Row]:
        """Return the rows of a query."""

    async def rows_inline(self, sql: str, **values: Value) -> list[Row]:
        """Return the rows of a query that takes well under a millisecond, without changing to another thread."""

    async def each(self, *statements: Statement) -> list[list[Row]]:
        """Run statements one after another in one round trip, and return the rows of each."""

    async def run_inline(self, do: Callable[[Execute], Found]) -> Found:
        """Call `do` with a function that runs statements at once; all of them take a few milliseconds at most."""

    async def run_in_thread(self, do: Callable[[Execute], Found]) -> Found:
        """Call `do` as `run_inline` does, however long its statements take; the event loop goes on meanwhile."""


def listed(values: Iterable[Any]) -> str:
    """Return values as JSON for `json_each(:name)`: the text of a statement is the same for any number of them."""
    return _encoder.encode(list(values)).decode()
