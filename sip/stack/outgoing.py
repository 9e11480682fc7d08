"""The session of an INVITE that we send (RFC 3261 13.2), with its challenges, forks and races. Pure."""

from __future__ import annotations

from sip.stack.dialog import Dialog
from sip.stack.errors import MalformedError
from sip.stack.expiry import options_of
from sip.stack.flow import Flow
from sip.stack.headers import NameAddr
from sip.stack.host import Host
from sip.stack.interfaces import Credentials, Reason, SessionHandler
from sip.stack.message import Headers, Request, Response
from sip.stack.phases import ALLOW, SDP_TYPE, Phase
from sip.stack.session import Session
from sip.stack.terms import Terms, Use, supported
from sip.stack.timers import TIMEOUT, TIMER_C, Timer
from sip.stack.transactions import ClientTransaction


class OutgoingSession(Session):
    """See `Session`. `start` sends the INVITE."""

    __slots__ = ("_acks", "_attempts", "_client", "_early", "_news", "_patience", "_reason", "_rseq")

    outgoing = True

    def __init__(
        self,
        host: Host,
        flow: Flow,
        target: str,
        handler: SessionHandler,
        *,
        caller: NameAddr,
        called: NameAddr,
        sdp: str,
        headers: Headers,
        credentials: Credentials | None,
        terms: Terms | None = None,
    ) -> None:
        tag = host.new_tag()
        sender = NameAddr(caller.uri, caller.name, {"tag": tag})
        fields: Headers = {
            "max-forwards": ["70"],
            "from": [str(sender)],
            "to": [str(called)],
            "call-id": [host.new_tag()],
            "cseq": ["1 INVITE"],
            "contact": [host.contact(flow)],
            "allow": [ALLOW],
            "supported": [supported(terms or Terms())],
        }
        if terms is not None and terms.reliable is Use.REQUIRED:
            fields["require"] = ["100rel"]
        if sdp:
            fields["content-type"] = [SDP_TYPE]
        request = Request("INVITE", target, fields | headers, sdp.encode())
        request.call_id, request.cseq, request.from_tag = fields["call-id"][0], 1, tag
        super().__init__(host, flow, request, tag, credentials, terms)
        request.headers |= self.expiry.wish()
        self.phase = Phase.CALLING
        self.handler = handler
        self.local_sdp = sdp
        self._attempts = 0
        self._reason = ""
        self._client: ClientTransaction | None = None
        self._acks: dict[str, bytes] = {}
        self._patience: Timer | None = None
        self._news = False
        self._early: dict[str, Dialog] = {}
        self._rseq: dict[str, int] = {}

    def start(self) -> None:
        """Send the INVITE."""
        self.host.enrol(self)
        self._send(self.request)

    def _send(self, request: Request) -> None:
        self._client = self.host.layer.request(request, self.flow, self._on_response)
        if self.terms.patience:
            self._patience = self.host.schedule(self.terms.patience, self._impatient)

    def _impatient(self) -> None:
        """Not even a 100 came: told as a 408 before timer B, so that another way can be tried. A late provisional
        response is answered by CANCEL, a late 2xx by ACK and BYE. The INVITE is not repeated any more: a peer that
        comes back within timer B would ring for a call that has gone elsewhere."""
        if self.phase is Phase.CALLING:
            if self._client is not None:
                self._client.stop_repeat()
            self._give_up()

    def _give_up(self) -> None:
        handler = self.handler
        self.end()
        self.call(handler, "on_failed", 408, "Request Timeout")

    def _watch(self) -> None:
        """It rings: not for ever, if the peer is gone (timer C). One timer; it goes round once more where there was
        news meanwhile."""
        self._news = False
        self._patience = self.host.schedule(TIMER_C, self._look)

    def _look(self) -> None:
        if self.phase is Phase.PROCEEDING:
            if self._news:
                self._watch()
            else:
                self._give_up()

    def _heard(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def finish(self) -> None:
        """See `Session.finish`."""
        self._heard()
        super().finish()

    def abandoned(self) -> None:
        """See `Session.abandoned`. A callee that may not say BYE yet (15) does not want the call, however: CANCEL."""
        if self.phase is Phase.PROCEEDING:
            self._cancel()

    def end(self, status: int = 480, reason: Reason | None = None) -> None:
        """See `Session.end`. Before a provisional response the CANCEL waits for it (9.1)."""
        if self.phase in (Phase.CALLING, Phase.PROCEEDING):
            self._reason = str(reason) if reason is not None else ""
            proceeding = self.phase is Phase.PROCEEDING
            self._heard()
            self.phase = Phase.CANCELLING
            self.handler = SessionHandler()
            if proceeding:
                self._cancel()
        else:
            super().end(status, reason)

    @property
    def ended(self) -> bool:
        """See `Session.ended`."""
        return self.phase is Phase.CANCELLING or super().ended

    def _cancel(self) -> None:
        client = self._client
        if client is not None:
            self._client = None
            self.host.layer.cancel(client, self._reason)
            client.start_expire(TIMEOUT)  # 9.1: after 64*T1 without a final response the INVITE counts as cancelled

    def _on_response(self, response: Response) -> None:
        status = response.status
        if self.phase is not Phase.PROCEEDING or status >= 200:
            self._heard()
        if status < 200:
            self._on_provisional(response)
        elif status < 300:
            self._on_success(response)
        elif self.phase in (Phase.CALLING, Phase.PROCEEDING, Phase.CANCELLING):
            self._on_refused(response)

    def _on_provisional(self, response: Response) -> None:
        if self.phase is Phase.CANCELLING:
            self._cancel()
            return
        if self.phase not in (Phase.CALLING, Phase.PROCEEDING):
            return
        if self.phase is Phase.CALLING:
            self.phase = Phase.PROCEEDING
            self._watch()
        else:
            self._news = True
        if response.status == 100:
            return
        if tag := response.to_tag:
            self.dialog = self._early[tag] = self._early.get(tag) or self._dialog(response)
        if not self._in_order(response):
            return
        self.remote_sdp = response.sdp or self.remote_sdp
        self.tell("on_progress", response.status, response.sdp)

    def _in_order(self, response: Response) -> bool:
        """Acknowledge a reliable response; one that was told before, or comes too early, is dropped (RFC 3262 4)."""
        number = response.get("rseq").strip()
        if "100rel" not in options_of(response, "require") or not (number.isascii() and number.isdigit()):
            return True
        if len(number) > 10 or self.dialog is None or not response.to_tag:
            return False
        last = self._rseq.get(response.to_tag)
        if last is not None and int(number) != last + 1:
            return False
        self._rseq[response.to_tag] = int(number)
        self.ask("PRACK", {"rack": [f"{number} {response.cseq} INVITE"]}, user=lambda response: None)
        return True

    def _on_success(self, response: Response) -> None:
        ack = self._acks.get(response.to_tag)
        if ack is not None:
            self._dispatch(response, ack)
        elif self._acks or self.phase in (Phase.CANCELLING, Phase.ENDED):
            self._decline(response)
        else:
            self._on_answered(response)

    def _on_answered(self, response: Response) -> None:
        self._client = None
        self.dialog = self._dialog(response)
        if early := self._early.get(response.to_tag):
            # The dialog that a PRACK was sent in goes on: its numbers too (RFC 3261 12.2.1.1).
            self.dialog.local_seq = max(early.local_seq, self.dialog.local_seq)
            self.dialog.remote_seq = early.remote_seq
        self.phase = Phase.CONFIRMED
        self.remote_sdp = response.sdp or self.remote_sdp
        self.expiry.agreed(response)
        if self.local_sdp:
            # First the ACK, so that it precedes whatever the owner does in the callback.
            self._acks[response.to_tag] = self.acknowledge(response)
            self.tell("on_answered", response.sdp)
            return
        self._acks[response.to_tag] = b""
        answer = self.tell("on_answered", response.sdp)
        self.local_sdp = answer if isinstance(answer, str) else ""
        self._acks[response.to_tag] = self.acknowledge(response, self.local_sdp)

    def _decline(self, response: Response) -> None:
        """A 2xx that nobody wants: of a further fork (13.2.2.4), or after CANCEL. Acknowledged, then ended."""
        kept = self.dialog
        self.dialog = self._dialog(response)
        self._acks[response.to_tag] = self.acknowledge(response)
        cancelled = self.phase is Phase.CANCELLING
        self.ask("BYE", {"reason": [self._reason]} if self._reason else {})
        self.dialog = kept if not cancelled else self.dialog
        if cancelled:
            self.finish()

    def _dispatch(self, response: Response, ack: bytes) -> None:
        """A repeated 2xx: its ACK was lost."""
        if ack:
            self.way(self._dialog(response)).send(ack)

    def _dialog(self, response: Response) -> Dialog:
        try:
            return Dialog.of_client(self.request, response)
        except MalformedError as error:
            # Without a usable Contact there is still the place that the INVITE went to.
            self.host.report(error)
            response.set("contact", f"<{self.request.uri}>")
            return Dialog.of_client(self.request, response)

    def _on_refused(self, response: Response) -> None:
        self._client = None
        auth = self.auth
        challenged = response.status in (401, 407) and self.phase is not Phase.CANCELLING
        if challenged and auth is not None and auth.take(response, self._attempts):
            self._attempts += 1
            self._again()
            return
        if self.phase is not Phase.CANCELLING and (self.expiry.too_short(response) or self._demanded(response)):
            self._again()
            return
        handler = self.handler
        self.finish()
        self.call(handler, "on_failed", response.status, response.reason)

    def _demanded(self, response: Response) -> bool:
        """Whether a 420 names an extension that we required: the INVITE goes on without it (8.1.3.5)."""
        required = options_of(self.request, "require")
        left = required - options_of(response, "unsupported")
        if response.status != 420 or left == required:
            return False
        del self.request.headers["require"]
        if left:
            self.request.headers["require"] = [", ".join(sorted(left))]
        return True

    def _again(self) -> None:
        """The INVITE with credentials, a longer session interval or fewer demands: same Call-ID and From, next CSeq
        (22.2)."""
        old = self.request
        headers = {name: values for name, values in old.headers.items() if name != "via"}
        for name in ("authorization", "proxy-authorization"):
            headers.pop(name, None)
        headers["cseq"] = [f"{old.cseq + 1} INVITE"]
        headers |= self.expiry.wish()
        if self.auth is not None:
            headers |= self.auth.headers("INVITE", old.uri, self.host.new_tag())
        request = Request("INVITE", old.uri, headers, old.body)
        request.call_id, request.cseq, request.from_tag = old.call_id, old.cseq + 1, old.from_tag
        self.request = request
        self.phase = Phase.CALLING
        self._send(request)
