"""What happens to a request before an application sees it (RFC 3261 8.2): checks, digest, REGISTER, OPTIONS. Pure.

Strangers are answered without state: the To tag of such an answer is a keyed hash of the branch (8.2.7), so garbage and
floods leave nothing behind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final, Protocol

from sip.stack import replaces
from sip.stack.digest import Authenticator, Outcome
from sip.stack.errors import MalformedError, SdpError
from sip.stack.expiry import options_of
from sip.stack.flow import Flow
from sip.stack.guard import Guard
from sip.stack.headers import elements, parse_name_addr
from sip.stack.host import Host
from sip.stack.incoming import IncomingSession
from sip.stack.interfaces import Address, Application
from sip.stack.layer import TransactionLayer
from sip.stack.message import Headers, Request, Response
from sip.stack.phases import ALLOW, SDP_TYPE
from sip.stack.registrar import Registrar
from sip.stack.terms import Terms, Use
from sip.stack.uri import scheme_of

UNDERSTOOD_OPTIONS: Final = frozenset(("timer", "100rel", "replaces"))
"""Extensions that a peer may require of an INVITE (RFC 4028, RFC 3262, RFC 3891)."""

ALLOW_ALL: Final = f"{ALLOW}, REGISTER"
_KNOWN: Final = frozenset(ALLOW_ALL.split(", "))
_UNDERSTOOD: Final = _KNOWN | {"MESSAGE", "SUBSCRIBE", "NOTIFY", "PUBLISH"}
_BODIES: Final = ("", SDP_TYPE)


class AgentHost(Host, Protocol):
    """What the core needs of the agent beyond what a session needs."""

    app: Application
    registrar: Registrar
    guard: Guard
    source: Address
    """Where the present request came from; its flow is the way of the responses, which may lead to another port."""

    def terms(self, trunk: str) -> Terms:
        """What is agreed with a trunk ("": with phones)."""

    def now(self) -> float:
        """Seconds on the loop's clock."""


