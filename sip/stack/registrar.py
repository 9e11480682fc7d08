"""The registrar (RFC 3261 10.3): which devices answer for a number. Pure; time is an argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sip.stack.errors import MalformedError
from sip.stack.headers import elements, parse_name_addr, parse_number
from sip.stack.interfaces import Address
from sip.stack.message import Headers, Request, Response
from sip.stack.uri import parse_uri

DEFAULT_EXPIRES: Final = 3600
MAX_DEVICES: Final = 10
"""Bindings per user; a further one replaces the one that expires first, so a phone that forgets is never locked out."""


@dataclass(slots=True, frozen=True)
class Binding:
    """One device. `contact`: the URI to call; `source`: the flow that it registered over, where requests must go
    (behind NAT the contact is of no use). `expires`: on the clock of `now`."""

    contact: str
    source: Address
    q: float
    expires: float
    call_id: str
    cseq: int


Changed = Callable[[str, int], None]
"""`changed(user, devices)`: after each change of a user's number of devices."""


class Registrar:
    """Bindings by user (the extension). `min_expires`/`max_expires`: seconds granted; 1…`min_expires` gets a 423."""

    def __init__(self, *, min_expires: int = 30, max_expires: int = 3600, changed: Changed | None = None) -> None:
        self.min_expires = min_expires
        self.max_expires = max_expires
        self.changed = changed
        self._bindings: dict[str, dict[str, Binding]] = {}

    def bindings(self, user: str, now: float | None = None) -> list[Binding]:
        """The user's devices, best q first; with `now` only those that have not expired."""
        found = self._bindings.get(user, {}).values()
        alive = [binding for binding in found if now is None or binding.expires > now]
        return sorted(alive, key=lambda binding: -binding.q)

    def users(self) -> list[str]:
        """Users with at least one device."""
        return list(self._bindings)

    def knows(self, source: Address) -> bool:
        """Whether a device registered over the flow from `source`."""
        return any(binding.source == source for devices in self._bindings.values() for binding in devices.values())

    def register(self, request: Request, user: str, source: Address, now: float) -> Response:
        """Carry out the REGISTER of the authenticated `user` that came from `source`; the response without tag."""
        try:
            return self._register(request, user, source, now)
        except MalformedError as error:
            return request.response(400, str(error).replace("\r", " ").replace("\n", " "))

    def _register(self, request: Request, user: str, source: Address, now: float) -> Response:
        contacts = elements(request.headers.get("contact"))
        default = request.get("expires")
        if "*" in contacts:
            if len(contacts) > 1 or default != "0":
                raise MalformedError("Contact * goes alone and with Expires 0 (RFC 3261 10.3).")
            wanted = [(contact, 0, 1.0) for contact in self._bindings.get(user, {})]
        else:
            wanted = [_wanted(contact, default) for contact in contacts]
        if any(0 < seconds < self.min_expires for _, seconds, _ in wanted):
            response = request.response(423)
            response.set("min-expires", str(self.min_expires))
            return response
        if not self._in_order(request, user, [contact for contact, _, _ in wanted]):
            return request.response(500, "CSeq Out Of Order")
        self._apply(request, user, source, wanted, now)
        return self._granted(request, user, now)

    def _in_order(self, request: Request, user: str, contacts: list[str]) -> bool:
        """10.3 step 7: an older request of the same Call-ID must not undo a newer one."""
        known = self._bindings.get(user, {})
        return not any(
            contact in known and known[contact].call_id == request.call_id and known[contact].cseq >= request.cseq
            for contact in contacts
        )

    def _apply(
        self, request: Request, user: str, source: Address, wanted: list[tuple[str, int, float]], now: float
    ) -> None:
        devices = dict(self._bindings.get(user, {}))
        for contact, seconds, q in wanted:
            devices.pop(contact, None)
            if not seconds:
                continue
            # A phone that comes back from a restart over the same flow with a new contact is the same phone.
            for old in [
                known for known, binding in devices.items() if binding.source == source and _same(known, contact)
            ]:
                del devices[old]
            if len(devices) >= MAX_DEVICES:
                del devices[min(devices, key=lambda known: devices[known].expires)]
            lasting = min(seconds, self.max_expires)
            devices[contact] = Binding(contact, source, q, now + lasting, request.call_id, request.cseq)
        self._replace(user, devices)

    def _granted(self, request: Request, user: str, now: float) -> Response:
        response = request.response(200)
        contacts = [
            f"<{binding.contact}>;expires={max(0, round(binding.expires - now))};q={binding.q:g}"
            for binding in self.bindings(user)
        ]
        headers: Headers = {"contact": contacts} if contacts else {}
        response.headers |= headers
        return response

    def _replace(self, user: str, devices: dict[str, Binding]) -> None:
        before = len(self._bindings.get(user, {}))
        if devices:
            self._bindings[user] = devices
        else:
            self._bindings.pop(user, None)
        if before != len(devices) and self.changed is not None:
            self.changed(user, len(devices))

    def expire(self, now: float) -> None:
        """Drop what has expired; call it every second or so."""
        for user, devices in list(self._bindings.items()):
            alive = {contact: binding for contact, binding in devices.items() if binding.expires > now}
            if len(alive) != len(devices):
                self._replace(user, alive)

    def drop_flow(self, source: Address) -> None:
        """The connection to `source` is gone: what registered over it cannot be reached."""
        for user, devices in list(self._bindings.items()):
            alive = {contact: binding for contact, binding in devices.items() if binding.source != source}
            if len(alive) != len(devices):
                self._replace(user, alive)

    def remove(self, user: str) -> None:
        """Forget all devices of a user that no longer exists."""
        if user in self._bindings:
            self._replace(user, {})


def _wanted(value: str, default: str) -> tuple[str, int, float]:
    """URI, seconds and q of one Contact."""
    contact = parse_name_addr(value)
    parse_uri(contact.uri)
    seconds = contact.params.get("expires") or default
    q = contact.params.get("q", "1")
    try:
        weight = min(max(float(q), 0.0), 1.0)
    except ValueError:
        raise MalformedError("The q of a Contact is no number from 0 to 1.") from None
    # 10.2.1.1: an expires that is no number counts as one hour.
    lasting = (
        parse_number("Expires", seconds, 2**32 - 1) if seconds.isascii() and seconds.isdigit() else DEFAULT_EXPIRES
    )
    return contact.uri, lasting, weight


def _same(one: str, other: str) -> bool:
    first, second = parse_uri(one), parse_uri(other)
    return (first.user, first.host, first.port) == (second.user, second.host, second.port)
