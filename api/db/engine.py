"""The database, the same on SQLite and PostgreSQL.

```
db = connect("sqlite:///var/kikite.db")          # or postgresql://user:password@host/database
await db.open()
rows = await db.fetch("SELECT id FROM call WHERE began >= {} AND number = {}", (since, number))
async with db.transaction() as tx:               # committed at the end, undone by any exception
    await tx.execute("UPDATE call SET ended = {} WHERE id = {}", (now, call))
    await tx.executemany("INSERT INTO leg (call, number) VALUES ({}, {})", rows)
    users = await tx.run(User.select().where(User.role == "operator"))     # Piccolo
```
SQL that is written out keeps to what both engines understand: `{}` for parameters, `RETURNING`, `ON CONFLICT`,
window functions, `CAST`; identifiers that are words of SQL ("user", "group") in double quotes. Columns are TEXT,
BIGINT, BOOLEAN and DOUBLE PRECISION; times are BIGINT milliseconds since 1970 UTC, documents are TEXT holding JSON.
A comparison selected as a column is 0/1 on SQLite and a bool on PostgreSQL: write CASE where it matters.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

from piccolo.query.base import Query

from api.db.driver import Connection, Driver, Kind, Row, portable
from api.db.errors import MisuseError, UnavailableError
from api.db.finish import finish
from api.db.postgresql import PostgresDriver
from api.db.sqlite import SqliteDriver
from api.db.tables import run_query


class Reader(Protocol):
    """What both a `Database` and a `Transaction` offer, for functions that only read."""

    @property
    def kind(self) -> Kind:
        """The engine."""

    async def fetch(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query, as dicts by column name."""

    async def fetch_one(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None."""

    async def run(self, query: Query[Any, Any]) -> Any:
        """The result of a query of Piccolo."""


class Transaction:
    """An open transaction; made by `Database.transaction` only. Of no use after its end (`MisuseError`)."""

    def __init__(self, connection: Connection, kind: Kind) -> None:
        self._connection: Connection | None = connection
        self.kind: Kind = kind

    def end(self) -> None:
        """Called by `Database` when the transaction is over."""
        self._connection = None

    async def fetch(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query or of a statement with RETURNING."""
        return await self._open().fetch(portable(sql, self.kind), params)

    async def fetch_one(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """The first row, or None."""
        rows = await self.fetch(sql, params)
        return rows[0] if rows else None

    async def execute(self, sql: str, params: Sequence[Any] = ()) -> int:
        """Run one statement; the number of rows changed."""
        return await self._open().execute(portable(sql, self.kind), params)

    async def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement once per row of parameters."""
        await self._open().executemany(portable(sql, self.kind), rows)

    async def run(self, query: Query[Any, Any]) -> Any:
        """The result of a query of Piccolo, run within this transaction."""
        return await run_query(query, self)

    async def fetch_native(self, sql: str, params: Sequence[Any]) -> list[Row]:
        """SQL with the engine's own placeholders (for Piccolo)."""
        return await self._open().fetch(sql, params)

    def _open(self) -> Connection:
        if self._connection is None:
            raise MisuseError("the transaction is over")
        return self._connection


class Database:
    """One database. All methods may be called from any number of tasks of one event loop."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._writing: set[asyncio.Task[Any]] = set()
        """Tasks with an open transaction; unlike a context variable, not inherited by the tasks that they start."""

    @property
    def kind(self) -> Kind:
        """The engine."""
        return self._driver.kind

    async def open(self) -> None:
        """Connect. Raises `UnavailableError`."""
        await self._driver.open()

    async def close(self) -> None:
        """Disconnect, after the transactions and queries under way."""
        await self._driver.close()

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[Transaction]:
        """A transaction around the block: committed at its end, undone by any exception, cancellation included.

        On SQLite one at a time, in the order of asking; `durable` makes this commit wait for the disk
        (`synchronous=FULL`), otherwise a power failure may lose the last moments, never the file's integrity.
        Raises `UnavailableError` (if by the commit: unknown whether it was done), `ConstraintError`, and
        `MisuseError` where this task has a transaction already.
        """
        task = self._claim()
        try:
            async with self._driver.writer() as connection:
                tx = Transaction(connection, self.kind)
                try:
                    await connection.begin(durable)
                    yield tx
                except BaseException:
                    await finish(connection.rollback())
                    raise
                finally:
                    tx.end()
                await finish(connection.commit())
        finally:
            self._writing.discard(task)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[Reader]:
        """Reads around the block all see the database as it was at its beginning. Keep it short: on SQLite there are
        few readers, and the log of changes cannot be emptied meanwhile. Raises `UnavailableError`."""
        async with self._driver.reader() as connection:
            tx = Transaction(connection, self.kind)
            try:
                await connection.begin_snapshot()
                yield tx
            finally:
                tx.end()
                await finish(connection.rollback())

    async def fetch(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query outside any transaction. Tried twice where the connection turns out to be lost."""
        return await self.fetch_native(portable(sql, self.kind), params)

    async def fetch_one(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """The first row, or None."""
        rows = await self.fetch(sql, params)
        return rows[0] if rows else None

    async def run(self, query: Query[Any, Any]) -> Any:
        """The result of a reading query of Piccolo."""
        return await run_query(query, self)

    async def fetch_native(self, sql: str, params: Sequence[Any]) -> list[Row]:
        """As `fetch`, with the engine's own placeholders (for Piccolo)."""
        if asyncio.current_task() in self._writing:
            raise MisuseError("read through the open transaction: outside it, its changes are not seen")
        try:
            return await self._read(sql, params)
        except UnavailableError:
            return await self._read(sql, params)

    async def _read(self, sql: str, params: Sequence[Any]) -> list[Row]:
        async with self._driver.reader() as connection:
            return await connection.fetch(sql, params)

    def _claim(self) -> asyncio.Task[Any]:
        task = asyncio.current_task()
        if task is None or task in self._writing:
            raise MisuseError("transactions do not nest")
        self._writing.add(task)
        return task


def connect(url: str) -> Database:
    """A database, not yet open, by its URL: `sqlite:///relative/path`, `sqlite:////absolute/path` or `postgresql://…`.

    Raises `ValueError` for any other URL.
    """
    if url.startswith("sqlite:///"):
        return Database(SqliteDriver(Path(url.removeprefix("sqlite:///"))))
    if url.startswith(("postgresql://", "postgres://")):
        return Database(PostgresDriver(url))
    raise ValueError("the database URL begins with sqlite:/// or postgresql://")
