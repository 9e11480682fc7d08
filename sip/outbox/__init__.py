"""The switch's event log: every event is on disk until the api has taken it.

The event loop owns all state. It hands one job at a time to the writer thread and groups what arrives meanwhile, so
that an idle switch commits at once and a busy one commits at most once in `GROUP_S`. Nothing is ever dropped: while the
disk fails, events wait in memory and the commit is repeated.

A process that is killed loses only events that were never announced by `on_committed`, so neither has the api seen
them. (WAL with synchronous=NORMAL: a power failure can lose the last commits; the file stays consistent.)
"""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from sip.contract.events import AnyEvent, Logged
from sip.outbox.store import Batch, OutboxError, Stamp, Store

__all__ = ["Batch", "Outbox", "OutboxError", "Stamp"]

GROUP_S: Final = 0.01
"""Shortest time between the beginnings of two commits, s."""
RETRY_S: Final = 0.5
"""Pause before a failed commit is repeated, s."""
MAX_BATCH: Final = 2000
"""Most events in one commit: keeps rows, and so single reads, small after a long disk failure."""
LIMIT: Final = 1024 * 1024 * 1024
"""Default size of what is kept, bytes, from which on an alarm is raised."""

_encode = msgspec.msgpack.Encoder().encode

AlarmCallback = Callable[[str, str], None]
"""Called in the loop with a stable kind and a detail: `outbox_large`, `outbox_small_again`, `outbox_error`,
`outbox_recovered`, `outbox_renewed`. Each is told once per change, not per attempt."""


