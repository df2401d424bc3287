"""Statements on the writer's connection. Each is one hop to its thread (0.1–0.2 ms): few and wide."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import aiosqlite
import msgspec

Row = tuple[Any, ...]
Value = str | int | None

_encoder = msgspec.json.Encoder()


class Makers(NamedTuple):
    """What makes ids and codes; tests give their own."""

    ids: Callable[[], int]
    codes: Callable[[], str]


def listed(values: Iterable[Any]) -> str:
    """Write values for `json_each(:name)`, which keeps the text of a statement the same for any number of them."""
    return _encoder.encode(list(values)).decode()


class Statements:
    """The hand of a transaction: what every part of the store writes and reads with."""

    def __init__(self, connection: aiosqlite.Connection, makers: Makers) -> None:
        """Work on an open connection."""
        self._connection, self._makers = connection, makers

    async def _rows(self, sql: str, **values: Value) -> list[Row]:
        return list(await self._connection.execute_fetchall(sql, values))  # type: ignore[arg-type]  # names are well

    async def _row(self, sql: str, **values: Value) -> Row | None:
        return next(iter(await self._rows(sql, **values)), None)

    async def _run(self, sql: str, **values: Value) -> None:
        await self._rows(sql, **values)

    async def _many(self, sql: str, rows: Sequence[tuple[Value, ...]]) -> None:
        if rows:
            await self._connection.executemany(sql, rows)
