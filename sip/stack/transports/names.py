"""Host names of UDP peers: looked up by the loop's resolver, remembered for a minute; nothing blocks."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from typing import Final

from sip.stack.flow import Flow
from sip.stack.interfaces import Address

LIFE: Final = 60.0
"""Seconds for which an address is remembered."""
MAX_NAMES: Final = 1000


def is_literal(host: str) -> bool:
    """Whether `host` is an IP address and needs no look-up."""
    if host.isascii() and host.replace(".", "").isdigit():
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def own_host(bound: str) -> str:
    """What the world sees of a socket that is bound to `bound`: for a wildcard our address on the default route."""
    if bound not in ("", "0.0.0.0", "::"):
        return bound
    family, probe = (socket.AF_INET6, "2001:db8::1") if ":" in bound else (socket.AF_INET, "192.0.2.1")
    with socket.socket(family, socket.SOCK_DGRAM) as seeker:  # nothing is sent
        try:
            seeker.connect((probe, 9))
            return str(seeker.getsockname()[0])
        except OSError:
            return "::1" if ":" in bound else "127.0.0.1"


class Resolver:
    """Names to addresses of one family."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._known: dict[str, tuple[float, str]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def known(self, host: str) -> str:
        """The remembered address, "" where there is none."""
        until, address = self._known.get(host, (0.0, ""))
        return address if until > self._loop.time() else ""

    def find(self, host: str, found: Callable[[str], None]) -> None:
        """Look `host` up and call `found` with its address, "" where it has none."""
        task = self._loop.create_task(self._find(host, found))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _find(self, host: str, found: Callable[[str], None]) -> None:
        try:
            rows = await self._loop.getaddrinfo(host, None, type=socket.SOCK_DGRAM)
        except OSError:
            rows = []
        address = str(rows[0][4][0]) if rows else ""
        if address:
            if len(self._known) >= MAX_NAMES:
                self._known.clear()
            self._known[host] = (self._loop.time() + LIFE, address)
        found(address)

    def close(self) -> None:
        """Stop all look-ups."""
        for task in self._tasks:
            task.cancel()


class NamedFlow:
    """A UDP way to a name. What is sent before the address is known waits."""

    __slots__ = ("_failed", "_inner", "_make", "_resolver", "_waiting", "local", "remote")

    reliable = False

    def __init__(
        self,
        resolver: Resolver,
        local: Address,
        remote: Address,
        make: Callable[[str, int], Flow | None],
        failed: Callable[[Flow], None],
    ) -> None:
        self._resolver = resolver
        self.local = local
        self.remote = remote
        self._make = make
        self._failed = failed
        self._inner: Flow | None = None
        self._waiting: list[bytes] = []

    def send(self, data: bytes) -> None:
        """See `Flow`."""
        if self._inner is not None:
            self._inner.send(data)
            return
        self._waiting.append(data)
        if len(self._waiting) == 1:
            self._resolver.find(self.remote.host, self._found)

    def _found(self, address: str) -> None:
        waiting, self._waiting = self._waiting, []
        self._inner = self._make(address, self.remote.port) if address else None
        if self._inner is None:
            self._failed(self)
            return
        for data in waiting:
            self._inner.send(data)

    def to_port(self, port: int) -> Flow:
        """See `Flow`."""
        return self if self._inner is None else self._inner.to_port(port)
