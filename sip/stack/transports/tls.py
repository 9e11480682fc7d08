"""SIP over TLS (RFC 3261 26.2, RFC 5922): TCP's connections with a handshake before them.

Sockets are accepted here and not by the loop's server, since that counts nobody before the handshake is done: whoever
connects and says nothing must be bounded, too.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import ssl
from collections import Counter
from typing import Final

from sip.stack.interfaces import Address
from sip.stack.transports.certificates import OwnCertificate, Trust, client_context, stranger
from sip.stack.transports.tcp import CONNECT_TIMEOUT, Owner, TcpFlow, TcpTransport

HANDSHAKE_TIMEOUT: Final = 5.0
"""Seconds for who connects to us; a phone needs two round trips."""
MAX_SHAKING: Final = 400
"""Handshakes under way at a time; a further one takes the place of the oldest, which is most likely a stalled one."""
MAX_SHAKING_PER_HOST: Final = 40
"""The same of one address (a site behind NAT); further ones are closed at once."""
MAX_BEGUN_PER_HOST: Final = 50
"""Handshakes of one address within a second: each costs us 0.75 ms of CPU, its caller nearly none. What is beyond is
closed at once; a site of a thousand phones that come back all together is there again after 20 s."""
BATCH: Final = 8
"""Connections accepted before the loop gets its turn: the asymmetric cryptography of each takes about a millisecond."""
BACKLOG: Final = 256

_LOG: Final = logging.getLogger("sip.stack")


class TlsFlow(TcpFlow):
    """One connection. `trust`: what the peer must prove before anything is sent to it; None: it connected to us."""

    def __init__(self, transports: TlsTransport, local: Address, remote: Address, trust: Trust | None = None) -> None:
        super().__init__(transports, local, remote)
        self._tls = transports
        self._trust = trust

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """See `asyncio.Protocol`: the handshake is done, the chain of certificates is good."""
        trust = self._trust
        if trust is not None and trust != self._tls.trust_of(self.remote):
            transport.close()  # other terms were set while the connection was made
            self.fail()
            return
        if trust is not None and trust.verify:
            other = stranger(transport.get_extra_info("peercert") or {}, trust)
            if other:
                wanted = " or ".join(dict.fromkeys(name for name in (trust.domain, trust.host) if name))
                self._tls.failed(self.remote, f"the certificate is of {other}, not of {wanted}")
                transport.close()
                self.fail()
                return
        if trust is not None:
            self._tls.faults.pop((self.remote.host, self.remote.port), None)
        super().connection_made(transport)


class TlsTransport(TcpTransport):
    """The listening socket (if any) and all connections."""

    def __init__(self, loop: asyncio.AbstractEventLoop, owner: Owner) -> None:
        super().__init__(loop, owner)
        self.local = Address("tls", "127.0.0.1", 0)
        self.faults: dict[tuple[str, int], str] = {}
        """Why the last connection to a peer came to nothing."""
        self._trusts: dict[tuple[str, int], Trust] = {}
        self._contexts: dict[tuple[str, bool], ssl.SSLContext] = {}
        self._listener: socket.socket | None = None
        self._own: OwnCertificate | None = None
        self._shaking: dict[asyncio.Task[None], str] = {}
        self._second = 0
        self._begun: Counter[str] = Counter()

    def trust(self, host: str, port: int, trust: Trust) -> None:
        """Demand this of the peer at `host` and `port`. A connection that was made under other terms is closed."""
        key = (host, port)
        old = self._trusts.get(key)
        self._trusts[key] = trust
        if old is not None and old != trust and key in self._flows:
            flow = self._flows[key]
            self.dropped(flow)  # what is sent from now on makes a new one
            flow.close()

    async def listen_with(self, host: str, port: int, own: OwnCertificate) -> int:
        """Accept connections; the bound port."""
        found = await self._loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.setblocking(False)
            listener.bind(address)
            listener.listen(BACKLOG)
        except OSError:
            listener.close()
            raise
        self._own, self._listener = own, listener
        self.port = listener.getsockname()[1]
        self._loop.add_reader(listener.fileno(), self._acceptable)
        return self.port

    @property
    def shaking(self) -> int:
        """Handshakes under way with who connected to us."""
        return len(self._shaking)

    def _acceptable(self) -> None:
        for _ in range(BATCH):
            if self._listener is None:
                return
            try:
                sock, peer = self._listener.accept()
            except OSError:  # none is left, or it is gone again, or the process has no descriptor left
                return
            self._admit_shaking(sock, str(peer[0]))

    def _admit_shaking(self, sock: socket.socket, host: str) -> None:
        same = sum(other == host for other in self._shaking.values())
        if self.full(host) or same >= MAX_SHAKING_PER_HOST or self._hasty(host):
            sock.close()
            return
        if len(self._shaking) >= MAX_SHAKING:
            oldest = next(iter(self._shaking))
            del self._shaking[oldest]
            oldest.cancel()
        sock.setblocking(False)
        task = self._loop.create_task(self._shake(sock))
        self._shaking[task] = host
        task.add_done_callback(lambda done: self._shaking.pop(done, None))

    def _hasty(self, host: str) -> bool:
        """Whether `host` begins too many handshakes in this second."""
        second = int(self._loop.time())
        if second != self._second:
            self._second = second
            self._begun.clear()
        self._begun[host] += 1
        return self._begun[host] > MAX_BEGUN_PER_HOST

    async def _shake(self, sock: socket.socket) -> None:
        if self._own is None:
            sock.close()
            return
        try:
            async with asyncio.timeout(HANDSHAKE_TIMEOUT):
                await self._loop.connect_accepted_socket(
                    self._accepted, sock, ssl=self._own.context(), ssl_handshake_timeout=2 * HANDSHAKE_TIMEOUT
                )
        except (OSError, TimeoutError):
            sock.close()
        except BaseException:
            sock.close()
            raise

    def _accepted(self) -> TcpFlow:
        return TlsFlow(self, self.local, Address("tls", "", 0))

    def _new_flow(self, host: str, port: int) -> TcpFlow:
        return TlsFlow(self, self.local, Address("tls", host, port), self.trust_of(Address("tls", host, port)))

    def flow(self, host: str, port: int) -> TcpFlow:
        """See `TcpTransport.flow`. A peer that is trusted is meant by its name, too, as its Contact may have it."""
        if (host, port) not in self._flows:
            for (address, own), trust in self._trusts.items():
                if own == port and trust.host == host:
                    return super().flow(address, port)
        return super().flow(host, port)

    def trust_of(self, peer: Address) -> Trust:
        """What was said of the peer; one that nothing was said of must be what it is called."""
        return self._trusts.get((peer.host, peer.port)) or Trust(peer.host)

    def _context(self, trust: Trust) -> ssl.SSLContext:
        key = (trust.ca, trust.verify)
        if key not in self._contexts:
            self._contexts[key] = client_context(trust)
        return self._contexts[key]

    async def _connect(self, flow: TcpFlow) -> None:
        host, port = flow.remote.host, flow.remote.port
        trust = self.trust_of(flow.remote)
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT):
                await self._loop.create_connection(
                    lambda: flow,
                    host,
                    port,
                    ssl=self._context(trust),
                    server_hostname=trust.host,
                    ssl_handshake_timeout=2 * CONNECT_TIMEOUT,
                )
        except (OSError, TimeoutError) as error:
            self.failed(flow.remote, _why(error))
            flow.fail()

    def failed(self, remote: Address, why: str) -> None:
        """Note and log why there is no connection to `remote`."""
        self.faults[(remote.host, remote.port)] = f"TLS: {why}"
        _LOG.warning("TLS to %s port %d: %s", remote.host, remote.port, why)

    async def close(self) -> None:
        """Stop listening, let what is written go out, close all connections."""
        listener, self._listener = self._listener, None
        if listener is not None:
            self._loop.remove_reader(listener.fileno())
            listener.close()
        for task in list(self._shaking):
            task.cancel()
        await super().close()


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate is refused: {error.verify_message}"
    if isinstance(error, TimeoutError):
        return "no connection in time"
    if isinstance(error, ssl.SSLError):
        return f"the handshake failed: {error.reason or error}"
    if isinstance(error, OSError) and error.errno and error.errno > 0:  # people read it, without a number before it
        return os.strerror(error.errno)
    return str(error) or type(error).__name__
