"""Answering challenges as a client (RFC 3261 22.2, 22.3). Pure."""

from __future__ import annotations

from typing import Final

from sip.stack.digest import Challenge, authorization, choose_challenge
from sip.stack.interfaces import Credentials
from sip.stack.message import Headers, Response

MAX_ATTEMPTS: Final = 3


class ClientAuth:
    """Remembers the last challenges of a peer, that of a proxy (407) beside that of the server behind it (401), and
    answers them on each request, so that only the first is challenged (22.3)."""

    __slots__ = ("_challenges", "_counts", "_fresh", "_last", "credentials")

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self._challenges: dict[str, Challenge] = {}
        self._counts: dict[str, int] = {}
        self._fresh: set[str] = set()
        self._last: Headers = {}

    def take(self, response: Response, attempts: int) -> bool:
        """Learn from a 401 or 407 to a request that was tried `attempts` times before this one.

        False: there is nothing to answer with, or a fresh answer was refused without `stale=true`, which means that
        the password is wrong (RFC 7616 3.3); do not try again.
        """
        proxy = response.status == 407
        values = response.headers.get("proxy-authenticate" if proxy else "www-authenticate", [])
        header = "proxy-authorization" if proxy else "authorization"
        challenge = choose_challenge(values)
        if not attempts:
            self._fresh.clear()
        if challenge is None or (header in self._fresh and not challenge.stale) or attempts >= MAX_ATTEMPTS:
            return False
        self._challenges[header] = challenge
        self._counts[header] = 0
        self._fresh.add(header)
        return True

    def headers(self, method: str, uri: str, cnonce: str) -> Headers:
        """The Authorization of the next request; empty before the first challenge."""
        name, password = self.credentials
        for header, challenge in self._challenges.items():
            self._counts[header] += 1
            value = authorization(challenge, name, password, method, uri, cnonce, self._counts[header])
            self._last = {**self._last, header: [value]}
        return self._last

    def repeat(self) -> Headers:
        """What the last request carried: an ACK repeats its INVITE's credentials (22.1)."""
        return self._last
