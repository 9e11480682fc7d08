"""The session of an INVITE that came in (RFC 3261 13.3). Pure."""

from __future__ import annotations

from sip.stack.dialog import Dialog
from sip.stack.errors import SessionStateError
from sip.stack.flow import Flow
from sip.stack.interfaces import EndCause, Reason, SessionHandler
from sip.stack.message import Headers, Request, warning_of
from sip.stack.phases import SDP_TYPE, Phase
from sip.stack.session import Host, Session
from sip.stack.transactions import ServerInvite


class IncomingSession(Session):
    """See `Session`. `MalformedError` from the constructor: the INVITE has no usable Contact (400)."""

    __slots__ = ("_server",)

    def __init__(self, host: Host, flow: Flow, request: Request, server: ServerInvite, local_tag: str) -> None:
        dialog = Dialog.of_server(request, local_tag)
        super().__init__(host, flow, request, local_tag)
        self.dialog = dialog
        self.remote_sdp = request.sdp
        self._server: ServerInvite | None = server
        server.cancelled = self._on_cancel
        server.to_tag = local_tag
        host.enrol(self)

    def progress(self, sdp: str = "", status: int = 183) -> None:
        """See `Session.progress`."""
        server = self._server
        if server is None or self.phase is not Phase.OFFERED:
            return
        response = self.request.response(status, to_tag=self.local_tag)
        response.set("contact", self.host.contact(server.flow))
        if "record-route" in self.request.headers:
            response.headers["record-route"] = self.request.headers["record-route"]
        if sdp:
            self.local_sdp = sdp
            response.set("content-type", SDP_TYPE)
            response.body = sdp.encode()
        server.respond(response)

    def accept(self, sdp: str) -> None:
        """See `Session.accept`."""
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
        return server

    def _on_cancel(self, request: Request) -> None:
        """A CANCEL came before our final response (9.2)."""
        if self.phase is Phase.OFFERED:
            handler: SessionHandler = self.handler
            self.reject(487)
            self.call(handler, "on_ended", EndCause.CANCELLED)

    def abandoned(self) -> None:
        """See `Session.abandoned`."""
        if self.phase is Phase.OFFERED:
            self._decide().respond(self.request.response(487, to_tag=self.local_tag))
