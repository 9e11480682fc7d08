"""The outbox's file: one SQLite database, used from one thread at a time.

A row of `batch` holds the events of one commit, so that a commit is a single statement: one step without the
interpreter lock instead of one per event. The number of the next event is one past the highest ever stored; `state`
remembers it when the rows are gone.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS batch (
    first INTEGER PRIMARY KEY, last INTEGER NOT NULL, at INTEGER NOT NULL, mono INTEGER NOT NULL, bodies BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS state (
    one INTEGER PRIMARY KEY CHECK (one = 1), switch TEXT NOT NULL, taken INTEGER NOT NULL,
    at INTEGER NOT NULL, mono INTEGER NOT NULL
) STRICT;
"""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[bytes]).decode


class OutboxError(Exception):
    """The outbox's file cannot be used; the message says why."""


class Batch(NamedTuple):
    """Consecutive events: `first` is the seq of `bodies[0]`; each body is one msgpack-encoded `Logged`."""

    first: int
    bodies: tuple[bytes, ...]

    @property
    def last(self) -> int:
        """Seq of the last event; `first - 1` where there is none."""
        return self.first + len(self.bodies) - 1


class Stamp(NamedTuple):
    """When the switch was alive: UTC wall clock and boot-time clock, ms; (0, 0) = never."""

    at: int
    mono: int


class Store:
    """Opens or creates the file at `path`. `new_id` names the log if it is new. Raises `OutboxError`."""

    def __init__(self, path: Path, new_id: Callable[[], str]) -> None:
        try:
            self._database = self._open(path, new_id)
            self.switch, self.taken, self.committed, self.stamp = self._state()
        except sqlite3.Error as error:
            raise OutboxError(f"{path}: {error}") from error

    @staticmethod
    def _open(path: Path, new_id: Callable[[], str]) -> sqlite3.Connection:
        # The timeout is short because only another running switch could hold the lock, and waiting would not help.
        database = sqlite3.connect(path, isolation_level=None, timeout=0.2, check_same_thread=False)
        try:
            # EXCLUSIVE first: one switch per file, and the WAL index stays in memory (no shared-memory file).
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            database.executescript(_SCHEMA)
            database.execute("INSERT OR IGNORE INTO state VALUES (1, ?, 0, 0, 0)", (new_id(),))
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _state(self) -> tuple[str, int, int, Stamp]:
        switch, taken, at, mono = self._database.execute("SELECT switch, taken, at, mono FROM state").fetchone()
        newest = self._database.execute("SELECT last, at, mono FROM batch ORDER BY first DESC LIMIT 1").fetchone()
        if newest is None:
            return switch, taken, taken, Stamp(at, mono)
        last, batch_at, batch_mono = newest
        return switch, taken, last, Stamp(batch_at, batch_mono) if batch_at > at else Stamp(at, mono)

    def append(self, batch: Batch, stamp: Stamp) -> None:
        """Commit `batch`. It may be given again, grown, after an error that left open whether it was committed."""
        row = (batch.first, batch.last, stamp.at, stamp.mono, _encode(batch.bodies))
        self._database.execute("INSERT OR REPLACE INTO batch VALUES (?, ?, ?, ?, ?)", row)

    def mark(self, taken: int, stamp: Stamp) -> None:
        """Commit the stamp and forget the events up to `taken`; a batch goes when its last event is taken."""
        self._database.execute("BEGIN IMMEDIATE")
        self._database.execute("UPDATE state SET taken = ?, at = ?, mono = ?", (taken, stamp.at, stamp.mono))
        self._database.execute("DELETE FROM batch WHERE last <= ?", (taken,))
        self._database.execute("COMMIT")

    def read(self, after: int, limit: int) -> Batch:
        """At most `limit` stored events from `after + 1` on (or from the oldest that is kept, if that is newer)."""
        start = max(after, self._oldest() - 1)
        bodies: list[bytes] = []
        query = "SELECT first, bodies FROM batch WHERE last > ? ORDER BY first"
        for first, blob in self._database.execute(query, (start,)):
            bodies += _decode(blob)[max(0, start + 1 - first) :]
            if len(bodies) >= limit:
                break
        return Batch(start + 1, tuple(bodies[:limit]))

    def _oldest(self) -> int:
        found = self._database.execute("SELECT min(first) FROM batch").fetchone()[0]
        return 0 if found is None else int(found)

    def rename(self, switch: str) -> None:
        """Give the log another id."""
        self._database.execute("UPDATE state SET switch = ?", (switch,))

    def size(self) -> int:
        """Bytes in use by what is kept; free pages of the file do not count."""
        pages, free, size = (
            self._database.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        return int((pages - free) * size)

    def undo(self) -> None:
        """After an error: leave the transaction, if one is open."""
        if self._database.in_transaction:
            self._database.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file; the write-ahead log is folded into it."""
        self._database.close()