class UserAgentCore:
    """The `layer.Core` of an agent."""

    def __init__(self, host: AgentHost, authenticator: Authenticator, secret: bytes) -> None:
        self._host = host
        self._authenticator = authenticator
        self._secret = secret
        self.challenged = 0

    @property
    def _layer(self) -> TransactionLayer:
        return self._host.layer

    # layer.Core

    def on_request(self, request: Request, flow: Flow) -> None:
        """A request that begins a transaction, or a CANCEL of none."""
        method = request.method
        if method not in _KNOWN:
            status = 405 if method in _UNDERSTOOD else 501
            self.refuse(request, flow, status, {"allow": [ALLOW_ALL]})
            return
        if method == "CANCEL":
            self._on_stray(request, flow)
            return
        if request.to_tag:
            session = self._host.sessions.get((request.call_id, request.to_tag))
            if session is None:
                self.refuse(request, flow, 481)
            else:
                session.receive(request, flow)
            return
        if self._acceptable(request, flow):
            _DO.get(method, UserAgentCore._on_stray)(self, request, flow)

    def on_ack(self, request: Request, flow: Flow) -> None:
        """The ACK of a 2xx; others are dropped."""
        session = self._host.sessions.get((request.call_id, request.to_tag))
        if session is not None and session.dialog is not None and session.dialog.remote_tag == request.from_tag:
            session.acknowledged(request)

    # Answers without state.

    def refuse(self, request: Request, flow: Flow, status: int, headers: Headers | None = None, why: str = "") -> None:
        """Answer `status` and keep nothing; an ACK is never answered."""
        if request.method == "ACK":
            return
        self._count(request)
        response = request.response(status, why, self._tag(request))
        response.headers |= headers or {}
        flow.send(response.encode())

    def _count(self, request: Request, *, guessed: bool = False) -> None:
        """A stranger costs us work: who costs too much is not heard any more, unless it is known after all."""
        guard, source = self._host.guard, self._host.source
        if guard.answered(source.host, self._host.now(), guessed=guessed) and not self._familiar(request, source):
            guard.refuse(source)

    def _familiar(self, request: Request, source: Address) -> bool:
        """Whether `source` is a trunk's, a registered phone's, or that of a party in a call."""
        host = self._host
        return (
            host.app.classify(source, request) is not None
            or host.registrar.knows(source)
            or any(session.source == source for session in host.sessions.values())
        )

    def _tag(self, request: Request) -> str:
        return hashlib.blake2s(request.branch.encode("utf-8", "replace"), key=self._secret, digest_size=8).hexdigest()

    # The checks of 8.2, in its order.

    def _acceptable(self, request: Request, flow: Flow) -> bool:
        try:
            scheme = scheme_of(request.uri)
        except MalformedError as error:
            self.refuse(request, flow, 400, why=str(error))
            return False
        required = elements(request.headers.get("require"))
        if request.method == "INVITE":
            required = [option for option in required if option.lower() not in UNDERSTOOD_OPTIONS]
        if scheme not in ("sip", "sips", "tel"):
            self.refuse(request, flow, 416)
        elif required and request.method != "CANCEL":
            self.refuse(request, flow, 420, {"unsupported": [", ".join(required)]})
        elif request.method == "INVITE" and request.get("max-forwards").lstrip("0") == "" != request.get(
            "max-forwards"
        ):
            # An INVITE goes on to another leg, so it is here that a loop ends.
            self.refuse(request, flow, 483)
        else:
            return True
        return False

    def _body_fits(self, request: Request, flow: Flow) -> bool:
        accept = {value.partition(";")[0].strip().lower() for value in elements(request.headers.get("accept"))}
        if request.body and (request.content_type not in _BODIES or request.get("content-encoding")):
            self.refuse(request, flow, 415, {"accept": [SDP_TYPE]})
        elif accept and not accept & {SDP_TYPE, "application/*", "*/*"}:
            self.refuse(request, flow, 406)
        else:
            return True
        return False

    def authenticate(self, request: Request, flow: Flow) -> str:
        """The user whose digest is good; else "" and a challenge was sent."""
        lookup = self._lookup
        now = self._host.now()
        values = request.headers.get("authorization")
        verdict = self._authenticator.check(values, request.method, request.uri, lookup, now)
        if verdict.outcome is Outcome.GOOD:
            self._host.guard.forgive(self._host.source.host, now)
            return verdict.user
        if verdict.outcome is Outcome.WRONG:
            self._count(request, guessed=True)
        self.challenged += 1
        challenge = self._authenticator.challenge(now, verdict.outcome is Outcome.STALE)
        self.refuse(request, flow, 401, {"www-authenticate": challenge})
        return ""

    def _lookup(self, username: str, algorithm: str) -> str | None:
        return self._host.app.credentials(username, self._authenticator.realm, algorithm)

    # The methods.

    def _on_options(self, request: Request, flow: Flow) -> None:
        response_headers: Headers = {
            "allow": [ALLOW_ALL],
            "accept": [SDP_TYPE],
            "contact": [self._host.contact(flow)],
        }
        self.refuse(request, flow, 200, response_headers)

    def _on_register(self, request: Request, flow: Flow) -> None:
        user = self.authenticate(request, flow)
        if not user:
            return
        server = self._layer.serve(request, flow)
        response = self._register(request, user, flow)
        server.respond(response)

    def _register(self, request: Request, user: str, flow: Flow) -> Response:
        try:
            number = parse_name_addr(request.get("to")).sip.username
        except MalformedError as error:
            return request.response(400, str(error), self._tag(request))
        if number != user:
            return request.response(403, to_tag=self._tag(request))
        response = self._host.registrar.register(request, user, flow.remote, self._host.now())
        if not request.to_tag:
            response.set("to", f"{request.get('to')};tag={self._tag(request)}")
        return response

    def _on_invite(self, request: Request, flow: Flow) -> None:
        if self._layer.is_merged(request):
            self.refuse(request, flow, 482)
            return
        trunk = self._host.app.classify(flow.remote, request)
        user = "" if trunk is not None else self.authenticate(request, flow)
        if trunk is None and not user:
            return
        if not self._body_fits(request, flow):
            return
        if "replaces" in request.headers and (status := replaces.verdict(request, self._host.sessions, user)):
            self.refuse(request, flow, status)
            return
        terms = self._host.terms(trunk or "")
        if terms.reliable is Use.OFF and "100rel" in options_of(request, "require"):
            self.refuse(request, flow, 420, {"unsupported": ["100rel"]})
            return
        server = self._layer.serve_invite(request, flow)
        try:
            session = IncomingSession(self._host, flow, request, server, self._host.new_tag(), terms)
        except MalformedError as error:
            server.respond(request.response(400, str(error), self._tag(request)))
            return
        session.trunk = trunk or ""
        session.user = user
        # A phone behind NAT is reached only the way that its requests came; over TLS, where a peer proves who it is to
        # whom it connects to, others are reached the same way (RFC 5923).
        session.keep_flow = bool(user) or flow.remote.transport == "tls"
        refusal = session.expiry.refusal(request)
        if refusal is not None:
            session.reject(422, headers={"min-se": refusal.headers["min-se"]})
            return
        self._offer(session)

    def _offer(self, session: IncomingSession) -> None:
        try:
            self._host.app.on_invite(session)
        except SdpError as error:  # an offer that the application could not use
            if not session.ended:
                session.reject(488, warning=str(error))
        except Exception as error:
            self._host.report(error)
            if not session.ended:
                session.fault(session.handler)

    def _on_stray(self, request: Request, flow: Flow) -> None:
        """BYE, UPDATE, INFO outside a dialog, CANCEL of nothing."""
        self.refuse(request, flow, 481)


_DO: Final[dict[str, Callable[[UserAgentCore, Request, Flow], None]]] = {
    "OPTIONS": UserAgentCore._on_options,
    "REGISTER": UserAgentCore._on_register,
    "INVITE": UserAgentCore._on_invite,
}
