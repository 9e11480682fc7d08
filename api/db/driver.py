"""What `Database` needs of an engine, and the one placeholder syntax of our SQL."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from functools import lru_cache
from typing import Any, Literal, Protocol, TypeAlias

Row: TypeAlias = dict[str, Any]
"""Column name → value."""

Kind: TypeAlias = Literal["sqlite", "postgres"]
"""The names that Piccolo gives to the engines."""


@lru_cache(maxsize=1024)
def portable(sql: str, kind: Kind) -> str:
    """Replace each `{}` by the placeholder of the engine: `?`, or `$1`, `$2`, …

    Braces have no other use in our SQL, so nothing is escaped. Raises nothing; a wrong number of parameters is
    reported by the driver.
    """
    first, *rest = sql.split("{}")
    if kind == "sqlite":
        return "?".join((first, *rest))
    return first + "".join(f"${number}{part}" for number, part in enumerate(rest, 1))


class Connection(Protocol):
    """One connection, in the hands of one task. SQL is in the engine's own syntax here. Errors: `DatabaseError`."""

    async def fetch(self, sql: str, params: Sequence[Any]) -> list[Row]:
        """Run one statement and return all its rows."""

    async def execute(self, sql: str, params: Sequence[Any]) -> int:
        """Run one statement and return the number of rows that it changed."""

    async def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement once per row of parameters."""

    async def begin(self, durable: bool) -> None:
        """Begin a transaction that may write. `durable`: the commit waits until the data are on disk."""

    async def begin_snapshot(self) -> None:
        """Begin a transaction that only reads, all at the state that the database has now."""

    async def commit(self) -> None:
        """End the transaction and keep what it did."""

    async def rollback(self) -> None:
        """End the transaction, if there is one, and undo what it did."""


class Driver(Protocol):
    """An engine: a source of connections for reading and for writing."""

    @property
    def kind(self) -> Kind:
        """Which engine this is."""

    async def open(self) -> None:
        """Connect. Raises `UnavailableError`."""

    async def close(self) -> None:
        """Disconnect; whatever still runs is given a few seconds."""

    def reader(self) -> AbstractAsyncContextManager[Connection]:
        """Borrow a connection for reading."""

    def writer(self) -> AbstractAsyncContextManager[Connection]:
        """Borrow a connection for one transaction."""
