"""Who receives the responses of a session's requests within its dialog. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sip.stack.message import Headers, Request, Response
from sip.stack.phases import Phase

if TYPE_CHECKING:
    from sip.stack.session import Session


class Asking:
    """Receives the responses of a request within a dialog; answers one challenge."""

    __slots__ = ("attempts", "headers", "request", "session", "user")

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

    def __call__(self, response: Response) -> None:
        session = self.session
        auth = session.auth
        if response.status in (401, 407) and auth is not None and auth.take(response, self.attempts):
            session.ask(self.request.method, self.headers, self.request.body, self.user, self.attempts + 1)
        elif self.user is not None:
            self.user(response)
        elif response.status in (408, 481) and session.phase is Phase.CONFIRMED and self.request.method != "BYE":
            session.lose()


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
