"""Answering challenges as a client (RFC 3261 22.2, 22.3). Pure."""

from __future__ import annotations

from typing import Final

from sip.stack.digest import Challenge, authorization, choose_challenge
from sip.stack.interfaces import Credentials
from sip.stack.message import Headers, Response

MAX_ATTEMPTS: Final = 3


class ClientAuth:
    """Remembers the last challenge of a peer and answers it on each request, so that only the first is challenged."""

    __slots__ = ("_challenge", "_count", "_header", "_last", "credentials")

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self._challenge: Challenge | None = None
        self._header = ""
        self._count = 0
        self._last: Headers = {}

    def take(self, response: Response, attempts: int) -> bool:
        """Learn from a 401 or 407 to a request that was tried `attempts` times before this one.

        False: there is nothing to answer with, or a fresh answer was refused without `stale=true`, which means that
        the password is wrong (RFC 7616 3.3); do not try again.
        """
        proxy = response.status == 407
        values = response.headers.get("proxy-authenticate" if proxy else "www-authenticate", [])
        challenge = choose_challenge(values)
        if challenge is None or (attempts and not challenge.stale) or attempts >= MAX_ATTEMPTS:
            return False
        self._challenge = challenge
        self._header = "proxy-authorization" if proxy else "authorization"
        self._count = 0
        return True

    def headers(self, method: str, uri: str, cnonce: str) -> Headers:
        """The Authorization of the next request; empty before the first challenge."""
        if self._challenge is None:
            return {}
        self._count += 1
        name, password = self.credentials
        value = authorization(self._challenge, name, password, method, uri, cnonce, self._count)
        self._last = {self._header: [value]}
        return self._last

    def repeat(self) -> Headers:
        """What the last request carried: an ACK repeats its INVITE's credentials (22.1)."""
        return self._last
