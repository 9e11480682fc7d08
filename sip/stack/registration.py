"""Keeping a trunk: REGISTER with refresh (RFC 3261 10.2) and OPTIONS as a sign of life. Pure."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from sip.stack.errors import MalformedError
from sip.stack.headers import NameAddr, elements, parse_name_addr
from sip.stack.host import Host
from sip.stack.interfaces import Address, Credentials
from sip.stack.message import Headers, Response
from sip.stack.requests import OutRequest
from sip.stack.timers import Timer

FIRST_RETRY: Final = 5.0
LAST_RETRY: Final = 300.0
"""Seconds between attempts: doubled from the first to the last (RFC 5626 4.5, with quicker bounds)."""

SHARE: Final = 0.85
"""Of the granted time, after which it is refreshed."""


class Standing(StrEnum):
    """How a registration or a kept peer stands."""

    UNKNOWN = "unknown"
    UP = "up"
    DOWN = "down"


Changed = Callable[[Standing, int], None]
"""`changed(standing, status)`: the standing changed; `status` of the response that did it (408: none came)."""


class _Watch:
    """What both have in common: a standing and one timer."""

    __slots__ = ("_changed", "_destination", "_host", "_timer", "standing", "stopped")

    def __init__(self, host: Host, destination: Address, changed: Changed) -> None:
        self._host = host
        self._destination = destination
        self._changed = changed
        self._timer: Timer | None = None
        self.stopped = False
        self.standing = Standing.UNKNOWN

    def _set(self, standing: Standing, status: int) -> None:
        if standing is not self.standing:
            self.standing = standing
            self._changed(standing, status)

    def _after(self, delay: float, callback: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if self.stopped else self._host.schedule(delay, callback)

    def stop(self) -> None:
        """Stop asking; nothing is told any more."""
        self.stopped = True
        if self._timer is not None:
            self._timer.cancel()


class Registration(_Watch):
    """Registers `aor` (`sip:user@domain`) at `destination` from the call of `start` on, until `stop`."""

    __slots__ = ("_expires", "_request", "_retry", "_user")

    def __init__(
        self,
        host: Host,
        aor: str,
        destination: Address,
        credentials: Credentials,
        changed: Changed,
        *,
        registrar: str,
        expires: int = 300,
    ) -> None:
        super().__init__(host, destination, changed)
        self._expires = expires
        self._retry = FIRST_RETRY
        self._user = NameAddr(aor).user
        self._request = OutRequest(
            host, "REGISTER", registrar, caller=NameAddr(aor), called=NameAddr(aor), credentials=credentials
        )

    def start(self) -> None:
        """Register now, and again in time."""
        self._send(self._expires, self._received)

    def stop(self) -> None:
        """Take the binding back and stop."""
        if not self.stopped and self.standing is Standing.UP:
            self._send(0, lambda response: None)
        super().stop()

    def _contact(self) -> str:
        flow = self._host.flow_to(self._destination)
        plain = self._host.contact(flow).strip("<>")
        return plain.replace("sip:", f"sip:{self._user}@", 1) if self._user else plain

    def _send(self, expires: int, received: Callable[[Response], None]) -> None:
        headers: Headers = {"contact": [f"<{self._contact()}>"], "expires": [str(expires)]}
        self._request.send(self._host.flow_to(self._destination), received, headers)

    def _received(self, response: Response) -> None:
        if self.stopped:
            return
        if response.status < 300:
            self._retry = FIRST_RETRY
            self._after(max(self._granted(response) * SHARE, 1.0), self.start)
            self._set(Standing.UP, response.status)
        elif response.status == 423 and self._longer(response):
            self.start()
        else:
            wait = _seconds(response.get("retry-after")) or self._retry
            self._after(min(wait, LAST_RETRY), self.start)
            self._retry = min(2 * self._retry, LAST_RETRY)
            self._set(Standing.DOWN, response.status)

    def _longer(self, response: Response) -> bool:
        """10.2.8: ask for what the registrar wants at least."""
        least = _seconds(response.get("min-expires"))
        if not self._expires < least <= 86400:
            return False
        self._expires = least
        return True

    def _granted(self, response: Response) -> int:
        """Seconds granted to our contact (10.2.4), else the Expires header, else what we asked for."""
        ours = self._contact()
        for value in elements(response.headers.get("contact")):
            try:
                contact = parse_name_addr(value)
            except MalformedError:
                continue
            if contact.uri.partition(";")[0] == ours.partition(";")[0] and contact.params.get("expires"):
                return _seconds(contact.params["expires"]) or self._expires
        return _seconds(response.get("expires")) or self._expires


class KeepAlive(_Watch):
    """Sends OPTIONS to `target` every `interval` seconds: any answer means that the peer is up."""

    __slots__ = ("_interval", "_request")

    def __init__(
        self,
        host: Host,
        target: str,
        destination: Address,
        changed: Changed,
        *,
        caller: NameAddr,
        interval: float = 30.0,
    ) -> None:
        super().__init__(host, destination, changed)
        self._interval = interval
        self._request = OutRequest(host, "OPTIONS", target, caller=caller)

    def start(self) -> None:
        """Ask now, and again every interval."""
        self._request.send(self._host.flow_to(self._destination), self._received, {"accept": ["application/sdp"]})

    def _received(self, response: Response) -> None:
        if self.stopped:
            return
        silent = not response.headers["via"] or response.status == 503
        self._after(self._interval, self.start)
        self._set(Standing.DOWN if silent else Standing.UP, response.status)


def _seconds(text: str) -> int:
    digits = text.partition(";")[0].partition("(")[0].strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
