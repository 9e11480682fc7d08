"""PostgreSQL by asyncpg: a pool that replaces connections which the server has dropped."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, Final

import asyncpg

from api.db.driver import Connection, Kind, Row
from api.db.errors import ConstraintError, UnavailableError, UnstorableError
from api.db.finish import finish

CONNECT_S: Final = 10.0
STATEMENT_S: Final = 60.0
CLOSE_S: Final = 5.0

UNAVAILABLE: Final = (
    OSError,
    asyncio.TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.DiskFullError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
)
UNSTORABLE: Final = (asyncpg.DataError, UnicodeEncodeError)
"""SQLSTATE class 22; asyncpg raises it itself for a parameter that the column's type cannot take."""


def _lost(raw: Any) -> bool:
    """Whether the connection is gone. The pool takes one that the server has closed back by itself, and then every
    method of the borrowed object raises. Without `raw` it was never there."""
    try:
        return raw is None or bool(raw.is_closed())
    except asyncpg.InterfaceError:
        return True


def _cut(raw: Any) -> None:
    """Close the connection without a word to the server, unless the pool has it back already."""
    with suppress(asyncpg.InterfaceError):
        raw.terminate()


@contextmanager
def _translated(raw: Any = None) -> Iterator[None]:
    """Translate the driver's errors. asyncpg says `InterfaceError` for a closed connection and for wrong use alike;
    only with `raw` closed is it the former."""
    try:
        yield
    except UNSTORABLE as error:
        raise UnstorableError(str(error)) from error
    except asyncpg.IntegrityConstraintViolationError as error:
        raise ConstraintError(str(error)) from error
    except UNAVAILABLE as error:
        raise UnavailableError(str(error) or type(error).__name__) from error
    except asyncpg.InterfaceError as error:
        if not _lost(raw):
            raise
        raise UnavailableError(str(error)) from error


class PostgresConnection:
    """A `Connection` on one connection of the pool."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    async def fetch(self, sql: str, params: Sequence[Any]) -> list[Row]:
        """Run one statement and return all its rows."""
        with _translated(self._raw):
            return [dict(record) for record in await self._raw.fetch(sql, *params)]

    async def execute(self, sql: str, params: Sequence[Any]) -> int:
        """Run one statement and return the number of rows that it changed: the last word of the command tag
        ("INSERT 0 3"), where there is one."""
        with _translated(self._raw):
            count = str(await self._raw.execute(sql, *params)).rpartition(" ")[2]
        return int(count) if count.isdecimal() else 0

    async def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement once per row of parameters."""
        with _translated(self._raw):
            await self._raw.executemany(sql, list(rows))

    async def begin(self, durable: bool) -> None:
        """Begin a transaction. Commits always wait for the disk unless the server is set up otherwise."""
        with _translated(self._raw):
            await self._raw.execute("BEGIN")
            if durable:
                await self._raw.execute("SET LOCAL synchronous_commit = on")

    async def begin_snapshot(self) -> None:
        """The server takes the snapshot at the first statement."""
        with _translated(self._raw):
            await self._raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            await self._raw.execute("SELECT 1")

    async def commit(self) -> None:
        """End the transaction and keep what it did. A transaction that a statement's error has spoilt is rolled back
        by the server, and that is an error here."""
        with _translated(self._raw):
            if await self._raw.execute("COMMIT") != "COMMIT":
                raise ConstraintError("the transaction was rolled back by an error within it")

    async def rollback(self) -> None:
        """Undo the transaction. On a connection that is lost or silent the server does so by itself."""
        try:
            with _translated(self._raw):
                await self._raw.execute("ROLLBACK")
        except (UnavailableError, asyncpg.PostgresError, asyncpg.InterfaceError):
            _cut(self._raw)


class PostgresDriver:
    """A database of a server; `url` is `postgresql://user:password@host:port/database`."""

    def __init__(self, url: str, connections: int = 10) -> None:
        self._url = url
        self._connections = connections
        self._pool: Any = None

    @property
    def kind(self) -> Kind:
        """`postgres`."""
        return "postgres"

    async def open(self) -> None:
        """Create the pool with one connection."""
        with _translated():
            self._pool = await asyncpg.create_pool(
                self._url,
                min_size=1,
                max_size=self._connections,
                timeout=CONNECT_S,
                command_timeout=STATEMENT_S,
                server_settings={"application_name": "kikite", "timezone": "UTC"},
            )

    async def close(self) -> None:
        """Close the pool; what is still in use after a few seconds is cut."""
        if self._pool is None:
            return
        pool, self._pool = self._pool, None
        try:
            await asyncio.wait_for(pool.close(), CLOSE_S)
        except (TimeoutError, *UNAVAILABLE, asyncpg.InterfaceError):
            pool.terminate()

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[Connection]:
        """Borrow a connection of the pool."""
        if self._pool is None:
            raise UnavailableError("the database is closed")
        with _translated():
            raw = await self._pool.acquire(timeout=CONNECT_S)
        try:
            yield PostgresConnection(raw)
        finally:
            await finish(self._release(raw))

    writer = reader

    async def _release(self, raw: Any) -> None:
        """Give a connection back; one that cannot be reset is dropped, and the pool makes a new one when needed."""
        pool = self._pool
        if pool is None:
            _cut(raw)
            return
        try:
            await pool.release(raw, timeout=CLOSE_S)
        except (*UNAVAILABLE, asyncpg.PostgresError, asyncpg.InterfaceError):
            _cut(raw)
