"""The session of an INVITE that came in (RFC 3261 13.3). Pure."""

from __future__ import annotations

from typing import Final

from sip.stack.dialog import Dialog
from sip.stack.errors import SessionStateError
from sip.stack.expiry import options_of
from sip.stack.flow import Flow
from sip.stack.host import Host
from sip.stack.interfaces import EndCause, Reason, SessionHandler
from sip.stack.message import Headers, Request, warning_of
from sip.stack.phases import SDP_TYPE, Phase
from sip.stack.reliable import Reliable
from sip.stack.session import Session
from sip.stack.terms import Terms, Use
from sip.stack.timers import Timer
from sip.stack.transactions import ServerInvite

LONGEST_WAIT: Final = 86400


def patience_of(request: Request) -> int:
    """How long the caller of an INVITE wants to wait for an answer (Expires, 13.3.1), s; 0: it does not say."""
    said = request.get("expires").strip()
    return min(int(said), LONGEST_WAIT) if said.isascii() and said.isdigit() and len(said) <= 10 else 0


class IncomingSession(Session):
    """See `Session`. `MalformedError` from the constructor: the INVITE has no usable Contact (400)."""

    __slots__ = ("_limit", "_server")

    def __init__(
        self,
        host: Host,
        flow: Flow,
        request: Request,
        server: ServerInvite,
        local_tag: str,
        terms: Terms | None = None,
    ) -> None:
        dialog = Dialog.of_server(request, local_tag)
        super().__init__(host, flow, request, local_tag, terms=terms)
        self.dialog = dialog
        self.remote_sdp = request.sdp
        self._server: ServerInvite | None = server
        server.cancelled = self._on_cancel
        server.broken = self._on_broken
        self._limit: Timer | None = None
        if seconds := patience_of(request):
            self._limit = host.schedule(seconds, self._on_cancel)
        server.to_tag = local_tag
        if self._relies(request):
            self.reliable = Reliable(server, host.schedule, self._unreached)
        host.enrol(self)

    def _relies(self, request: Request) -> bool:
        """Whether our provisional responses are reliable."""
        if "100rel" in options_of(request, "require"):
            return self.terms.reliable is not Use.OFF
        return self.terms.reliable is Use.REQUIRED and "100rel" in options_of(request, "supported")

    def _unreached(self) -> None:
        """A provisional response was never acknowledged (RFC 3262 3)."""
        if self.phase is Phase.OFFERED:
            handler: SessionHandler = self.handler
            self.reject(504)
            self.call(handler, "on_ended", EndCause.NO_ACK)

    def progress(self, sdp: str = "", status: int = 183) -> None:
        """See `Session.progress`."""
        server = self._server
        if server is None or self.phase is not Phase.OFFERED:
            return
        response = self.request.response(status, to_tag=self.local_tag)
        self.decorate(response, server.flow)
        if "record-route" in self.request.headers:
            response.headers["record-route"] = self.request.headers["record-route"]
        if sdp:
            self.local_sdp = sdp
            response.set("content-type", SDP_TYPE)
            response.body = sdp.encode()
        if self.reliable is not None and status > 100:
            self.reliable.send(response)
        else:
            server.respond(response)

    def accept(self, sdp: str) -> None:
        """See `Session.accept`. What was told reliably must have arrived first (RFC 3262 3)."""
        if self.reliable is not None and self._server is not None and self.phase is Phase.OFFERED:
            self.reliable.when_quiet(lambda: self._accept(sdp))
        else:
            self._accept(sdp)

    def _accept(self, sdp: str) -> None:
        server = self._decide()
        self.phase = Phase.ACCEPTED
        self.accept_with(server, self.request, sdp, not self.remote_sdp)

    def reject(self, status: int = 486, reason: str = "", headers: Headers | None = None, *, warning: str = "") -> None:
        """See `Session.reject`."""
        server = self._decide()
        response = self.request.response(status, reason, self.local_tag)
        response.headers |= headers or {}
        if warning:
            response.set("warning", warning_of(warning))
        server.respond(response)
        self.finish()

    def end(self, status: int = 480, reason: Reason | None = None) -> None:
        """See `Session.end`."""
        if self.phase is Phase.OFFERED:
            self.reject(status, headers={"reason": [str(reason)]} if reason is not None else None)
        else:
            super().end(status, reason)

    def _decide(self) -> ServerInvite:
        """The transaction, given up: what follows is the final response."""
        server = self._server
        if server is None or self.phase is not Phase.OFFERED:
            raise SessionStateError("The session is already decided.")
        self._server = None
        self._unlimit()
        if self.reliable is not None:
            self.reliable.stop()
            self.reliable = None
        return server

    def _unlimit(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _on_broken(self) -> None:
        """The connection that the caller waits on is over (17.2.4)."""
        if self.phase is Phase.OFFERED:
            self._server = None
            self._unlimit()
            self.lose()

    def _on_cancel(self, request: Request | None = None) -> None:
        """A CANCEL came before our final response (9.2), or the caller's own limit is over (13.3.1)."""
        if self.phase is Phase.OFFERED:
            handler: SessionHandler = self.handler
            self.reject(487)
            self.call(handler, "on_ended", EndCause.CANCELLED)

    def abandoned(self) -> None:
        """See `Session.abandoned`."""
        if self.phase is Phase.OFFERED:
            self._decide().respond(self.request.response(487, to_tag=self.local_tag))