class Outbox:
    """Opens the log at `path` (created with an id from `new_id` if there is none) in the running event loop.

    All methods are for that loop's thread only. Raises `OutboxError` where the file cannot be used, for example
    because another switch has it open.
    """

    def __init__(self, path: Path, new_id: Callable[[], str], on_alarm: AlarmCallback, limit: int = LIMIT) -> None:
        self._loop = asyncio.get_running_loop()
        store = Store(path, new_id)
        self.switch: str = store.switch
        """Id of this log."""
        self._new_id = new_id
        self.last_alive: Stamp = store.stamp
        """When the previous run was last known to be alive; (0, 0) at the first start."""
        self.committed: int = store.committed
        """Seq of the last event on disk."""
        self._taken = store.taken
        self._next = store.committed + 1
        self._stamp = store.stamp
        self._pending: list[bytes] = []
        self._marking = False
        self._busy = False
        self._closing = False
        self._timer: asyncio.Handle | None = None
        self._submitted = float("-inf")
        self._failing = self._large = False
        self._limit = limit
        self._alarm = on_alarm
        self._callbacks: list[Callable[[Batch], None]] = []
        self._idle = asyncio.Event()
        self._idle.set()
        self._store = store
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="outbox")

    def append(self, at: int, mono: int, event: AnyEvent) -> int:
        """Log `event` with its two times (ms); returns its seq. Never blocks."""
        seq = self._next
        self._next = seq + 1
        self._pending.append(_encode(Logged(seq=seq, at=at, mono=mono, event=event)))
        if at > self._stamp.at:
            self._stamp = Stamp(at, mono)
        self._schedule()
        return seq

    def on_committed(self, callback: Callable[[Batch], None]) -> None:
        """`callback(batch)` is called in the loop, in order and without a gap, once the events are on disk."""
        self._callbacks.append(callback)

    async def read(self, after: int, limit: int) -> Batch:
        """At most `limit` events on disk from seq `after + 1` on (from the oldest kept, if that is newer); empty at
        the end. Raises `OutboxError` on a disk error."""
        try:
            return await self._loop.run_in_executor(self._writer, self._store.read, after, limit)
        except sqlite3.Error as error:
            raise OutboxError(f"reading after {after}: {error}") from error

    def taken(self, seq: int) -> None:
        """The api has stored everything up to `seq`: forget it. The space is freed with the next `alive`."""
        self._taken = max(self._taken, min(seq, self.committed))

    @property
    def last(self) -> int:
        """Seq of the last event appended, on disk or not yet."""
        return self._next - 1

    @property
    def forgotten(self) -> int:
        """Seq up to which events have been taken."""
        return self._taken

    async def renew(self) -> None:
        """Go on under a new log id: the api has seen numbers of this log that are no longer in it. Raises
        `OutboxError` on a disk error."""
        switch = self._new_id()
        try:
            await self._loop.run_in_executor(self._writer, self._store.rename, switch)
        except sqlite3.Error as error:
            raise OutboxError(f"renaming the log: {error}") from error
        self.switch = switch
        self._alarm("outbox_renewed", switch)

    def alive(self, at: int, mono: int) -> None:
        """The switch lives: to be called at least every second. Also forgets what was taken and checks the size."""
        self._stamp = Stamp(at, mono)
        self._marking = True
        self._schedule()

    async def close(self) -> None:
        """Write everything that is pending, then close the file. With a failing disk, gives up after one attempt and
        raises `OutboxError` (the events were never announced)."""
        self._closing = True
        self._marking = True
        self._schedule()
        await self._idle.wait()
        await self._loop.run_in_executor(self._writer, self._store.close)
        self._writer.shutdown()
        if self._pending:
            raise OutboxError(f"{len(self._pending)} events could not be written")

    def _schedule(self) -> None:
        self._idle.clear()
        if self._busy or (self._timer is not None and not self._closing):
            return
        if self._timer is not None:
            self._timer.cancel()
        wait = 0.0 if self._closing else self._submitted + GROUP_S - self._loop.time()
        # call_soon rather than at once: all that one input of the switch causes goes into one commit.
        self._timer = self._loop.call_later(wait, self._submit) if wait > 0 else self._loop.call_soon(self._submit)

    def _submit(self) -> None:
        self._timer = None
        self._busy = True
        self._submitted = self._loop.time()
        batch = Batch(self.committed + 1, tuple(self._pending[:MAX_BATCH]))
        marking = self._marking
        job = self._writer.submit(self._write, batch, self._stamp, self._taken if marking else None)
        job.add_done_callback(lambda done: self._loop.call_soon_threadsafe(self._done, batch, marking, done))

    def _write(self, batch: Batch, stamp: Stamp, taken: int | None) -> int:
        """In the writer thread: one job. Returns the size of what is kept, -1 where it was not measured."""
        try:
            if batch.bodies:
                self._store.append(batch, stamp)
            if taken is None:
                return -1
            self._store.mark(taken, stamp)
            return self._store.size()
        except BaseException:
            with suppress(sqlite3.Error):
                self._store.undo()
            raise

    def _done(self, batch: Batch, marked: bool, job: Future[int]) -> None:
        self._busy = False
        error = job.exception()
        if error is not None:
            self._failed(error)
            return
        if self._failing:
            self._failing = False
            self._alarm("outbox_recovered", "")
        del self._pending[: len(batch.bodies)]
        self.committed = batch.last
        if marked:
            self._marking = False
            self._check(job.result())
        if batch.bodies:
            for callback in self._callbacks:
                callback(batch)
        self._next_job()

    def _next_job(self) -> None:
        if self._pending or self._marking:
            self._schedule()
        elif not self._busy:
            self._idle.set()

    def _failed(self, error: BaseException) -> None:
        if not self._failing:
            self._failing = True
            self._alarm("outbox_error", str(error))
        if self._closing:
            self._idle.set()
        elif self._timer is None:
            self._timer = self._loop.call_later(RETRY_S, self._submit)

    def _check(self, size: int) -> None:
        large = size > self._limit
        if large != self._large:
            self._large = large
            self._alarm("outbox_large" if large else "outbox_small_again", f"{size} bytes, limit {self._limit}")
