"""The carrier's border: what becomes of the centre's requests before its network sees them, by its quirks. Pure."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from typing import Final, Protocol

from sip.carrier.quirks import Identity, Quirks
from sip.stack.core import AgentHost, UserAgentCore
from sip.stack.digest import Authenticator, Outcome, parse_fields
from sip.stack.errors import MalformedError
from sip.stack.expiry import options_of
from sip.stack.flow import Flow
from sip.stack.headers import elements, parse_name_addr
from sip.stack.message import Headers, Request, Response
from sip.stack.terms import Use

KEPT: Final = 200
"""Requests whose fate is remembered, so that a repetition meets the same; and lines of `Border.seen`."""
OWN_CONTACT: Final = "sip:rewritten@198.51.100.1:5060"
"""What a carrier that rewrites contacts says instead of ours."""
ANONYMOUS: Final = "anonymous"
OF_CALLS: Final = frozenset(("INVITE", "UPDATE", "BYE", "REFER", "INFO"))
"""What is challenged of a call; PRACK and ACK never are here."""


class Border:
    """A carrier's present quirks, and what they have to remember. `seen`: `METHOD status` of each request that was
    decided here, in order; 0: it was not answered."""

    def __init__(self, quirks: Quirks) -> None:
        self.seen: deque[str] = deque(maxlen=KEPT)
        self._decided: OrderedDict[str, int] = OrderedDict()
        self._used: Counter[str] = Counter()
        self.imitate(quirks)

    def imitate(self, quirks: Quirks) -> None:
        """Behave like this from now on; the faults begin anew."""
        self.quirks = quirks
        self._faults = {method: deque(statuses) for method, statuses in quirks.faults.items()}

    def fault(self, request: Request) -> int | None:
        """The status that `request` gets instead of an answer, 0: silence, None: no fault."""
        if self.quirks.silent:
            return 0
        if request.branch in self._decided:
            return self._decided[request.branch]
        waiting = self._faults.get(request.method)
        if not waiting:
            return None
        self._decided[request.branch] = waiting.popleft()
        while len(self._decided) > KEPT:
            self._decided.popitem(last=False)
        return self._decided[request.branch]

    def spent(self, authorization: str) -> bool:
        """Whether the nonce of this good answer has been used as often as it may be."""
        if not self.quirks.nonce_uses:
            return False
        nonce = parse_fields(authorization).get("nonce", "")
        self._used[nonce] += 1
        return self._used[nonce] > self.quirks.nonce_uses

    def note(self, request: Request, status: int) -> None:
        """`request` was decided."""
        self.seen.append(f"{request.method} {status}")


class BorderHost(AgentHost, Protocol):
    """An agent whose core is a `BorderCore`."""

    border: Border


class BorderCore(UserAgentCore):
    """A `UserAgentCore` that behaves as its host's `border` says."""

    def __init__(self, host: BorderHost, authenticator: Authenticator, secret: bytes) -> None:
        super().__init__(host, authenticator, secret)
        self._border = host.border

    def on_request(self, request: Request, flow: Flow) -> None:
        """See `UserAgentCore`; faults first, then challenge and conditions of a new call."""
        status = self._border.fault(request)
        if status is None:
            if self._welcome(request, flow):
                super().on_request(request, flow)
        elif status:
            wait = self._border.quirks.retry_after
            self.refuse(request, flow, status, {"retry-after": [str(wait)]} if status == 503 and wait else None)
        else:
            self._border.note(request, 0)

    def refuse(self, request: Request, flow: Flow, status: int, headers: Headers | None = None, why: str = "") -> None:
        """See `UserAgentCore`."""
        self._border.note(request, status)
        super().refuse(request, flow, status, headers, why)

    def authenticate(self, request: Request, flow: Flow) -> str:
        """See `UserAgentCore`: by the quirks' challenges, with nonces that wear out."""
        user = ""
        for status in self._border.quirks.challenges():
            user = self._check(request, flow, proxy=status == 407)
            if not user:
                break
        return user

    def _check(self, request: Request, flow: Flow, *, proxy: bool) -> str:
        values = request.headers.get("proxy-authorization" if proxy else "authorization")
        now = self._host.now()
        verdict = self._authenticator.check(values, request.method, request.uri, self._lookup, now)
        stale = verdict.outcome is Outcome.STALE
        if verdict.outcome is Outcome.GOOD:
            stale = self._border.spent((values or [""])[0])
            if not stale:
                return verdict.user
        header = "proxy-authenticate" if proxy else "www-authenticate"
        self.refuse(request, flow, 407 if proxy else 401, {header: self._authenticator.challenge(now, stale)})
        return ""

    def _register(self, request: Request, user: str, flow: Flow) -> Response:
        response = super()._register(request, user, flow)
        self._border.note(request, response.status)
        if self._border.quirks.rewrites_contact and "contact" in response.headers:
            granted = parse_name_addr(elements(response.headers["contact"])[0]).params.get("expires", "")
            response.headers["contact"] = [f"<{OWN_CONTACT}>;expires={granted}"]
        return response

    def _welcome(self, request: Request, flow: Flow) -> bool:
        """Whether a request may go on; else it has been refused."""
        challenged = self._border.quirks.challenge_calls and request.method in OF_CALLS
        if challenged and not self.authenticate(request, flow):
            return False
        return request.method != "INVITE" or request.to_tag != "" or self._fits(request, flow)

    def _fits(self, request: Request, flow: Flow) -> bool:
        """Whether a new call of the centre meets the conditions."""
        quirks = self._border.quirks
        if quirks.reliable is Use.REQUIRED and "100rel" not in options_of(request, "supported"):
            self.refuse(request, flow, 421, {"require": ["100rel"]})
            return False
        if quirks.checks_identity and not self._known(request):
            self.refuse(request, flow, 403, why="Not a number of the contract")
            return False
        self._border.note(request, 100)
        return True

    def _known(self, request: Request) -> bool:
        number = identity_of(request, self._border.quirks)
        if self._border.quirks.identity is Identity.FROM and number == ANONYMOUS:
            return True  # withheld: the account says whose call it is
        return number != "" and (not self._border.quirks.numbers or number in self._border.quirks.numbers)


def identity_of(request: Request, quirks: Quirks) -> str:
    """The calling customer's number, from where this carrier reads it; "": it is not there."""
    header = quirks.identity.replace("_", "-")
    for value in elements(request.headers.get(header)):
        try:
            return parse_name_addr(value).user
        except MalformedError:
            continue
    return ""


def shown_of(request: Request, quirks: Quirks) -> str:
    """The number that the called party sees; "": it is withheld (RFC 3323, RFC 3325 7: Privacy `id`)."""
    hidden = {"id", "user", "header"} & {part.strip() for part in request.get("privacy").lower().split(";")}
    number = identity_of(request, quirks)
    return "" if hidden or number == ANONYMOUS else number
