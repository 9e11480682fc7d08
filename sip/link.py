"""The switch's end of the contract (`sip/contract/frames.py`): a Unix socket that one api at a time is connected to.

Events go out of the log only once they are on disk: straight from memory where the api keeps up, read back from the
disk where it does not. Commands are begun in the order in which they came; their results go back when they are there.
"""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, Protocol

from sip.contract.commands import AnyCommand, AnyResult, Refused
from sip.contract.enums import Refusal
from sip.contract.frames import (
    WINDOW,
    AnyFrame,
    Decoder,
    Events,
    FrameError,
    Hello,
    Request,
    Response,
    Taken,
    encode,
    encode_events,
)
from sip.outbox import Batch, OutboxError

READ: Final = 65536
CHUNK: Final = 500
"""Most events in one frame."""
HELLO_S: Final = 5.0
"""How long a new connection may take to say `Hello`."""

log = logging.getLogger(__name__)

Handler = Callable[[AnyCommand], Awaitable[AnyResult]]


class Log(Protocol):
    """What the link needs of the outbox (`sip.outbox.Outbox`)."""

    switch: str
    committed: int

    @property
    def forgotten(self) -> int:
        """Seq up to which events have been taken."""

    def on_committed(self, callback: Callable[[Batch], None]) -> None:
        """Call `callback` with every newly committed batch."""

    async def read(self, after: int, limit: int) -> Batch:
        """At most `limit` committed events from `after + 1` on."""

    def taken(self, seq: int) -> None:
        """Forget everything up to `seq`."""

    async def renew(self) -> None:
        """Go on under a new log id."""


