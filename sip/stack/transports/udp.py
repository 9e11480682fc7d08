"""SIP over UDP (RFC 3261 18): one socket, read in batches, written without a queue."""

from __future__ import annotations

import asyncio
import socket
from typing import Final, Protocol

from sip.stack.flow import Flow
from sip.stack.interfaces import Address

BUFFER: Final = 4 << 20
"""Receive buffer asked of the kernel in bytes: a second of a thousand calls."""

BATCH: Final = 64
"""Datagrams read before the loop gets its turn."""


class Receiver(Protocol):
    """Who takes what arrives."""

    def datagram(self, data: bytes, flow: Flow) -> None:
        """One datagram. Must not raise."""


class UdpTransport:
    """A bound socket. `local` is what Via and Contact say; its port is the bound one."""

    def __init__(self, loop: asyncio.AbstractEventLoop, receiver: Receiver, host: str, port: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.family = family
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        self._socket.setblocking(False)
        try:
            self._socket.bind((host, port))
        except OSError:
            self._socket.close()
            raise
        self._loop = loop
        self._receiver = receiver
        self.port: int = self._socket.getsockname()[1]
        self.local = Address("udp", host, self.port)
        self.unsent = 0
        """Datagrams that the kernel would not take; SIP sends them again."""
        loop.add_reader(self._socket.fileno(), self._readable)

    def flow(self, host: str, port: int) -> UdpFlow:
        """A way to an IP address."""
        return UdpFlow(self, Address("udp", host, port))

    def send(self, data: bytes, host: str, port: int) -> None:
        """One datagram to an IP address (a name would block)."""
        try:
            self._socket.sendto(data, (host, port))
        except OSError:
            self.unsent += 1

    def close(self) -> None:
        """Stop reading and give the port back."""
        self._loop.remove_reader(self._socket.fileno())
        self._socket.close()

    def _readable(self) -> None:
        receive = self._socket.recvfrom
        for _ in range(BATCH):
            try:
                data, peer = receive(65535)
            except (BlockingIOError, InterruptedError):
                return
            except OSError:  # an ICMP error of an earlier datagram: nothing was read
                continue
            self._receiver.datagram(data, UdpFlow(self, Address("udp", peer[0], peer[1])))


class UdpFlow:
    """One peer of a socket."""

    __slots__ = ("remote", "transport")

    reliable = False

    def __init__(self, transport: UdpTransport, remote: Address) -> None:
        self.transport = transport
        self.remote = remote

    @property
    def local(self) -> Address:
        """See `Flow`."""
        return self.transport.local

    def send(self, data: bytes) -> None:
        """See `Flow`."""
        self.transport.send(data, self.remote.host, self.remote.port)

    def to_port(self, port: int) -> UdpFlow:
        """See `Flow`."""
        return UdpFlow(self.transport, Address("udp", self.remote.host, port))
