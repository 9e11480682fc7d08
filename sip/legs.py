"""Domain legs that are carried by SIP: the stack's sessions on one side, reports to the domain on the other."""

import logging
from collections import deque
from collections.abc import Callable
from typing import Final, NamedTuple, Protocol

from sip.causes import ANSWERED_ELSEWHERE, cause_of_end, cause_of_status, status_of_cause
from sip.contract.enums import Cause
from sip.leg_media import LegMedia
from sip.leg_reports import LegReports
from sip.media.client import MediaUnavailable, NoPort
from sip.stack.errors import SdpError
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address, Credentials, EndCause, Reason, Refusal, SessionHandler
from sip.stack.message import Headers
from sip.stack.refer import tell_outcome
from sip.stack.session import Session
from sip.stack.terms import Terms, Use
from sip.stack.uri import Uri

ELSEWHERE: Final = frozenset((408, 430, 500, 502, 503, 504))
"""Refusals that say nothing of the party: another trunk, or another host of this one, may reach it."""

NO_SRTP: Final = frozenset((415, 488, 606))
"""Refusals of an offer of SRTP."""

MAX_HOPS: Final = 70

log = logging.getLogger(__name__)


class Line:
    """One of a trunk's lines while a call is on it."""

    __slots__ = ("_give", "trunk")

    def __init__(self, trunk: str, give: Callable[[str], None]) -> None:
        self.trunk = trunk
        self._give: Callable[[str], None] | None = give

    def give_back(self) -> None:
        """The call is over. Again: nothing."""
        give, self._give = self._give, None
        if give is not None:
            give(self.trunk)


class Lines(Protocol):
    """Who counts a trunk's calls."""

    def take(self, trunk_id: str) -> Line | None:
        """A line for one call; None: all are taken."""


class SipLeg(SessionHandler):
    """What incoming and outgoing legs share. A leg reports its end once, and nothing after `release`."""

    __slots__ = ("_held", "_referring", "line", "media", "name", "over", "reports")

    def __init__(self, name: str, media: LegMedia, reports: LegReports) -> None:
        self.name = name
        self.media = media
        self.reports = reports
        self.line: Line | None = None
        self.over = False
        self._referring: Session | None = None
        self._held = False

    def ring(self) -> None:
        """180 towards the party (incoming legs)."""

    def progress(self) -> None:
        """183 with our description towards the party, which hears us from now on (incoming legs); 180 where it made no
        offer."""

    def accept(self) -> None:
        """200 towards the party (incoming legs)."""

    def release(self, cause: Cause) -> None:
        """End the leg as its state demands."""
        self._close()

    def on_refer(self, session: Session, target: Uri) -> bool:
        """The party hands its call on."""
        self._referring = session
        self.reports.leg_refers(self.name, target.username)
        return True

    def on_refer_to_call(self, session: Session, other: Session) -> bool:
        """The party hands its call on to whom it talks with on another leg."""
        name = leg_of(other)
        if name:
            self._referring = session
            self.reports.leg_refers_to_call(self.name, name)
        return name != ""

    def referred(self, cause: Cause) -> None:
        """What came of it: `Cause.NORMAL` = it is being carried out."""
        session, self._referring = self._referring, None
        if session is not None:
            tell_outcome(session, 200 if cause is Cause.NORMAL else status_of_cause(cause))

    def on_reoffer(self, session: Session, sdp: str) -> str:
        """The party puts us on hold, comes back or moves its media."""
        try:
            ours = self.media.answer(sdp) if sdp else self.media.offer()
        except SdpError as error:
            raise Refusal(488, str(error)) from error
        except (NoPort, MediaUnavailable) as error:
            raise Refusal(500, str(error)) from error
        self._tell_hold()
        return ours

    def on_confirmed(self, session: Session, sdp: str) -> None:
        """The answer to an offer that we made in a 200."""
        if not sdp:
            return
        try:
            self.media.settle(sdp, session.local_sdp)
        except SdpError as error:
            log.warning("leg %s: unusable answer in the ACK: %s", self.name, error)
            session.end()
            self._end(Cause.NOT_ACCEPTABLE)
        else:
            self._tell_hold()

    def _tell_hold(self) -> None:
        if self.media.held is not self._held and not self.over:
            self._held = self.media.held
            self.reports.leg_held(self.name, self._held)

    def on_ended(self, session: Session, cause: EndCause) -> None:
        self._end(cause_of_end(cause))

    def _end(self, cause: Cause) -> None:
        if not self.over:
            self._close()
            self.reports.leg_ended(self.name, cause)

    def on_reanswered(self, session: Session, status: int, sdp: str) -> None:
        """A refresh by re-INVITE was answered: the party may have moved."""
        if status < 300 and sdp and not self.over:
            try:
                self.media.settle(sdp, session.local_sdp)
            except SdpError as error:
                log.warning("leg %s: unusable answer to a refresh: %s", self.name, error)
            else:
                self._tell_hold()

    def _close(self) -> None:
        self.over = True
        self._referring = None
        self.media.close()
        self._give_line_back()

    def _give_line_back(self) -> None:
        line, self.line = self.line, None
        if line is not None:
            line.give_back()


