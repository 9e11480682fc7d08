"""SQLite by aiosqlite: one writer that stays open, and a pool of readers, on a file in WAL mode.

Piccolo's own SQLite engine opens a connection per query and has no WAL; its converters are used here all the same
(importing its engine registers them), so that a Piccolo table reads the same values on both engines.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import aiosqlite
import piccolo.engine.sqlite  # noqa: F401  registers the type converters with sqlite3

from api.db.driver import Connection, Kind, Row
from api.db.errors import ConstraintError, UnavailableError, UnstorableError
from api.db.finish import finish

BUSY_TIMEOUT_MS: Final = 5000
"""Only other processes (a backup, a shell) can hold the lock: our own writers queue before BEGIN."""

UNAVAILABLE: Final = (
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_IOERR",
    "SQLITE_FULL",
    "SQLITE_CANTOPEN",
    "SQLITE_READONLY",
)


_NAME: Final = itemgetter(0)


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> Row:
    return dict(zip(map(_NAME, cursor.description), row, strict=True))


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (OverflowError, UnicodeEncodeError) as error:
        raise UnstorableError(str(error)) from error
    except sqlite3.IntegrityError as error:
        raise ConstraintError(str(error)) from error
    except sqlite3.OperationalError as error:
        if str(getattr(error, "sqlite_errorname", "")).startswith(UNAVAILABLE):
            raise UnavailableError(str(error)) from error
        raise


class SqliteConnection:
    """A `Connection` on one aiosqlite connection (which has a thread of its own)."""

    def __init__(self, raw: aiosqlite.Connection) -> None:
        self._raw = raw
        self._durable: bool | None = False
        self.broken = False
        """Its transaction could not be ended; the connection must be replaced."""

    async def fetch(self, sql: str, params: Sequence[Any]) -> list[Row]:
        """Run one statement and return all its rows."""
        with _translated():
            return list(await self._raw.execute_fetchall(sql, params))  # type: ignore[arg-type]  # rows are dicts here

    async def execute(self, sql: str, params: Sequence[Any]) -> int:
        """Run one statement and return the number of rows that it changed (0 for one that changes none)."""
        with _translated():
            async with self._raw.execute(sql, params) as cursor:
                return max(cursor.rowcount, 0)

    async def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement once per row of parameters."""
        with _translated():
            async with self._raw.executemany(sql, rows):
                pass

    async def begin(self, durable: bool) -> None:
        """Take the write lock at once: a transaction that has read before it writes could no longer get it."""
        with _translated():
            if durable is not self._durable:
                self._durable = None  # unknown, should this be cancelled
                await self._raw.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
                self._durable = durable
            await self._raw.execute("BEGIN IMMEDIATE")

    async def begin_snapshot(self) -> None:
        """SQLite takes the snapshot when the file is first read."""
        with _translated():
            await self._raw.execute("BEGIN")
            await self._raw.execute_fetchall("SELECT COUNT(*) FROM sqlite_master")

    async def commit(self) -> None:
        """End the transaction and keep what it did. One that cannot be committed is undone."""
        try:
            with _translated():
                await self._raw.commit()
        except BaseException:
            await self.rollback()
            raise

    async def rollback(self) -> None:
        """Undo the transaction. sqlite3 does nothing where none is open, and the connection's thread works in
        order, so this also undoes a BEGIN whose caller was cancelled while waiting."""
        try:
            await self._raw.rollback()
        except sqlite3.Error:
            self.broken = True

    async def close(self) -> None:
        """Close the connection and end its thread."""
        await self._raw.close()


class SqliteDriver:
    """A database file. The folder is created if it is missing."""

    def __init__(self, path: Path, readers: int = 4) -> None:
        self._path = path
        self._reader_count = readers
        self._readers: asyncio.Queue[SqliteConnection] = asyncio.Queue()
        self._writer: SqliteConnection | None = None
        self._write_lock = asyncio.Lock()

    @property
    def kind(self) -> Kind:
        """`sqlite`."""
        return "sqlite"

    async def open(self) -> None:
        """Open the writer and the readers."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # It holds hashes and the trunks' passwords: for its owner only. SQLite's other files take its mode.
        self._path.touch(mode=0o600)
        self._writer = await self._connect(read_only=False)
        for _ in range(self._reader_count):
            self._readers.put_nowait(await self._connect(read_only=True))

    async def close(self) -> None:
        """Close all connections, each once its user has given it back."""
        for _ in range(self._reader_count):
            await (await self._readers.get()).close()
        async with self._write_lock:
            if self._writer is not None:
                await self._writer.close()
                self._writer = None

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[Connection]:
        """Borrow one of the readers; waits for a free one."""
        connection = await self._readers.get()
        try:
            yield connection
        finally:
            self._readers.put_nowait(connection)

    @asynccontextmanager
    async def writer(self) -> AsyncIterator[Connection]:
        """Borrow the writer; waits for its turn."""
        async with self._write_lock:
            connection = self._writer
            if connection is None or connection.broken:
                connection = await self._replace(connection)
            yield connection

    async def _replace(self, old: SqliteConnection | None) -> SqliteConnection:
        if old is None:
            raise UnavailableError("the database is closed")
        await finish(old.close())
        self._writer = await self._connect(read_only=False)
        return self._writer

    async def _connect(self, *, read_only: bool) -> SqliteConnection:
        with _translated():
            raw = await aiosqlite.connect(
                self._path,
                isolation_level=None,
                detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES,
                cached_statements=512,
            )
        raw.row_factory = _as_dict  # type: ignore[assignment]  # aiosqlite annotates only Row classes
        try:
            with _translated():
                await raw.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
                await raw.execute("PRAGMA journal_mode = WAL")
                await raw.execute("PRAGMA synchronous = NORMAL")
                await raw.execute("PRAGMA foreign_keys = ON")
                await raw.execute(f"PRAGMA query_only = {int(read_only)}")
        except BaseException:
            await finish(raw.close())
            raise
        return SqliteConnection(raw)
