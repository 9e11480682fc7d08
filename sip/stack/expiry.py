"""The session timer of one session (RFC 4028): a dialog whose other end is gone ends by itself. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sip.stack.headers import elements
from sip.stack.interfaces import EndCause
from sip.stack.message import Headers, Message, Request, Response
from sip.stack.phases import Phase
from sip.stack.terms import Terms
from sip.stack.timers import Timer

if TYPE_CHECKING:
    from sip.stack.session import Session

LONGEST: Final = 86400
"""Seconds; a peer that asks for more is taken at its word up to here."""

_RETRY: Final = 3.0
"""Seconds until a refresh that the peer could not take just now is tried again."""


def options_of(message: Message, header: str) -> set[str]:
    """The option tags of `Supported` or `Require`."""
    return {value.strip().lower() for value in elements(message.headers.get(header))}


def _interval(message: Message, header: str = "session-expires") -> tuple[int, str]:
    """Seconds and refresher of a header; (0, "") where it is missing or no number."""
    digits, _, params = message.get(header).partition(";")
    text = digits.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        return 0, ""
    named = [part.partition("=")[2].strip().lower() for part in params.split(";") if part.strip().startswith("refr")]
    return min(int(text), LONGEST), named[0] if named and named[0] in ("uac", "uas") else ""


class Expiry:
    """Negotiates the interval in both roles, refreshes where that is ours, ends the session where no refresh came.

    A refresh is an UPDATE where the peer allows one, else a re-INVITE with our description unchanged.
    """

    __slots__ = ("_least", "_raises", "_session", "_timer", "_wanted", "by_update", "interval", "ours")

    def __init__(self, session: Session, terms: Terms) -> None:
        self._session: Session | None = session
        self._wanted = max(terms.session_s, terms.min_s) if terms.session_s else 0
        self._least = terms.min_s
        self._raises = 0
        self._timer: Timer | None = None
        self.interval = 0
        """Seconds agreed; 0: the session does not expire."""
        self.ours = False
        """Whether the refreshes are ours to send."""
        self.by_update = False

    # As the side that asks (UAC of an INVITE or UPDATE).

    def wish(self) -> Headers:
        """The headers of an INVITE or UPDATE of ours (7.1, 7.4)."""
        if self.interval:
            role = "uac" if self.ours else "uas"
            return {"session-expires": [f"{self.interval};refresher={role}"], "min-se": [str(self._least)]}
        return {"session-expires": [str(self._wanted)], "min-se": [str(self._least)]} if self._wanted else {}

    def too_short(self, response: Response) -> bool:
        """Learn from a 422 (7.3); whether asking again makes sense."""
        least = _interval(response, "min-se")[0]
        if response.status != 422 or self._raises >= 3 or not max(self._wanted, self.interval) < least <= LONGEST:
            return False
        self._raises += 1
        self._wanted = self._least = least
        self.interval = least if self.interval else 0
        return True

    def agreed(self, response: Response) -> None:
        """A 2xx to our INVITE or UPDATE (7.2): without the header the session does not expire."""
        interval, role = _interval(response)
        self.peer(response)
        self._begin(interval, role != "uas")

    # As the side that is asked (UAS).

    def refusal(self, request: Request) -> Response | None:
        """422 where the peer asks for too short an interval (9); a peer without support is not refused (its proxy
        asked)."""
        interval, _ = _interval(request)
        if not 0 < interval < self._least or "timer" not in options_of(request, "supported"):
            return None
        response = request.response(422)
        response.set("min-se", str(self._least))
        return response

    def grant(self, request: Request, response: Response) -> None:
        """Put what is agreed into the 2xx of an INVITE or UPDATE (9) and begin."""
        self.peer(request)
        interval, role = _interval(request)
        able = "timer" in options_of(request, "supported")
        if not interval and able:
            interval = max(self._wanted, _interval(request, "min-se")[0]) if self._wanted else 0
        interval = max(interval, self._least) if interval else 0
        ours = role == "uas" or not able
        if interval:
            response.set("session-expires", f"{interval};refresher={'uas' if ours else 'uac'}")
            if able:
                response.set("require", "timer")
        self._begin(interval, ours)

    # Both.

    def peer(self, message: Message) -> None:
        """Note whether the peer takes UPDATE."""
        if "allow" in message.headers:
            self.by_update = "update" in options_of(message, "allow")

    def stop(self) -> None:
        """The session is over."""
        self._session = None
        self._cancel()

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _begin(self, interval: int, ours: bool) -> None:
        self._cancel()
        self.interval, self.ours = interval, ours
        session = self._session
        if session is None or not interval:
            return
        if ours:
            self._timer = session.host.schedule(interval / 2, self._refresh)
        else:
            self._timer = session.host.schedule(interval - self._margin(), self._expire)

    def _margin(self) -> float:
        """How long before the end the BYE goes out (10)."""
        return min(32.0, self.interval / 3)

    def _refresh(self) -> None:
        session = self._session
        if session is None or session.phase is not Phase.CONFIRMED:
            return
        self._timer = session.host.schedule(self.interval / 2 - self._margin(), self._expire)
        self._send(session)

    def _send(self, session: Session) -> None:
        if self.by_update:
            session.ask("UPDATE", self.wish(), user=self._answered)
        elif not session.wanted and session.local_sdp:
            session.reoffer(session.local_sdp)

    def _answered(self, response: Response) -> None:
        """The final response to our UPDATE."""
        session = self._session
        if session is None or response.status < 200 or session.phase is not Phase.CONFIRMED:
            return
        if response.status < 300:
            session.refresh(response)
            self.agreed(response)
        elif response.status in (408, 481):
            session.vanish(response.status)
        elif self.too_short(response):
            self._send(session)
        elif response.status in (405, 501):
            self.by_update = False
            self._send(session)
        else:
            session.host.schedule(_RETRY, self._again)

    def _again(self) -> None:
        session = self._session
        if session is not None and session.phase is Phase.CONFIRMED and self.ours:
            self._send(session)

    def _expire(self) -> None:
        """No refresh came in time: BYE (10)."""
        session = self._session
        if session is not None and session.phase in (Phase.ACCEPTED, Phase.CONFIRMED):
            handler = session.handler
            session.phase = Phase.CONFIRMED
            session.bye()
            session.call(handler, "on_ended", EndCause.EXPIRED)