def leg_of(session: Session | None) -> str:
    """The leg that a session carries, "" where none."""
    handler = None if session is None else session.handler
    return handler.name if isinstance(handler, SipLeg) else ""


class IncomingLeg(SipLeg):
    """A party that calls us."""

    __slots__ = ("_early", "_session")

    def __init__(self, name: str, session: Session, media: LegMedia, reports: LegReports) -> None:
        super().__init__(name, media, reports)
        self._session: Session | None = session
        self._early = ""

    @property
    def hops(self) -> int:
        """How far the party's call may go on from here (RFC 3261 8.1.1.6, RFC 7332): one that comes round ever again,
        because we lead it on to a number that leads back to us, ends by it."""
        said = "" if self._session is None else self._session.request.get("max-forwards").strip()
        known = said.isascii() and said.isdigit() and len(said) < 4
        return max(0, min(int(said), MAX_HOPS) - 1) if known else MAX_HOPS

    def ring(self) -> None:
        if self._session is not None:
            self._session.ring()

    def progress(self) -> None:
        session = self._session
        if session is None or self._early:
            return
        self._early = self._describe(session, watch=False)
        if self._early and session.remote_sdp:
            session.progress(self._early)
        elif self._early:  # an offer of ours: it goes with the 200, which alone is sure to arrive
            session.ring()

    def accept(self) -> None:
        session = self._session
        if session is None:
            return
        if self._early:  # the 200 says the same once more (RFC 3261 13.2.1)
            self.media.watch()
            session.accept(self._early)
        elif description := self._describe(session):
            session.accept(description)

    def _describe(self, session: Session, *, watch: bool = True) -> str:
        """Our answer, or our offer where the INVITE had none; "" where neither can be: then it has been refused."""
        try:
            if session.remote_sdp:
                return self.media.answer(session.remote_sdp, watch=watch)
            return self.media.offer(secure=self.media.srtp is Use.REQUIRED)
        except SdpError as error:
            self._refuse(session, 488, str(error), Cause.NOT_ACCEPTABLE)
        except (NoPort, MediaUnavailable) as error:
            self._refuse(session, 503, str(error), Cause.OVERLOADED)
        return ""

    def release(self, cause: Cause) -> None:
        session, self._session = self._session, None
        self._close()
        if session is not None:
            session.end(status_of_cause(cause))

    def _refuse(self, session: Session, status: int, reason: str, cause: Cause) -> None:
        log.warning("leg %s refused with %d: %s", self.name, status, reason)
        session.reject(status, warning=reason)
        self._end(cause)

    def _close(self) -> None:
        super()._close()
        self._session = None


class Destination(NamedTuple):
    """One place to send an INVITE to; `keep_flow`: on the connection that the device registered on (RFC 5626). `srtp`:
    whether SRTP is offered; where that is optional and refused, plain RTP is offered after it."""

    uri: str
    address: Address | None
    credentials: Credentials | None
    caller: NameAddr
    headers: tuple[tuple[str, str], ...] = ()
    keep_flow: bool = False
    trunk: str = ""
    terms: Terms | None = None
    srtp: Use = Use.OFF


class Inviter(Protocol):
    """What an outgoing leg needs of the stack (`UserAgent`)."""

    def invite(
        self,
        target: str,
        handler: SessionHandler,
        *,
        caller: NameAddr,
        sdp: str = "",
        destination: Address | None = None,
        headers: Headers | None = None,
        credentials: Credentials | None = None,
        keep_flow: bool = False,
        terms: Terms | None = None,
    ) -> Session:
        """Begin an INVITE session."""


