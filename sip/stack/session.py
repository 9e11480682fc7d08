"""An INVITE session as its owner sees it, and all of it that does not depend on who called whom. Pure.

`incoming.IncomingSession` and `outgoing.OutgoingSession` add how it begins. A session holds no reference to
what is over, and after its end nothing holds it but, for 32 s, the transaction that absorbs repetitions; so no cycle is
left for the garbage collector.
"""

from __future__ import annotations

from collections.abc import Callable

from sip.stack import peer
from sip.stack.acceptance import Acceptance
from sip.stack.asking import Asking, Reoffer
from sip.stack.clientauth import ClientAuth
from sip.stack.dialog import Dialog
from sip.stack.errors import MalformedError, SessionStateError
from sip.stack.expiry import Expiry
from sip.stack.flow import Flow, is_gone
from sip.stack.headers import NameAddr, parse_name_addr
from sip.stack.host import Host
from sip.stack.interfaces import Credentials, EndCause, Reason, SessionHandler
from sip.stack.message import Headers, Request, Response
from sip.stack.phases import ALLOW, SDP_TYPE, Phase
from sip.stack.reliable import Reliable
from sip.stack.terms import Terms, supported
from sip.stack.transactions import ServerTransaction


class Session:
    """A call leg. Read the attributes; the methods are the commands. `handler` may be replaced at any time.

    `request`: the INVITE. `trunk`/`user`: who called, as authenticated ("" where not, and for outgoing calls).
    `source`: the peer's address. `remote_sdp`: the last description from the peer. `local_sdp`: ours.
    """

    __slots__ = (
        "acceptance",
        "auth",
        "call_id",
        "dialog",
        "end_reason",
        "expiry",
        "flow",
        "handler",
        "host",
        "keep_flow",
        "local_sdp",
        "local_tag",
        "phase",
        "postponed",
        "refreshing",
        "reliable",
        "remote_sdp",
        "request",
        "source",
        "terms",
        "trunk",
        "user",
        "wanted",
    )

    outgoing = False

    def __init__(
        self,
        host: Host,
        flow: Flow,
        request: Request,
        local_tag: str,
        credentials: Credentials | None = None,
        terms: Terms | None = None,
    ) -> None:
        self.host = host
        self.flow = flow
        self.request = request
        self.call_id = request.call_id
        self.local_tag = local_tag
        self.handler = SessionHandler()
        self.trunk = ""
        self.user = ""
        self.source = flow.remote
        self.keep_flow = False
        self.remote_sdp = ""
        self.local_sdp = ""
        self.dialog: Dialog | None = None
        self.phase = Phase.OFFERED
        self.acceptance: Acceptance | None = None
        self.auth = ClientAuth(credentials) if credentials is not None else None
        self.terms = terms or Terms()
        self.expiry = Expiry(self, self.terms)
        self.reliable: Reliable | None = None
        self.refreshing = False
        self.postponed = False
        self.wanted = ""
        self.end_reason = ""

    # What the owner may ask.

    @property
    def caller(self) -> NameAddr:
        """The From of the INVITE."""
        return parse_name_addr(self.request.get("from"))

    @property
    def called(self) -> NameAddr:
        """The Request-URI of the INVITE, which says where the call is to go."""
        return NameAddr(self.request.uri)

    @property
    def ended(self) -> bool:
        """Whether it is over for its owner."""
        return self.phase is Phase.ENDED or self.end_reason != ""

    def ring(self) -> None:
        """Incoming: 180 Ringing. Ignored once decided."""
        self.progress("", 180)

    def progress(self, sdp: str = "", status: int = 183) -> None:
        """Incoming: a provisional response, with early media where `sdp` is given. Ignored once decided."""
        raise SessionStateError("Only an incoming session can be told of progress.")

    def accept(self, sdp: str) -> None:
        """Incoming: 200 with the answer (or the offer, where the INVITE had none). `SessionStateError` once decided."""
        raise SessionStateError("Only an incoming session can be accepted.")

    def reject(self, status: int = 486, reason: str = "", headers: Headers | None = None, *, warning: str = "") -> None:
        """Incoming: refuse with 3xx–6xx; `warning` goes into a Warning 399. `SessionStateError` once decided."""
        raise SessionStateError("Only an incoming session can be rejected.")

    def end(self, status: int = 480, reason: Reason | None = None) -> None:
        """End it in whatever state it is: CANCEL, BYE, or refusal with `status`. The handler hears nothing more."""
        if self.phase is Phase.CONFIRMED:
            self.bye(reason)
        elif self.phase is Phase.ACCEPTED:
            # 15: the callee must not send BYE before the ACK, or before it gave up waiting for it.
            self.handler = SessionHandler()
            self.end_reason = str(reason) if reason is not None else "-"

    def reoffer(self, sdp: str) -> None:
        """Send a re-INVITE with the offer `sdp`. Result: `on_reanswered`.

        While another offer is under way (RFC 3261 14.1) it waits; one that waited already is replaced, unheard of.
        `SessionStateError` unless connected, or without an offer.
        """
        if self.phase not in (Phase.ACCEPTED, Phase.CONFIRMED) or self.end_reason or not sdp:
            raise SessionStateError("Only a connected session can be offered something new.")
        self.wanted = sdp
        self._offer_next()

    def send_digit(self, digit: str, duration_ms: int = 160) -> None:
        """INFO with `application/dtmf-relay`, for peers without telephone-event. Failures are ignored."""
        body = f"Signal={digit}\r\nDuration={duration_ms}\r\n".encode()
        self.ask("INFO", {"content-type": ["application/dtmf-relay"]}, body)

    # Requests of ours within the dialog.

    def way(self, dialog: Dialog) -> Flow:
        """How requests of `dialog` go: by its routes, else along the kept flow, else (or where that is over) to its
        target."""
        if self.keep_flow and not dialog.routes and not is_gone(self.flow):
            return self.flow
        try:
            return self.host.flow_to(dialog.next_hop())
        except MalformedError:
            return self.flow

    def ask(
        self,
        method: str,
        headers: Headers | None = None,
        body: bytes = b"",
        user: Callable[[Response], None] | None = None,
        attempts: int = 0,
    ) -> None:
        """Send a request within the dialog; challenges are answered, other responses go to `user`."""
        dialog = self.dialog
        if dialog is None:
            raise SessionStateError("There is no dialog yet.")
        flow = self.way(dialog)
        fields = dict(headers or {})
        if method in ("INVITE", "UPDATE"):
            fields |= {"contact": [self.host.contact(flow)], "allow": [ALLOW], "supported": [supported(self.terms)]}
        if self.auth is not None:
            fields |= self.auth.headers(method, dialog.target, self.host.new_tag())
        request = dialog.request(method, fields, body)
        asking = Asking(self, request, headers, user, attempts)
        client = self.host.layer.request(request, flow, asking)
        if method == "INVITE":
            asking.invite = client

    def bye(self, reason: Reason | None = None) -> None:
        """Send BYE and forget the session."""
        headers: Headers = {"reason": [str(reason)]} if reason is not None else {}
        if self.dialog is not None:
            self.ask("BYE", headers)
        self.finish()

    def acknowledge(self, response: Response, sdp: str = "") -> bytes:
        """Send the ACK of a 2xx; its bytes, for repetitions."""
        if self.dialog is None:
            raise SessionStateError("There is no dialog to acknowledge in.")
        flow = self.way(self.dialog)
        headers: Headers = {}
        if self.auth is not None:
            headers |= self.auth.repeat()
        if sdp:
            headers["content-type"] = [SDP_TYPE]
        request = self.dialog.request("ACK", headers, sdp.encode(), response.cseq)
        self.host.layer.stamp(request, flow)
        data = request.encode()
        flow.send(data)
        return data

    def _offer_next(self) -> None:
        """Send the offer that waits, if nothing is in its way."""
        busy = self.refreshing or self.postponed or self.acceptance is not None
        if self.wanted and not busy and self.phase is Phase.CONFIRMED:
            sdp, self.wanted = self.wanted, ""
            self.refreshing = True
            headers = {"content-type": [SDP_TYPE], **self.expiry.wish()}
            self.ask("INVITE", headers, sdp.encode(), Reoffer(self, sdp))

    def reoffered(self, sdp: str, response: Response) -> bytes:
        """The final response to our re-INVITE came; returns the ACK of a 2xx."""
        ack = b""
        if response.status < 300:
            if self.dialog is not None:
                self.refresh(response)
                ack = self.acknowledge(response)
                self.expiry.agreed(response)
            self.local_sdp, self.remote_sdp = sdp, response.sdp or self.remote_sdp
        if self.phase is not Phase.CONFIRMED:
            return ack
        if response.status == 491:
            self._retry_later(sdp)
            return ack
        self.refreshing = False
        if self.expiry.too_short(response):
            self.wanted = self.wanted or sdp
            self._offer_next()
            return ack
        if response.status in (408, 481):
            self.vanish(response.status)
        else:
            self.tell("on_reanswered", response.status, response.sdp if response.status < 300 else "")
            self._offer_next()
        return ack

    def _retry_later(self, sdp: str) -> None:
        """Glare (14.1): the owner of the Call-ID waits 2.1–4 s, the other side 0–2 s."""
        low, high = (2.1, 4.0) if self.outgoing else (0.0, 2.0)

        def again() -> None:
            self.postponed = False
            self._offer_next()

        # Meanwhile the peer's own offer must find us free.
        self.refreshing, self.postponed = False, True
        self.wanted = self.wanted or sdp
        self.host.schedule(low + (high - low) * self.host.random(), again)

    # Requests of the peer within the dialog.

    def receive(self, request: Request, flow: Flow) -> None:
        """A request other than ACK and CANCEL whose To tag is ours."""
        server = self.host.layer.serve(request, flow)
        dialog = self.dialog
        if self.keep_flow and flow.reliable and is_gone(self.flow):
            self.flow = flow  # the peer has connected anew (RFC 5626 5.3)
        if dialog is None or request.from_tag != dialog.remote_tag:
            server.respond(request.response(481))
        elif not dialog.accepts(request):
            response = request.response(500)  # 12.2.2: out of order
            server.respond(response)
        else:
            peer.take(self, request, server)

    def acknowledged(self, request: Request) -> None:
        """An ACK whose To tag is ours."""
        if self.acceptance is not None and self.acceptance.sequence == request.cseq:
            self.confirm(request.sdp)
            self._offer_next()

    def confirm(self, sdp: str = "") -> None:
        """The peer has our 2xx, whose ACK said `sdp`."""
        acceptance, self.acceptance = self.acceptance, None
        if acceptance is None:
            return
        acceptance.stop()
        first = self.phase is Phase.ACCEPTED
        if first:
            self.phase = Phase.CONFIRMED
            if self.end_reason:
                self.bye_late()
                return
        if acceptance.offered:
            self.remote_sdp = sdp
        if first or acceptance.offered:
            self.tell("on_confirmed", sdp if acceptance.offered else "")

    def bye_late(self) -> None:
        """The end that waited for the ACK."""
        reason = self.end_reason
        self.ask("BYE", {"reason": [reason]} if reason != "-" else {})
        self.finish()

    def accept_with(self, server: ServerTransaction, request: Request, sdp: str, offered: bool) -> None:
        """Send a 200 with `sdp` and repeat it until its ACK (13.3.1.4). `offered`: it is an offer, not an answer."""
        self.local_sdp = sdp
        response = request.response(200, to_tag=self.local_tag)
        self.decorate(response, server.flow)
        if "record-route" in request.headers:
            response.headers["record-route"] = request.headers["record-route"]
        if sdp:
            response.set("content-type", SDP_TYPE)
            response.body = sdp.encode()
        self.expiry.grant(request, response)
        self.acceptance = Acceptance(self, server, response, offered)

    def unacknowledged(self) -> None:
        """No ACK came within 64*T1: the session is ended (13.3.1.4)."""
        self.acceptance = None
        if self.phase in (Phase.ACCEPTED, Phase.CONFIRMED):
            handler = self.handler
            self.phase = Phase.CONFIRMED
            self.bye()
            self.call(handler, "on_ended", EndCause.NO_ACK)

    def decorate(self, response: Response, flow: Flow) -> None:
        response.set("contact", self.host.contact(flow))
        response.set("allow", ALLOW)
        response.set("supported", supported(self.terms))

    def abandoned(self) -> None:
        """The peer sent BYE: answer what is still open (15.1.2)."""

    def refresh(self, message: Request | Response) -> None:
        """Target refresh (12.2); a useless Contact leaves the old target."""
        if self.dialog is not None:
            try:
                self.dialog.refresh(message)
            except MalformedError as error:
                self.host.report(error)

    # The end.

    def vanish(self, status: int) -> None:
        """A request within the dialog got a 481, or none in time (12.2.1.2). The peer may be there all the same and
        merely have been out of reach: after a 408 it is sent a BYE, so that its call does not last on."""
        if status == 408 and self.phase is Phase.CONFIRMED:
            self.ask("BYE")
        self.lose()

    def lose(self, cause: EndCause = EndCause.LOST) -> None:
        """It ended without our doing: tell the owner, forget."""
        handler = self.handler
        told = self.phase is not Phase.ENDED
        self.finish()
        if told:
            self.call(handler, "on_ended", cause)

    def finish(self) -> None:
        """Let go of everything."""
        self.phase = Phase.ENDED
        self.handler = SessionHandler()
        if self.acceptance is not None:
            self.acceptance.stop()
            self.acceptance = None
        if self.reliable is not None:
            self.reliable.stop()
            self.reliable = None
        self.expiry.stop()
        self.host.forget(self)

    def tell(self, name: str, *arguments: object) -> object:
        """Call the handler; see `call`."""
        return self.call(self.handler, name, *arguments)

    def call(self, handler: SessionHandler, name: str, *arguments: object) -> object:
        """A callback. What it raises is reported and ends the session: it cannot be in a state that its owner knows."""
        try:
            return getattr(handler, name)(self, *arguments)
        except Exception as error:
            self.host.report(error)
            if not self.ended:
                self.fault(handler)
            return None

    def fault(self, handler: SessionHandler) -> None:
        """The owner went wrong: end it, and have the owner let go of it."""
        self.end(500)
        try:
            handler.on_ended(self, EndCause.ERROR)
        except Exception as error:
            self.host.report(error)
