"""One worker process as its client sees it: start, commands out, notifications in, replacement when it dies."""

import asyncio
import contextlib
import logging
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Callable
from typing import Final

import msgspec
from msgspec import Struct

from sip.media.protocol import AnyNotification, Command, FrameReader, FrameTooLong, Ready, Setup, encode

_log = logging.getLogger(__name__)

_MAX_DESCRIPTORS: Final = 200
"""Descriptors in one write; Linux allows 253 (SCM_MAX_FD)."""
_BACKOFF: Final = (0.0, 0.5, 1.0, 2.0, 5.0)
"""Seconds before the first, second, … replacement in a row; the last is repeated."""
_STABLE: Final = 30.0
"""Seconds that a worker must have served for its death to count as the first again."""


class WorkerOptions(Struct, frozen=True, kw_only=True):
    """What a worker is told at its start, and how long (seconds) it may take until it serves."""

    setup: Setup
    start_timeout: float


class WorkerProcess:
    """A worker, or the gap between a dead one and its successor (`ready` is None then)."""

    def __init__(
        self,
        options: WorkerOptions,
        notified: "Callable[[WorkerProcess, AnyNotification], None]",
        died: "Callable[[WorkerProcess], None]",
    ) -> None:
        self.ready: Ready | None = None
        self.pid = 0
        self._options = options
        self._notified = notified
        self._died = died
        self._link: _Link | None = None
        self._process: Process | None = None
        self._served: asyncio.Future[Ready] | None = None
        self._guard: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Run until the worker serves, and from then on replace it whenever it dies. Raises `OSError` if it ends
        before it serves, `TimeoutError` if it takes too long."""
        await self._spawn()
        self._guard = asyncio.create_task(self._replace())

    async def stop(self) -> None:
        """End the worker; it goes by itself when the link closes, and is killed if it does not within a second."""
        if self._guard is not None:
            self._guard.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._guard
            self._guard = None
        await self._reap()

    def send(self, command: Command, sockets: tuple[socket.socket, ...] = ()) -> None:
        """Queue a command; written with all others of this turn of the loop. Without a worker it is dropped, for its
        leg is gone. `sockets` go to the worker; this process closes its copies."""
        if self._link is None:
            for each in sockets:
                each.close()
        else:
            self._link.send(encode(command), sockets)

    async def _spawn(self) -> None:
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        try:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "sip.media", "--fd", str(theirs.fileno())),
                pass_fds=(theirs.fileno(),),
                stdin=DEVNULL,
            )
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
        self.pid = self._process.pid
        served = self._served = loop.create_future()
        self._link = _Link(loop, ours, self._received, self._closed)
        self.send(self._options.setup)
        try:
            async with asyncio.timeout(self._options.start_timeout):
                self.ready = await served
        except BaseException:
            await self._reap()
            raise

    def _received(self, message: AnyNotification) -> None:
        if isinstance(message, Ready) and self._served is not None and not self._served.done():
            self._served.set_result(message)
        self._notified(self, message)

    def _closed(self) -> None:
        """The worker's end of the link is shut: it is dead or dying."""
        if self._served is not None and not self._served.done():
            self._served.set_exception(ConnectionResetError("the media worker ended before it served"))
        if self.ready is not None:
            self.ready = None
            _log.error("media worker %d died", self.pid)
            self._died(self)

    async def _replace(self) -> None:
        loop = asyncio.get_running_loop()
        deaths = 0
        while True:
            began = loop.time()
            if self._link is not None:
                await self._link.over.wait()
            await self._reap()
            deaths = 0 if loop.time() - began > _STABLE else deaths
            await asyncio.sleep(_BACKOFF[min(deaths, len(_BACKOFF) - 1)])
            deaths += 1
            try:
                await self._spawn()
            except (OSError, TimeoutError) as error:
                _log.error("media worker cannot be replaced: %r", error)

    async def _reap(self) -> None:
        self.ready = None
        if self._link is not None:
            self._link.close()
            self._link = None
        process, self._process = self._process, None
        if process is None:
            return
        try:
            async with asyncio.timeout(1.0):
                await process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


class _Link:
    """Our end of the socket pair: everything queued in one turn of the loop is one write."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        ours: socket.socket,
        received: Callable[[AnyNotification], None],
        closed: Callable[[], None],
    ) -> None:
        ours.setblocking(False)
        self.over = asyncio.Event()
        self._loop = loop
        self._socket = ours
        self._received = received
        self._closed = closed
        self._frames: FrameReader[AnyNotification] = FrameReader(AnyNotification)
        self._queue: list[tuple[bytearray, list[socket.socket]]] = []
        self._scheduled = False
        loop.add_reader(ours.fileno(), self._readable)

    def send(self, data: bytes, sockets: tuple[socket.socket, ...]) -> None:
        queue = self._queue
        if self._socket.fileno() < 0:
            for each in sockets:
                each.close()
            return
        if not queue or len(queue[-1][1]) + len(sockets) > _MAX_DESCRIPTORS:
            queue.append((bytearray(), []))
        queue[-1][0].extend(data)
        queue[-1][1].extend(sockets)
        if not self._scheduled:
            self._scheduled = True
            self._loop.call_soon(self._flush)

    def close(self) -> None:
        """Drop what is queued and shut the link without a word to the owner."""
        if self._socket.fileno() < 0:
            return
        self._loop.remove_reader(self._socket.fileno())
        self._loop.remove_writer(self._socket.fileno())
        self._socket.close()
        for _, sockets in self._queue:
            for each in sockets:
                each.close()
        self._queue.clear()
        self.over.set()

    def _flush(self) -> None:
        self._scheduled = True
        queue = self._queue
        while queue and self._socket.fileno() >= 0:
            data, sockets = queue[0]
            try:
                sent = socket.send_fds(self._socket, [data], [each.fileno() for each in sockets])
            except BlockingIOError:
                self._loop.add_writer(self._socket.fileno(), self._flush)
                return
            except OSError:
                self._fail()
                return
            # The descriptors travel with the first octet; what is left goes without them.
            for each in sockets:
                each.close()
            sockets.clear()
            del data[:sent]
            if not data:
                del queue[0]
        if self._socket.fileno() >= 0:
            self._loop.remove_writer(self._socket.fileno())
        self._scheduled = False

    def _readable(self) -> None:
        try:
            data = self._socket.recv(262_144)
            messages = self._frames.feed(data)
        except BlockingIOError:
            return
        except (OSError, FrameTooLong, msgspec.DecodeError):
            data, messages = b"", []
        for message in messages:
            self._received(message)
        if not data:
            self._fail()

    def _fail(self) -> None:
        if self._socket.fileno() >= 0:
            self.close()
            self._closed()
