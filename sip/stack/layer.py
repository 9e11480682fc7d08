"""The transaction layer: finds the machine that a message belongs to (RFC 3261 17.1.3, 17.2.3). Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from sip.stack.flow import Flow
from sip.stack.message import Headers, Request, Response
from sip.stack.timers import Schedule
from sip.stack.transactions import (
    ClientInvite,
    ClientTransaction,
    Event,
    ResponseUser,
    ServerInvite,
    ServerTransaction,
    State,
    Transaction,
    event_of,
)
from sip.stack.uri import host_port

_Server = TypeVar("_Server", bound=ServerTransaction)


class Core(Protocol):
    """What stands above the transactions."""

    def on_request(self, request: Request, flow: Flow) -> None:
        """A request that belongs to no transaction; begin one with `TransactionLayer.serve` or answer without state."""

    def on_ack(self, request: Request, flow: Flow) -> None:
        """An ACK that belongs to no refusal: that of a 2xx, or a stray."""


class TransactionLayer:
    """`new_branch()` gives the unique part of a branch; `schedule` starts timers."""

    def __init__(self, core: Core, schedule: Schedule, new_branch: Callable[[], str]) -> None:
        self._core = core
        self.schedule = schedule
        self._new_branch = new_branch
        self.clients: dict[tuple[str, ...], ClientTransaction] = {}
        self.servers: dict[tuple[str, ...], ServerTransaction] = {}
        self._merges: dict[tuple[str, str, int, str], ServerTransaction] = {}

    def __len__(self) -> int:
        """Transactions that there are."""
        return len(self.clients) + len(self.servers)

    def receive(self, message: Request | Response, flow: Flow) -> None:
        """A parsed message from `flow`; a request's flow is already the way that its responses must go."""
        if isinstance(message, Response):
            client = self.clients.get((message.branch, message.method))
            if client is not None:  # a stray response is dropped (18.1.2 leaves that to us)
                client.feed(event_of(message.status), message)
            return
        method = message.method
        via = message.via
        server = self.servers.get((message.branch, via.host, str(via.port), "INVITE" if method == "ACK" else method))
        if method == "ACK":
            if server is None or server.state is State.ACCEPTED:
                self._core.on_ack(message, flow)
            else:
                server.feed(Event.ACK)
        elif server is not None:
            server.feed(Event.REQUEST)
        elif method == "CANCEL":
            self._cancel(message, flow)
        else:
            self._core.on_request(message, flow)

    def request(self, request: Request, flow: Flow, user: ResponseUser) -> ClientTransaction:
        """Send `request` with a Via of our own in front; `user` gets the responses."""
        branch = self.stamp(request, flow)
        kind = ClientInvite if request.method == "INVITE" else ClientTransaction
        client = kind(self, (branch, request.method), flow, request, user)
        self.clients[client.key] = client
        client.start()
        return client

    def stamp(self, request: Request, flow: Flow) -> str:
        """Put our Via in front of `request`; its branch."""
        branch = f"z9hG4bK{self._new_branch()}"
        local = flow.local
        via = f"SIP/2.0/{local.transport.upper()} {host_port(local.host, local.port)};branch={branch};rport"
        request.headers = {"via": [via], **request.headers}
        request.branch = branch
        return branch

    def cancel(self, invite: ClientTransaction, reason: str = "") -> None:
        """Send the CANCEL of a proceeding INVITE (RFC 3261 9.1): same branch, no answer needed."""
        source = invite.request
        if source is None:
            return
        headers: Headers = {
            name: source.headers[name] for name in ("via", "max-forwards", "route") if name in source.headers
        }
        for name in ("from", "to", "call-id"):
            headers[name] = source.headers[name]
        headers["cseq"] = [f"{source.cseq} CANCEL"]
        if reason:
            headers["reason"] = [reason]
        request = Request("CANCEL", source.uri, headers)
        request.branch = source.branch
        client = ClientTransaction(self, (source.branch, "CANCEL"), invite.flow, request, lambda response: None)
        self.clients[client.key] = client
        client.start()

    def serve(self, request: Request, flow: Flow) -> ServerTransaction:
        """Begin the server transaction of `request`."""
        if request.method == "INVITE":
            return self.serve_invite(request, flow)
        return self._begin(ServerTransaction(self, self._key(request), flow, request))

    def serve_invite(self, request: Request, flow: Flow) -> ServerInvite:
        """The same for an INVITE."""
        return self._begin(ServerInvite(self, self._key(request), flow, request))

    def _key(self, request: Request) -> tuple[str, ...]:
        via = request.via
        return (request.branch, via.host, str(via.port), request.method)

    def _begin(self, server: _Server) -> _Server:
        request = server.request
        self.servers[server.key] = server
        if not request.to_tag:
            merge = (request.call_id, request.from_tag, request.cseq, request.method)
            if self._merges.setdefault(merge, server) is server:
                server.merge = merge
        return server

    def is_merged(self, request: Request) -> bool:
        """Whether a request without To tag came before over another path (RFC 3261 8.2.2.2)."""
        merge = (request.call_id, request.from_tag, request.cseq, request.method)
        return not request.to_tag and merge in self._merges

    def _cancel(self, request: Request, flow: Flow) -> None:
        via = request.via
        invite = self.servers.get((request.branch, via.host, str(via.port), "INVITE"))
        if invite is None:
            self._core.on_request(request, flow)
            return
        server = self.serve(request, flow)
        # 9.2: the To tag of the INVITE's own responses, where one was given.
        server.respond(request.response(200, to_tag=invite.to_tag or self._new_branch()))
        if isinstance(invite, ServerInvite) and invite.cancelled is not None:
            invite.cancelled(request)

    def remove(self, transaction: Transaction) -> None:
        """Forget a transaction that ended."""
        if isinstance(transaction, ServerTransaction):
            self.servers.pop(transaction.key, None)
            if transaction.merge is not None:
                self._merges.pop(transaction.merge, None)
        else:
            self.clients.pop(transaction.key, None)

    def flow_failed(self, flow: Flow) -> None:
        """A connection broke or was never made: whatever waits on it fails (RFC 3261 18.4)."""
        broken: list[Transaction] = [client for client in self.clients.values() if client.flow is flow]
        broken += [server for server in self.servers.values() if server.flow is flow]
        for transaction in broken:
            transaction.feed(Event.BROKEN)
