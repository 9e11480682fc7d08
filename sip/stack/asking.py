"""Who receives the responses of a session's requests within its dialog. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sip.stack.message import Headers, Request, Response
from sip.stack.phases import Phase
from sip.stack.timers import TIMER_C

if TYPE_CHECKING:
    from sip.stack.session import Session
    from sip.stack.transactions import ClientTransaction


class Asking:
    """Receives the responses of a request within a dialog; answers one challenge."""

    __slots__ = ("attempts", "headers", "invite", "request", "session", "user")

    def __init__(
        self,
        session: Session,
        request: Request,
        headers: Headers | None,
        user: Callable[[Response], None] | None,
        attempts: int,
    ) -> None:
        self.session = session
        self.request = request
        self.headers = headers
        self.user = user
        self.attempts = attempts
        self.invite: ClientTransaction | None = None

    def __call__(self, response: Response) -> None:
        session = self.session
        auth = session.auth
        if self.invite is not None:
            if response.status < 200:  # it has stopped timer B, and no other bounds the transaction
                self.invite.start_expire(TIMER_C)
            self.invite = None
        if response.status in (401, 407) and auth is not None and auth.take(response, self.attempts):
            session.ask(self.request.method, self.headers, self.request.body, self.user, self.attempts + 1)
        elif self.user is not None:
            self.user(response)
        elif response.status in (408, 481) and session.phase is Phase.CONFIRMED and self.request.method != "BYE":
            session.vanish(response.status)


class Reoffer:
    """Receives the responses of our re-INVITE; acknowledges repeated 2xx."""

    __slots__ = ("ack", "flow", "sdp", "session")

    def __init__(self, session: Session, sdp: str) -> None:
        self.session = session
        self.sdp = sdp
        self.ack = b""

    def __call__(self, response: Response) -> None:
        session = self.session
        if response.status < 200:
            return
        if self.ack:
            if session.dialog is not None:
                session.way(session.dialog).send(self.ack)
            return
        self.ack = session.reoffered(self.sdp, response)
