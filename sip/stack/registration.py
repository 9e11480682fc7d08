"""Keeping a trunk: REGISTER with refresh (RFC 3261 10.2) and OPTIONS as a sign of life. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

PATIENCE: Final = 5.0
"""Seconds that a peer with substitutes has to answer; RFC 3261's timer F of 32 s is too long to wait for the next."""

_FAULTS: Final = frozenset((408, 430, 500, 502, 503, 504))
"""Answers that another host of the same carrier may not give."""


class Standing(StrEnum):
    """How a registration or a kept peer stands."""

    UNKNOWN = "unknown"
    UP = "up"
    DOWN = "down"


Changed = Callable[[Standing, int], None]
"""`changed(standing, status)`: the standing changed; `status` of the response that did it (408: none came)."""


Moved = Callable[[Address], None]
"""`moved(destination)`: the peer is served by this one of its hosts now."""


class _Watch:
    """What both have in common: a standing, one timer, and the hosts that are tried in turn."""

    __slots__ = (
        "_changed", "_destinations", "_good", "_host", "_moved", "_place", "_timer", "_turn", "standing", "stopped",
    )  # fmt: skip

    def __init__(
        self,
        host: Host,
        destination: Address,
        changed: Changed,
        backups: tuple[Address, ...] = (),
        moved: Moved | None = None,
    ) -> None:
        self._host = host
        self._destinations = (destination, *backups)
        self._place = 0
        self._good = destination
        self._changed = changed
        self._moved = moved
        self._timer: Timer | None = None
        self._turn = 0
        self.stopped = False
        self.standing = Standing.UNKNOWN

    @property
    def destination(self) -> Address:
        """The host that is asked now."""
        return self._destinations[self._place]

    @property
    def serving(self) -> Address:
        """The host that answered last; before any answer the first."""
        return self._good

    def _ask(self, request: OutRequest, received: Callable[[Response], None], headers: Headers) -> None:
        """Send to the present host. Where there are others, silence for `PATIENCE` counts as a 408 and what comes
        later is ignored."""
        self._turn += 1
        turn = self._turn

        def answered(response: Response) -> None:
            if turn == self._turn and not self.stopped:
                self._turn += 1
                received(response)

        def silent() -> None:
            response = Response(408, "Request Timeout", {"via": []})
            answered(response)

        request.send(self._host.flow_to(self.destination), answered, headers)
        if len(self._destinations) > 1:
            self._host.schedule(PATIENCE, silent)

    def _next_host(self) -> bool:
        """Go on to the next host; False when all of them have failed: then it is the first one's turn again."""
        self._place = (self._place + 1) % len(self._destinations)
        return self._destinations[self._place] != self._good

    def _served(self) -> None:
        if self.destination != self._good:
            self._good = self.destination
            if self._moved is not None:
                self._moved(self.destination)

    def _set(self, standing: Standing, status: int) -> None:
        if standing is not self.standing:
            self.standing = standing
            self._changed(standing, status)

    def _after(self, delay: float, callback: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if self.stopped else self._host.schedule(delay, callback)

    def broke(self, remote: Address) -> None:
        """The connection to `remote` is gone."""

    def stop(self) -> None:
        """Stop asking; nothing is told any more."""
        self.stopped = True
        if self._timer is not None:
            self._timer.cancel()


class Registration(_Watch):
    """Registers `aor` (`sip:user@domain`) from the call of `start` on, until `stop`: at `destination`, or where that
    has a fault at the next of `backups`, there it stays."""

    __slots__ = ("_breaks", "_expires", "_request", "_retry", "_user")

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
        backups: tuple[Address, ...] = (),
        moved: Moved | None = None,
    ) -> None:
        super().__init__(host, destination, changed, backups, moved)
        self._expires = expires
        self._breaks = 0
        self._retry = FIRST_RETRY
        self._user = NameAddr(aor).user
        self._request = OutRequest(
            host, "REGISTER", registrar, caller=NameAddr(aor), called=NameAddr(aor), credentials=credentials
        )

    def start(self) -> None:
        """Register now, and again in time."""
        self._ask(self._request, self._received, self._headers(self._expires))

    def _refresh(self) -> None:
        self._breaks = 0
        self.start()

    def broke(self, remote: Address) -> None:
        """A carrier that was restarted does not know us any more: register anew, not only when it is time (RFC 5626
        4.4.1). One that breaks each connection is asked ever more slowly."""
        if self.standing is Standing.UP and remote == self.destination and not self.stopped:
            wait = FIRST_RETRY * 2**self._breaks * (0.5 + self._host.random() / 2)
            self._breaks = min(self._breaks + 1, 6)
            self._after(min(wait, LAST_RETRY), self.start)

    def stop(self) -> None:
        """Take the binding back and stop."""
        if not self.stopped and self.standing is Standing.UP:
            self._request.send(self._host.flow_to(self.destination), lambda response: None, self._headers(0))
        super().stop()

    def _contact(self) -> str:
        flow = self._host.flow_to(self.destination)
        plain = self._host.contact(flow).strip("<>")
        return plain.replace("sip:", f"sip:{self._user}@", 1) if self._user else plain

    def _headers(self, expires: int) -> Headers:
        return {"contact": [f"<{self._contact()}>"], "expires": [str(expires)]}

    def _received(self, response: Response) -> None:
        if response.status < 300:
            self._served()
            self._retry = FIRST_RETRY
            self._after(max(self._granted(response) * SHARE, 1.0), self._refresh)
            self._set(Standing.UP, response.status)
        elif (response.status == 423 and self._longer(response)) or (response.status in _FAULTS and self._next_host()):
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
        """Seconds granted to our contact (10.2.4), else the Expires header, else what we asked for. A border controller
        may have put its own contact in place of ours: of a single one the time is ours."""
        granted = dict(_granted_times(response))
        ours = self._contact().partition(";")[0]
        seconds = granted.get(ours) or _seconds(response.get("expires"))
        if not seconds and len(granted) == 1:
            seconds = next(iter(granted.values()))
        return seconds or self._expires


def _granted_times(response: Response) -> Iterator[tuple[str, int]]:
    """The contacts of a 200, without parameters, and the seconds that each has left."""
    for value in elements(response.headers.get("contact")):
        try:
            contact = parse_name_addr(value)
        except MalformedError:
            continue
        yield contact.uri.partition(";")[0], _seconds(contact.params.get("expires") or "")


class KeepAlive(_Watch):
    """Sends OPTIONS to `target` every `interval` seconds: any answer means that the peer is up. Where `destination` is
    silent, its `backups` are asked in turn."""

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
        backups: tuple[Address, ...] = (),
        moved: Moved | None = None,
    ) -> None:
        super().__init__(host, destination, changed, backups, moved)
        self._interval = interval
        self._request = OutRequest(host, "OPTIONS", target, caller=caller)

    def start(self) -> None:
        """Ask now, and again every interval."""
        self._ask(self._request, self._received, {"accept": ["application/sdp"]})

    def _received(self, response: Response) -> None:
        silent = not response.headers["via"] or response.status == 503
        if silent and self._next_host():
            self.start()
            return
        if not silent:
            self._served()
        self._after(self._interval, self.start)
        self._set(Standing.DOWN if silent else Standing.UP, response.status)


def _seconds(text: str) -> int:
    digits = text.partition(";")[0].partition("(")[0].strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
