"""SIP over TCP (RFC 3261 18): connections of both directions are reused; slow and silent peers are cut off."""

from __future__ import annotations

import asyncio
import socket
from typing import Final, Protocol, cast

from sip.stack.errors import MalformedError
from sip.stack.framing import StreamFramer
from sip.stack.interfaces import Address
from sip.stack.timers import Schedule, Timer

PATIENCE: Final = 30.0
"""Seconds that a peer has to send its first message, and for each message from its first byte to its last."""

CONNECT_TIMEOUT: Final = 10.0
MAX_UNSENT: Final = 256 * 1024
"""Bytes that may wait for a slow reader before it is cut off."""

USER_TIMEOUT_MS: Final = 20_000
"""After so long without an acknowledgement of what was sent the connection is over: less than timer F, so that the next
request already makes a new one."""
KEEP_ALIVE: Final = ((socket.TCP_KEEPIDLE, 60), (socket.TCP_KEEPINTVL, 10), (socket.TCP_KEEPCNT, 3))
"""Seconds of silence before the kernel asks whether the peer is still there, seconds between, and how often."""

MAX_CONNECTIONS: Final = 2000
MAX_PER_HOST: Final = 200


class Owner(Protocol):
    """Who takes what arrives. None of these may raise."""

    schedule: Schedule

    def frame(self, data: bytes, flow: TcpFlow) -> None:
        """One message, cut out."""

    def broke(self, flow: TcpFlow) -> None:
        """The connection is over, or was never made."""


class TcpFlow(asyncio.Protocol):
    """One connection. What is sent before it is made waits."""

    reliable = True

    def __init__(self, transports: TcpTransport, local: Address, remote: Address) -> None:
        self._owner = transports.owner
        self._transports = transports
        self.local = local
        self.remote = remote
        self.closed = False
        self._transport: asyncio.Transport | None = None
        self._waiting: list[bytes] = []
        self._framer = StreamFramer()
        self._patience: Timer | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `asyncio.Protocol`."""
        # uvloop's transports do not derive from asyncio's.
        stream = self._transport = cast(asyncio.Transport, transport)
        stream.set_write_buffer_limits(high=MAX_UNSENT)
        _notice_death(stream)
        if self.remote.port == 0:
            peer = stream.get_extra_info("peername") or ("", 0)
            self.remote = Address(self.remote.transport, peer[0], peer[1])
        if not self._transports.admit(self):
            stream.abort()
            return
        self._patience = self._owner.schedule(PATIENCE, self._impatient)
        for data in self._waiting:
            stream.write(data)
        self._waiting.clear()

    def send(self, data: bytes) -> None:
        """See `Flow`."""
        transport = self._transport
        if self.closed or (transport is not None and transport.is_closing()):
            self._owner.schedule(0, self._report_dead)
        elif transport is None:
            self._waiting.append(data)
        else:
            transport.write(data)

    def _report_dead(self) -> None:
        self._owner.broke(self)

    def to_port(self, port: int) -> TcpFlow:
        """See `Flow`: answers go back over the connection, whatever the port."""
        return self

    def pause_writing(self) -> None:
        """The peer does not read: more than `MAX_UNSENT` bytes wait. Cut it off (`asyncio.Protocol`)."""
        self.abort()

    def data_received(self, data: bytes) -> None:
        """See `asyncio.Protocol`."""
        try:
            frames = self._framer.feed(data)
        except MalformedError:
            self.abort()
            return
        while self._framer.pings:
            self._framer.pings -= 1
            self.send(b"\r\n")
        for frame in frames:
            self._owner.frame(frame, self)
        if self._framer.broken:
            self.close()
        elif frames or self._patience is None:
            self._wait()

    def _wait(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
        self._patience = self._owner.schedule(PATIENCE, self._impatient) if self._framer.pending else None

    def _impatient(self) -> None:
        self._patience = None
        self.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """See `asyncio.Protocol`."""
        self.fail()

    def fail(self) -> None:
        """The connection is over or cannot be made."""
        if self.closed:
            return
        self.closed = True
        self._waiting.clear()
        if self._patience is not None:
            self._patience.cancel()
        self._transports.dropped(self)
        self._owner.broke(self)

    def close(self) -> None:
        """Close after what is written has gone out."""
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()


def _notice_death(stream: asyncio.Transport) -> None:
    """Let the kernel find out that a peer vanished without a word."""
    sock = stream.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT_MS)
        for option, value in KEEP_ALIVE:
            sock.setsockopt(socket.IPPROTO_TCP, option, value)


class TcpTransport:
    """The listening socket (if any) and all connections."""

    def __init__(self, loop: asyncio.AbstractEventLoop, owner: Owner) -> None:
        self._loop = loop
        self.owner = owner
        self.local = Address("tcp", "127.0.0.1", 0)
        self.port = 0
        self._server: asyncio.Server | None = None
        self._flows: dict[tuple[str, int], TcpFlow] = {}
        self._per_host: dict[str, int] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def listen(self, host: str, port: int) -> int:
        """Accept connections; the bound port."""
        self._server = await self._loop.create_server(self._accepted, host, port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self.port

    def _accepted(self) -> TcpFlow:
        return TcpFlow(self, self.local, Address("tcp", "", 0))

    def admit(self, flow: TcpFlow) -> bool:
        """Register a made connection; False: too many."""
        key = (flow.remote.host, flow.remote.port)
        if self._flows.get(key) is flow:
            return True
        if self.full(key[0]):
            return False
        self._flows[key] = flow
        self._per_host[key[0]] = self._per_host.get(key[0], 0) + 1
        return True

    def full(self, host: str) -> bool:
        """Whether `host` may have no further connection."""
        return len(self._flows) >= MAX_CONNECTIONS or self._per_host.get(host, 0) >= MAX_PER_HOST

    def dropped(self, flow: TcpFlow) -> None:
        """Forget a connection."""
        key = (flow.remote.host, flow.remote.port)
        if self._flows.get(key) is flow:
            del self._flows[key]
            self._per_host[key[0]] -= 1
            if not self._per_host[key[0]]:
                del self._per_host[key[0]]

    def flow(self, host: str, port: int) -> TcpFlow:
        """The connection to `host` (a name or an address), made where there is none."""
        flow = self._flows.get((host, port))
        if flow is None:
            flow = self._new_flow(host, port)
            self._flows[(host, port)] = flow
            self._per_host[host] = self._per_host.get(host, 0) + 1
            task = self._loop.create_task(self._connect(flow))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return flow

    def _new_flow(self, host: str, port: int) -> TcpFlow:
        return TcpFlow(self, self.local, Address("tcp", host, port))

    async def _connect(self, flow: TcpFlow) -> None:
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                await self._loop.create_connection(lambda: flow, flow.remote.host, flow.remote.port)
        except (OSError, TimeoutError):
            flow.fail()

    async def close(self) -> None:
        """Stop listening, let what is written go out, close all connections."""
        if self._server is not None:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()
        for flow in list(self._flows.values()):
            flow.close()
        if self._server is not None:
            await self._server.wait_closed()