class ApiLink:
    """The server on the socket `path`; `handle` carries commands out, `on_api` hears of the api coming and going.

    `boot` names this run of the switch. An error inside `handle` is logged and answered with `Refusal.FAILED`.
    A newer connection replaces the older one (`on_api(False)`, then `on_api(True)`).
    """

    def __init__(self, path: Path, outbox: Log, boot: str, handle: Handler, on_api: Callable[[bool], None]) -> None:
        self._path = path
        self._outbox = outbox
        self._boot = boot
        self._handle = handle
        self._on_api = on_api
        self._server: asyncio.Server | None = None
        self._peer: _Peer | None = None
        self._serving: dict[asyncio.Task[None], _Peer] = {}
        self._answers: set[asyncio.Task[None]] = set()
        outbox.on_committed(self._committed)

    @property
    def up(self) -> bool:
        """Whether an api is connected and has said `Hello`."""
        return self._peer is not None

    async def start(self) -> None:
        """Listen. Raises `OSError` where the path cannot be used or another switch listens there."""
        await self._remove_stale()
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            listener.bind(str(self._path))
            # Between bind and listen nobody can connect, so the socket is never open to others.
            self._path.chmod(0o600)
            self._server = await asyncio.start_unix_server(self._serve, sock=listener)
        except BaseException:
            listener.close()
            raise

    async def close(self) -> None:
        """Stop listening, end the connection and remove the socket file."""
        if self._server is None:
            return
        self._server.close()
        for peer in self._serving.values():
            peer.close()
        for task in self._answers:
            task.cancel()
        await asyncio.gather(*self._serving, *self._answers, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None
        self._path.unlink(missing_ok=True)

    async def _remove_stale(self) -> None:
        if not self._path.is_socket():
            return
        try:
            _, writer = await asyncio.open_unix_connection(str(self._path))
        except ConnectionRefusedError:
            self._path.unlink(missing_ok=True)
        else:
            writer.close()
            raise FileExistsError(f"another switch listens on {self._path}")

    def _committed(self, batch: Batch) -> None:
        if self._peer is not None:
            self._peer.committed(batch)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peer = _Peer(reader, writer, self._outbox, self._answer)
        task = asyncio.current_task()
        if task is not None:
            self._serving[task] = peer
            task.add_done_callback(self._serving.pop)
        try:
            await peer.greet(self._boot)
            self._replace(peer)
            await peer.run()
        except (FrameError, OutboxError) as error:
            log.error("connection of the api ended: %s", error)
        except (OSError, TimeoutError, EOFError) as error:
            log.info("connection of the api ended: %s", error or type(error).__name__)
        finally:
            peer.close()
            if self._peer is peer:
                self._peer = None
                self._on_api(False)

    def _answer(self, request: Request, respond: Callable[[Response], None]) -> None:
        task = asyncio.create_task(self._carry_out(request, respond))
        # Kept here, not with the connection: a command that was begun is carried out to its end.
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _carry_out(self, request: Request, respond: Callable[[Response], None]) -> None:
        try:
            result = await self._handle(request.command)
        except Exception:
            log.exception("%s failed", type(request.command).__name__)
            result = Refused(code=Refusal.FAILED, detail="internal error")
        respond(Response(id=request.id, result=result))

    def _replace(self, peer: "_Peer") -> None:
        if self._peer is not None:
            log.warning("a newer connection replaces that of the api")
            self._peer.close()
            self._peer = None
            self._on_api(False)
        self._peer = peer
        self._on_api(True)


class _Peer:
    """One connection of an api."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        outbox: Log,
        answer: Callable[[Request, Callable[[Response], None]], None],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._outbox = outbox
        self._answer = answer
        self._decoder = Decoder()
        self._early: list[AnyFrame] = []
        self._sent = self._taken = 0
        self._more = asyncio.Event()

    async def greet(self, boot: str) -> None:
        """Say `Hello`, wait for the api's. Raises `FrameError`, `TimeoutError`, `EOFError`, `OSError`."""
        outbox = self._outbox
        self._writer.write(
            encode(Hello(switch=outbox.switch, boot=boot, taken=outbox.forgotten, last=outbox.committed))
        )
        async with asyncio.timeout(HELLO_S):
            while not self._early:
                self._early = await self._receive()
        hello = self._early.pop(0)
        if not isinstance(hello, Hello):
            raise FrameError(f"the first frame is {type(hello).__name__}, not Hello")
        if hello.taken > outbox.committed:
            # A power failure took commits that had not reached the disk; their numbers must not mean other events.
            await outbox.renew()
            raise FrameError(f"the api has events up to {hello.taken}, the log ends at {outbox.committed}: new log id")
        if hello.taken < outbox.forgotten:
            log.error("the api asks for events after %d; all up to %d are forgotten", hello.taken, outbox.forgotten)
        self._sent = self._taken = max(hello.taken, outbox.forgotten)
        outbox.taken(self._taken)

    async def run(self) -> None:
        """Serve until the connection ends (then one of the exceptions of `greet` is raised)."""
        for frame in self._early:
            self._dispatch(frame)
        pump = asyncio.create_task(self._pump())
        pump.add_done_callback(lambda _: self._writer.transport.abort())
        try:
            while True:
                for frame in await self._receive():
                    self._dispatch(frame)
        finally:
            pump.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await pump

    def close(self) -> None:
        """End the connection; `run` returns to its caller by an exception."""
        self._writer.transport.abort()

    def committed(self, batch: Batch) -> None:
        """New events are on disk: send them at once where the api is up to date, else wake the pump."""
        room = self._taken + WINDOW >= batch.last
        if (
            self._sent + 1 == batch.first
            and room
            and len(batch.bodies) <= CHUNK
            and not self._writer.transport.is_closing()
        ):
            self._send(batch)
        else:
            self._more.set()

    async def _receive(self) -> list[AnyFrame]:
        data = await self._reader.read(READ)
        if not data:
            raise EOFError("closed by the api")
        return self._decoder.feed(data)

    def _dispatch(self, frame: AnyFrame) -> None:
        match frame:
            case Request():
                self._answer(frame, self._respond)
            case Taken(seq=seq):
                self._taken = max(self._taken, min(seq, self._sent))
                self._outbox.taken(self._taken)
                self._more.set()
            case Hello() | Response() | Events():
                raise FrameError(f"unexpected {type(frame).__name__} from the api")

    def _respond(self, response: Response) -> None:
        if not self._writer.transport.is_closing():
            self._writer.write(encode(response))

    async def _pump(self) -> None:
        while True:
            self._more.clear()
            room = self._taken + WINDOW - self._sent
            if self._sent < self._outbox.committed and room > 0:
                batch = await self._outbox.read(self._sent, min(CHUNK, room))
                if batch.first != self._sent + 1 or not batch.bodies:
                    raise FrameError(f"event {self._sent + 1} is not in the log")
                self._send(batch)
                await self._writer.drain()
            else:
                await self._more.wait()

    def _send(self, batch: Batch) -> None:
        self._writer.write(encode_events(self._outbox.switch, batch.bodies))
        self._sent = batch.last
