"""What the stack and its user agree on: the protocols and the small values that pass between them. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from sip.stack.message import Request
    from sip.stack.session import Session
    from sip.stack.uri import Uri


class Address(NamedTuple):
    """Where SIP goes to or came from. `transport`: `udp`, `tcp` or `tls`; `host`: a name or an IP literal, without
    brackets."""

    transport: str
    host: str
    port: int


class Credentials(NamedTuple):
    """What we answer a 401 or 407 with."""

    username: str
    password: str


class Reason(NamedTuple):
    """A Reason header (RFC 3326), for example `Reason("SIP", 200, "Call completed elsewhere")`."""

    protocol: str
    cause: int
    text: str = ""

    def __str__(self) -> str:
        quoted = self.text.replace("\\", "\\\\").replace('"', '\\"')
        return f"{self.protocol};cause={self.cause}" + (f';text="{quoted}"' if quoted else "")


class EndCause(StrEnum):
    """Why a session ended without our doing."""

    BYE = "bye"
    CANCELLED = "cancelled"  # the caller gave up before our final answer
    NO_ACK = "no_ack"  # our 200 was never acknowledged; a BYE was sent (RFC 3261 13.3.1.4)
    EXPIRED = "expired"  # no refresh came within the session interval; a BYE was sent (RFC 4028 10)
    LOST = "lost"  # the peer does not know the dialog any more or does not answer (481, 408: RFC 3261 12.2.1.2)
    ERROR = "error"  # a callback raised, or the agent was closed


class Refusal(Exception):
    """Raised by `on_reoffer` to refuse an offer; the session goes on as before. `reason` goes into a Warning."""

    def __init__(self, status: int = 488, reason: str = "") -> None:
        super().__init__(status, reason)
        self.status = status
        self.reason = reason


class SessionHandler:
    """What a session tells its owner. Override what matters; these defaults ignore, and refuse re-offers with 488."""

    __slots__ = ()

    def on_progress(self, session: Session, status: int, sdp: str) -> None:
        """Outgoing: a provisional response 101–199; `sdp` is the early answer or ""."""

    def on_answered(self, session: Session, sdp: str) -> str:
        """Outgoing: 2xx. `sdp` is the answer; or, where our INVITE had none, the offer, and the answer is returned."""
        return ""

    def on_failed(self, session: Session, status: int, reason: str) -> None:
        """Outgoing: final refusal 3xx–6xx. Nobody answered in time: 408; not reachable: 503. The session is over."""

    def on_confirmed(self, session: Session, sdp: str) -> None:
        """Incoming: the ACK of our 2xx came. `sdp` is the answer where the offer was ours (late offer), else ""."""

    def on_ended(self, session: Session, cause: EndCause) -> None:
        """The far end or a fault ended the session."""

    def on_reoffer(self, session: Session, sdp: str) -> str:
        """re-INVITE or UPDATE (RFC 3264 8): give the answer, or raise `Refusal` (an `SdpError` is a 488 too).

        "": a re-INVITE without offer; give one.
        """
        raise Refusal(488)

    def on_reanswered(self, session: Session, status: int, sdp: str) -> None:
        """Our `reoffer` is decided: 2xx with the answer, else the refusing status; then the old media stay."""

    def on_refer(self, session: Session, target: Uri) -> bool:
        """The peer, who has been told 202, asks us to call `target` in its place (RFC 3515). Whether that is seen to,
        and `refer.tell_outcome` called, now or later; if not, the peer is told of a 603."""
        return False

    def on_refer_to_call(self, session: Session, other: Session) -> bool:
        """The same, with the other end of `other`, which is also a session with the peer, in our place (RFC 5589 7)."""
        return False

    def on_digit(self, session: Session, digit: str, duration_ms: int) -> None:
        """An INFO of `application/dtmf-relay` or `application/dtmf`: one of `0-9*#A-D`."""


class Application(Protocol):
    """What the agent asks its owner."""

    def on_invite(self, session: Session) -> None:
        """A new incoming call, authenticated. Set `session.handler`, then `ring`, `accept`, `reject` now or later."""

    def credentials(self, username: str, realm: str, algorithm: str) -> str | None:
        """Hex HA1 of `username:realm:password` under `algorithm` (`MD5` or `SHA-256`); None: unknown (RFC 8760)."""

    def classify(self, source: Address, request: Request) -> str | None:
        """The id of the trunk that `source` belongs to: its requests are not challenged. None: digest is demanded."""
