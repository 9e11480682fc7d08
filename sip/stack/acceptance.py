"""The 2xx of an INVITE, repeated by the core until its ACK comes (RFC 3261 13.3.1.4). Pure."""

from __future__ import annotations

from typing import Protocol

from sip.stack.message import Response
from sip.stack.timers import T1, T2, TIMEOUT, Schedule, Timer
from sip.stack.transactions import ServerTransaction


class _Owner(Protocol):
    def unacknowledged(self) -> None: ...


class _Host(Protocol):
    schedule: Schedule


class _Session(_Owner, Protocol):
    @property
    def host(self) -> _Host: ...


class Acceptance:
    """Sends the 2xx at once and again after T1, 2*T1 … T2, over reliable transports too; gives up after 64*T1."""

    __slots__ = ("_interval", "_owner", "_repeat", "_stop", "offered", "response", "sequence", "server")

    def __init__(self, owner: _Session, server: ServerTransaction, response: Response, offered: bool) -> None:
        self._owner: _Session | None = owner
        self.server = server
        self.response = response
        self.sequence = server.request.cseq
        self.offered = offered
        self._interval = T1
        schedule = owner.host.schedule
        self._repeat: Timer = schedule(T1, self._again)
        self._stop: Timer = schedule(TIMEOUT, self._give_up)
        server.respond(response)

    def stop(self) -> None:
        """The ACK came, or the session is over."""
        self._repeat.cancel()
        self._stop.cancel()
        self._owner = None

    def _again(self) -> None:
        if self._owner is not None:
            self._interval = min(2 * self._interval, T2)
            self._repeat = self._owner.host.schedule(self._interval, self._again)
            self.server.resend()

    def _give_up(self) -> None:
        owner = self._owner
        self.stop()
        if owner is not None:
            owner.unacknowledged()
