"""The shell: sockets, clock and randomness around the pure stack. See the package's docstring for its use."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import socket
from collections.abc import Callable
from typing import ClassVar, Final

from sip.stack.core import UserAgentCore
from sip.stack.dialog import hop_of
from sip.stack.digest import COMPATIBLE, Authenticator
from sip.stack.errors import MalformedError
from sip.stack.flow import Flow
from sip.stack.guard import Guard
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address, Application, Credentials, EndCause, SessionHandler
from sip.stack.layer import TransactionLayer
from sip.stack.message import Headers, Request, Response, parse
from sip.stack.outgoing import OutgoingSession
from sip.stack.registrar import Registrar
from sip.stack.registration import Changed, KeepAlive, Moved, Registration
from sip.stack.requests import OutRequest
from sip.stack.session import Session
from sip.stack.terms import Terms
from sip.stack.timers import Timers
from sip.stack.transports.certificates import OwnCertificate, Trust
from sip.stack.transports.names import NamedFlow, Resolver, is_literal, own_host
from sip.stack.transports.tcp import TcpFlow, TcpTransport
from sip.stack.transports.tls import TlsTransport
from sip.stack.transports.udp import UdpTransport
from sip.stack.uri import host_port, parse_uri, same_host

_LOG: Final = logging.getLogger("sip.stack")

SHORTEST: Final = 64
"""Bytes; no SIP message is shorter, so what is (keep-alives, probes) is dropped unread."""


class DeadFlow:
    """A way that does not exist: no such transport, or an address of a family on which we do not listen."""

    reliable = True

    def __init__(self, agent: UserAgent, remote: Address) -> None:
        self._agent = agent
        self.local = Address(remote.transport, "invalid", 0)
        self.remote = remote

    def send(self, data: bytes) -> None:
        """See `Flow`: fails, but not before the caller has returned."""
        self._agent.schedule(0, lambda: self._agent.layer.flow_failed(self))

    def to_port(self, port: int) -> DeadFlow:
        """See `Flow`."""
        return self


class UserAgent:
    """A SIP endpoint: registrar, caller and callee in one.

    `realm`: of its digest challenges. `advertised`: the host in Via and Contact, where it is not the bound one
    (behind NAT, or bound to a wildcard). `registrar`: one with limits of its own and a `changed` callback.
    `terms`: what is agreed with a
    trunk ("": with phones) that calls us. `algorithms`: digests that it asks for (`digest.COMPATIBLE` or
    `STRONGEST`). `loop`: if it is not the running one.
    """

    core_kind: ClassVar[type[UserAgentCore]] = UserAgentCore
    """What decides about requests; another one where a subclass has rules of its own."""

    def __init__(
        self,
        app: Application,
        *,
        realm: str = "sip",
        advertised: str = "",
        registrar: Registrar | None = None,
        algorithms: tuple[str, ...] = COMPATIBLE,
        terms: Callable[[str], Terms] = lambda trunk: Terms(),
        loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self.app = app
        self.advertised = advertised
        self.registrar = registrar or Registrar()
        self.guard = Guard()
        self.source = Address("", "", 0)
        self.terms = terms
        self.sessions: dict[tuple[str, str], Session] = {}
        self.malformed = 0
        """Messages dropped or refused because they were none."""
        self._loop = loop or asyncio.get_running_loop()
        self._salt = os.urandom(6).hex()
        self._issued = 0
        secret = os.urandom(32)
        self._timers = Timers(self._loop.time, self._wake)
        self._alarm: asyncio.TimerHandle | None = None
        self.schedule = self._timers.schedule
        self._core = self.core_kind(self, Authenticator(realm, secret, algorithms=algorithms), secret)
        self.layer = TransactionLayer(self._core, self.schedule, self.new_tag)
        self._udp: dict[int, UdpTransport] = {}
        self._tcp = TcpTransport(self._loop, self)
        self._tls = TlsTransport(self._loop, self)
        self._tls.local = Address("tls", advertised or own_host(""), 0)
        self._resolver = Resolver(self._loop)
        self._registrations: list[Registration | KeepAlive] = []
        self.schedule(1.0, self._sweep)

    # Starting and stopping.

    async def listen(self, transport: str, host: str, port: int = 0) -> int:
        """Bind `udp` (once per address family) or `tcp`; the bound port. `OSError` where it is taken."""
        if transport == "udp":
            udp = UdpTransport(self._loop, self, host, port)
            udp.local = Address("udp", self.advertised or own_host(host), udp.port)
            self._udp[udp.family] = udp
            return udp.port
        bound = await self._tcp.listen(host, port)
        self._tcp.local = Address("tcp", self.advertised or own_host(host), bound)
        return bound

    async def listen_tls(self, host: str, port: int, own: OwnCertificate) -> int:
        """Bind `tls` and show who connects our certificate; the bound port. `OSError` where it is taken."""
        bound = await self._tls.listen_with(host, port, own)
        self._tls.local = Address("tls", self.advertised or own_host(host), bound)
        return bound

    async def close(self) -> None:
        """End all sessions (their handlers hear `EndCause.ERROR`), take registrations back, close the sockets."""
        for watch in self._registrations:
            watch.stop()
        for session in list(self.sessions.values()):
            handler, told = session.handler, not session.ended
            session.end(503)
            session.finish()
            if told:
                session.call(handler, "on_ended", EndCause.ERROR)
        self._resolver.close()
        await self._tcp.close()
        await self._tls.close()
        for udp in self._udp.values():
            udp.close()
        self._udp.clear()
        self._timers.clear()
        if self._alarm is not None:
            self._alarm.cancel()

    def trust(self, address: Address, trust: Trust) -> None:
        """Demand `trust` of the peer at a TLS address (an IP address, as it is connected to)."""
        self._tls.trust(address.host, address.port, trust)

    def fault(self, address: Address) -> str:
        """Why there is no TLS connection to `address`; "" where there is one, or none was tried."""
        return self._tls.faults.get((address.host, address.port), "") if address.transport == "tls" else ""

    # What the owner asks for.

    def invite(
        self,
        target: str,
        handler: SessionHandler,
        *,
        caller: NameAddr,
        sdp: str = "",
        called: NameAddr | None = None,
        destination: Address | None = None,
        headers: Headers | None = None,
        credentials: Credentials | None = None,
        keep_flow: bool = False,
        terms: Terms | None = None,
    ) -> Session:
        """Call `target` (a SIP URI, the Request-URI). All results come by the handler, never before this returns.

        `caller` is the From, `called` the To where it is not the target. `destination` overrides where the URI says to
        go (outbound proxy, the source of a `Binding`); with `keep_flow` also all later requests go there, unless the
        peer recorded a route. `headers`: further ones by lower-case name, such as `p-asserted-identity`. `credentials`
        answer a 401 or 407. `terms`: session timer, reliable responses, patience. `MalformedError` where `target` is no
        SIP URI and no destination is given.
        """
        flow = self.flow_to(destination or hop_of(parse_uri(target)))
        session = OutgoingSession(
            self,
            flow,
            target,
            handler,
            caller=caller,
            called=called or NameAddr(target),
            sdp=sdp,
            headers=headers or {},
            credentials=credentials,
            terms=terms,
        )
        session.keep_flow = keep_flow
        session.start()
        return session

    def send_request(
        self,
        method: str,
        target: str,
        on_response: Callable[[Response], None],
        *,
        caller: NameAddr,
        called: NameAddr | None = None,
        destination: Address | None = None,
        headers: Headers | None = None,
        body: bytes = b"",
        credentials: Credentials | None = None,
    ) -> None:
        """One request outside a dialog; `on_response` gets its final response (408: silence, 503: not reachable)."""
        request = OutRequest(self, method, target, caller=caller, called=called, credentials=credentials)
        request.send(self.flow_to(destination or hop_of(parse_uri(target))), on_response, headers, body)

    def register(
        self,
        aor: str,
        destination: Address,
        credentials: Credentials,
        changed: Changed,
        *,
        registrar: str = "",
        expires: int = 300,
        backups: tuple[Address, ...] = (),
        moved: Moved | None = None,
    ) -> Registration:
        """Register `aor` (`sip:user@domain`) with a carrier and keep it; see `Registration`. Begins at once."""
        domain = parse_uri(aor).host
        registration = Registration(
            self,
            aor,
            destination,
            credentials,
            changed,
            registrar=registrar or f"sip:{host_port(domain)}",
            expires=expires,
            backups=backups,
            moved=moved,
        )
        self._watch(registration)
        registration.start()
        return registration

    def keep_alive(
        self,
        target: str,
        destination: Address,
        changed: Changed,
        *,
        caller: NameAddr,
        interval: float = 30.0,
        backups: tuple[Address, ...] = (),
        moved: Moved | None = None,
    ) -> KeepAlive:
        """Watch a peer by OPTIONS; see `KeepAlive`. Begins at once."""
        watch = KeepAlive(
            self, target, destination, changed, caller=caller, interval=interval, backups=backups, moved=moved
        )
        self._watch(watch)
        watch.start()
        return watch

    def _watch(self, watch: Registration | KeepAlive) -> None:
        self._registrations = [known for known in self._registrations if not known.stopped]
        self._registrations.append(watch)

    # session.Host

    def new_tag(self) -> str:
        """Unique in this life of the agent, and unlike any other agent's."""
        self._issued += 1
        return f"{self._issued:x}{self._salt}"

    def flow_to(self, address: Address) -> Flow:
        """See `session.Host`."""
        transport, host, port = address
        if transport in ("tcp", "tls"):
            return (self._tcp if transport == "tcp" else self._tls).flow(host, port)
        if transport != "udp":
            return DeadFlow(self, address)
        literal = host if is_literal(host) else self._resolver.known(host)
        if literal:
            return self._udp_flow(literal, port) or DeadFlow(self, address)
        local = next((udp.local for udp in self._udp.values()), Address("udp", "invalid", 0))
        return NamedFlow(self._resolver, local, address, self._udp_flow, self.layer.flow_failed)

    def _udp_flow(self, host: str, port: int) -> Flow | None:
        udp = self._udp.get(socket.AF_INET6 if ":" in host else socket.AF_INET)
        return udp.flow(host, port) if udp is not None else None

    def contact(self, flow: Flow) -> str:
        """See `session.Host`."""
        transport, host, port = flow.local
        where = host_port(host, port)
        return f"<sip:{where}>" if transport == "udp" else f"<sip:{where};transport={transport}>"

    def enrol(self, session: Session) -> None:
        """See `session.Host`."""
        self.sessions[(session.call_id, session.local_tag)] = session

    def forget(self, session: Session) -> None:
        """See `session.Host`."""
        self.sessions.pop((session.call_id, session.local_tag), None)

    def report(self, error: Exception) -> None:
        """See `session.Host`."""
        _LOG.error("a callback or a peer went wrong: %s", error, exc_info=error)

    def random(self) -> float:
        """See `session.Host`."""
        return random.random()  # noqa: S311 - spreads retries, hides nothing

    def now(self) -> float:
        """See `core.AgentHost`."""
        return self._loop.time()

    # What the transports bring.

    def datagram(self, data: bytes, flow: Flow) -> None:
        """See `transports.udp.Receiver`."""
        if len(data) >= SHORTEST and not (self.guard.refused and flow.remote in self.guard.refused):
            self._receive(data, flow, False)

    def frame(self, data: bytes, flow: TcpFlow) -> None:
        """See `transports.tcp.Owner`."""
        if self.guard.refused and flow.remote in self.guard.refused:
            flow.abort()
        else:
            self._receive(data, flow, True)

    def broke(self, flow: TcpFlow) -> None:
        """See `transports.tcp.Owner`."""
        self.layer.flow_failed(flow)
        self.registrar.drop_flow(flow.remote)
        for watch in self._registrations:
            watch.broke(flow.remote)

    def _receive(self, data: bytes, flow: Flow, stream: bool) -> None:
        try:
            message = parse(data, stream)
        except MalformedError as error:
            self.malformed += 1
            if error.request is not None and error.request.method != "ACK":
                self._refuse(error.request, flow, error)
            return
        except Exception as error:  # a fault of ours must not stop the socket
            self.report(error)
            return
        try:
            self.layer.receive(message, self._way_back(message, flow) if isinstance(message, Request) else flow)
        except Exception as error:
            self.report(error)

    def _refuse(self, request: Request, flow: Flow, error: MalformedError) -> None:
        sentence = str(error).replace("\r", " ").replace("\n", " ")
        try:
            self._core.refuse(request, self._way_back(request, flow), error.status, why=sentence)
        except Exception as fault:
            self.report(fault)

    def _way_back(self, request: Request, flow: Flow) -> Flow:
        """Note the source in the top Via and give the way of the responses (RFC 3261 18.2, RFC 3581 4)."""
        via = request.via
        source = self.source = flow.remote
        asked = "rport" in via.params
        if asked:
            via.params["rport"] = str(source.port)
        if asked or not same_host(via.host, source.host):
            via.params["received"] = source.host
            request.headers["via"][0] = str(via)
        if asked or flow.reliable:
            return flow
        port = via.port or 5060
        return flow if port == source.port else flow.to_port(port)

    # Time.

    def _wake(self, at: float) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = self._loop.call_at(at, self._ring)

    def _ring(self) -> None:
        self._alarm = None
        try:
            self._timers.run()
        except ExceptionGroup as group:
            for error in group.exceptions:
                self.report(error)

    def _sweep(self) -> None:
        self.registrar.expire(self._loop.time())
        self.guard.sweep(self._loop.time())
        self.schedule(1.0, self._sweep)
