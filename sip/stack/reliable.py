"""Reliable provisional responses (RFC 3262): as the side that sends them. Pure.

One is under way at a time; further ones, and a 2xx, wait for its PRACK (section 3).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from sip.stack.message import Request, Response
from sip.stack.timers import T1, TIMEOUT, Schedule, Timer
from sip.stack.transactions import ServerInvite

FIRST: Final = 1
"""The first RSeq; any number from 1 to 2**31-1 will do (7.1)."""


class Reliable:
    """Sends provisional responses until each is acknowledged; `lost` is called where one never is (64*T1)."""

    __slots__ = ("_held", "_interval", "_lost", "_repeat", "_schedule", "_sequence", "_server", "_stop", "_waiting")

    def __init__(self, server: ServerInvite, schedule: Schedule, lost: Callable[[], None]) -> None:
        self._server: ServerInvite | None = server
        self._schedule = schedule
        self._lost: Callable[[], None] | None = lost
        self._sequence = FIRST - 1
        self._waiting: deque[Response] = deque()
        self._held: Callable[[], None] | None = None
        self._interval = T1
        self._repeat: Timer | None = None
        self._stop: Timer | None = None

    def send(self, response: Response) -> None:
        """Send `response` reliably, after those before it."""
        self._waiting.append(response)
        if len(self._waiting) == 1:
            self._next()

    def when_quiet(self, action: Callable[[], None]) -> None:
        """Call `action` when all is acknowledged, perhaps at once; the last one counts."""
        if self._waiting:
            self._held = action
        else:
            action()

    def acknowledged(self, prack: Request) -> bool:
        """Whether the RAck of `prack` names the response that is under way (3)."""
        server = self._server
        if server is None or not self._waiting:
            return False
        if prack.get("rack").split() != [str(self._sequence), str(server.request.cseq), "INVITE"]:
            return False
        self._cancel()
        self._waiting.popleft()
        return True

    def go_on(self) -> None:
        """After the PRACK's answer: what waited for it."""
        held, self._held = self._held, None
        if held is not None:
            self._waiting.clear()
            held()
        elif self._waiting:
            self._next()

    def stop(self) -> None:
        """The INVITE is decided."""
        self._cancel()
        self._waiting.clear()
        self._server = self._lost = self._held = None

    def _next(self) -> None:
        server = self._server
        if server is None:
            return
        response = self._waiting[0]
        self._sequence += 1
        response.set("require", "100rel")
        response.set("rseq", str(self._sequence))
        self._interval = T1
        server.respond(response)
        self._stop = self._schedule(TIMEOUT, self._give_up)
        self._repeat = self._schedule(T1, self._again)

    def _again(self) -> None:
        if self._server is not None:
            self._server.resend()
            self._interval *= 2  # without an upper limit, as timer A (3)
            self._repeat = self._schedule(self._interval, self._again)

    def _give_up(self) -> None:
        lost = self._lost
        self.stop()
        if lost is not None:
            lost()

    def _cancel(self) -> None:
        for timer in (self._repeat, self._stop):
            if timer is not None:
                timer.cancel()
        self._repeat = self._stop = None