class OutgoingLeg(SipLeg):
    """A party that we call: `forks` ring together and the first to answer wins; where all have failed, nothing rang and
    the last failure was no decision of the party, the next of `fallbacks` is tried (F10.1, F10.2). Trunks whose
    `lines` are all taken are passed over."""

    __slots__ = ("_answered", "_fallbacks", "_forks", "_inviter", "_lines", "_ringing", "_status")

    def __init__(self, name: str, media: LegMedia, reports: LegReports, inviter: Inviter, lines: Lines) -> None:
        super().__init__(name, media, reports)
        self._inviter = inviter
        self._forks: dict[Session, Destination] = {}
        self._lines = lines
        self._fallbacks: deque[Destination] = deque()
        self._answered = False
        self._ringing = False
        self._status = 0

    def begin(self, forks: list[Destination], fallbacks: list[Destination]) -> None:
        """Send the INVITEs. Raises `NoPort`, `MediaUnavailable`."""
        self._fallbacks.extend(fallbacks)
        for destination in forks:
            self._invite(destination)
        if not forks and not self._try_next():
            self._close()
            self.reports.leg_failed(self.name, Cause.OVERLOADED, 0)

    def release(self, cause: Cause) -> None:
        self._close()
        self._end_forks(ANSWERED_ELSEWHERE if cause is Cause.NORMAL and not self._answered else None)

    def on_progress(self, session: Session, status: int, sdp: str) -> None:
        if self.over or self._answered:
            return
        early = bool(sdp) and len(self._forks) == 1 and self._settle(session, sdp, watch=False)
        if status >= 180 and (early or not self._ringing):
            self._ringing = True
            self.reports.leg_ringing(self.name, early)

    def on_answered(self, session: Session, sdp: str) -> str:
        if self.over or self._answered:
            session.end()
            return ""
        if not self._settle(session, sdp, watch=True):
            del self._forks[session]
            session.end()
            self._failed(488)
            return ""
        self._answered = True
        chosen = self._forks.pop(session)
        self._end_forks(ANSWERED_ELSEWHERE)
        self._forks[session] = chosen
        if chosen.srtp is not Use.OFF:
            self.media.srtp = chosen.srtp
        self.reports.leg_answered(self.name)
        return ""

    def on_failed(self, session: Session, status: int, reason: str) -> None:
        if self.over or session not in self._forks:
            return
        tried = self._forks.pop(session)
        if tried.srtp is Use.OPTIONAL and status in NO_SRTP:
            self._invite(tried._replace(srtp=Use.OFF))
        else:
            self._failed(status)

    def on_ended(self, session: Session, cause: EndCause) -> None:
        if session not in self._forks:
            return
        if self._answered:
            self._forks.clear()
            super().on_ended(session, cause)
        else:  # this fork alone; others may ring on
            del self._forks[session]
            self._failed(480 if cause is EndCause.BYE else 500)

    def _settle(self, session: Session, answer: str, *, watch: bool) -> bool:
        try:
            self.media.settle(answer, session.local_sdp, watch=watch)
        except SdpError as error:
            log.warning("leg %s: unusable answer: %s", self.name, error)
            return False
        return True

    def _failed(self, status: int) -> None:
        # RFC 3261 16.7: of several refusals a 6xx counts most, then the lowest class.
        if self._status == 0 or status >= 600 or (self._status < 600 and status // 100 < self._status // 100):
            self._status = status
        if self._forks:
            return
        self._give_line_back()
        if status in ELSEWHERE and not self._ringing and self._try_next():
            self._status = 0
            return
        self._close()
        self.reports.leg_failed(self.name, cause_of_status(self._status), self._status)

    def _try_next(self) -> bool:
        while self._fallbacks:
            following = self._fallbacks.popleft()
            self.line = self._lines.take(following.trunk)
            if self.line is not None:
                self._invite(following)
                return True
            log.warning("leg %s: all lines of trunk %s are taken", self.name, following.trunk)
        return False

    def _invite(self, to: Destination) -> None:
        session = self._inviter.invite(
            to.uri,
            self,
            sdp=self.media.offer(secure=to.srtp is not Use.OFF),
            caller=to.caller,
            destination=to.address,
            credentials=to.credentials,
            headers={name: [value] for name, value in to.headers},
            keep_flow=to.keep_flow,
            terms=to.terms,
        )
        self._forks[session] = to

    def _end_forks(self, reason: Reason | None) -> None:
        forks, self._forks = self._forks, {}
        for session in forks:
            session.end(reason=reason)
