"""The lines to carriers: who of them is calling, and how each is called (F10.1)."""

import ipaddress
from collections import Counter
from typing import Final

from sip.contract.config import Trunk
from sip.contract.enums import CallerId, IdentityIn
from sip.domain.effects import Caller
from sip.legs import Destination, Line
from sip.stack.errors import MalformedError
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address, Credentials
from sip.stack.terms import Terms, Use
from sip.stack.uri import host_port, parse_host_port

ANONYMOUS: Final = "sip:anonymous@anonymous.invalid"
"""RFC 3323 4.1.1.3."""

_IDENTITY_HEADER: Final = {
    IdentityIn.ASSERTED: "p-asserted-identity",
    IdentityIn.PREFERRED: "p-preferred-identity",
}


def hosts_of(trunk: Trunk) -> list[tuple[str, int]]:
    """Host and port of the trunk and of its backups, in the order in which they are tried."""
    found = [(trunk.host, trunk.port)]
    for backup in trunk.backups:
        try:
            host, port = parse_host_port(backup)
        except MalformedError:
            continue
        found.append((host, port or trunk.port))
    return found


def terms_of(trunk: Trunk) -> Terms:
    """What is agreed with the trunk's carrier."""
    return Terms(session_s=trunk.session_s, reliable=Use(trunk.reliable.value), patience=float(max(trunk.attempt_s, 0)))


def _accepts(trunk: Trunk, addresses: tuple[Address, ...], source: Address) -> bool:
    """UDP comes from the trunk's own port; where a carrier sends from others, `accept_from` says so (address,
    address:port or network). Who calls over TLS is not believed without, since anybody can forge the source of UDP; and
    who calls over TLS where that was not agreed is somebody else, such as a phone behind the same address."""
    if (trunk.transport == "tls") is not (source.transport == "tls"):
        return False
    for address in addresses:
        if source.host == address.host and (source.port == address.port or source.transport != "udp"):
            return True
    here = ipaddress.ip_address(source.host)
    for entry in trunk.accept_from:
        if entry == host_port(source.host, source.port):
            return True
        try:
            if here in ipaddress.ip_network(entry, strict=False):
                return True
        except ValueError:
            continue
    return False


class Trunks:
    """The configured trunks in the order in which outbound calls try them.

    `addresses` maps a trunk's id to the addresses that its hosts stand for, in the order in which they are tried.
    """

    __slots__ = ("_addresses", "_busy", "_own_host", "_trunks")

    def __init__(self, trunks: tuple[Trunk, ...], addresses: dict[str, tuple[Address, ...]], own_host: str) -> None:
        self._trunks = trunks
        self._addresses = addresses
        self._own_host = own_host
        self._busy: Counter[str] = Counter()

    def replace(self, trunks: tuple[Trunk, ...], addresses: dict[str, tuple[Address, ...]]) -> None:
        """Another configuration; the calls that are there count on."""
        self._trunks = trunks
        self._addresses = addresses

    def find(self, trunk_id: str) -> Trunk | None:
        """The trunk of that id."""
        return next((trunk for trunk in self._trunks if trunk.id == trunk_id), None)

    def addresses(self, trunk_id: str) -> tuple[Address, ...]:
        """Where the trunk can be reached, in the order in which it is tried."""
        return self._addresses.get(trunk_id, ())

    def relocate(self, trunk_id: str, addresses: tuple[Address, ...]) -> None:
        """Its hosts' names stand for these addresses now."""
        self._addresses[trunk_id] = addresses

    def prefer(self, trunk_id: str, address: Address) -> None:
        """Of a trunk's addresses this one serves: it is tried first."""
        known = self._addresses.get(trunk_id, ())
        if address in known and known[0] != address:
            self._addresses[trunk_id] = (address, *(other for other in known if other != address))

    def classify(self, source: Address) -> str | None:
        """The id of the trunk that sends from `source`, or None."""
        for trunk in self._trunks:
            if _accepts(trunk, self._addresses.get(trunk.id, ()), source):
                return trunk.id
        return None

    # Calls at a time

    def take(self, trunk_id: str) -> Line | None:
        """A line of the trunk for one call, to be given back; None: `max_calls` are there."""
        trunk = self.find(trunk_id)
        if trunk is not None and 0 < trunk.max_calls <= self._busy[trunk_id]:
            return None
        self._busy[trunk_id] += 1
        return Line(trunk_id, self._give)

    def busy(self, trunk_id: str) -> int:
        """Calls on the trunk now."""
        return self._busy[trunk_id]

    def _give(self, trunk_id: str) -> None:
        self._busy[trunk_id] -= 1

    def loads(self) -> dict[str, int]:
        """Calls on each trunk, also on one that is configured no more."""
        return {trunk.id: 0 for trunk in self._trunks} | dict(self._busy)

    # Calling out

    def destinations(
        self, number: str, caller: Caller, down: frozenset[str], *, emergency: bool = False
    ) -> list[Destination]:
        """Where an outside `number` can be reached: trunks that are `down` come last, not never, since they may be
        back. A trunk with several hosts stands there once for each. An emergency call goes by trunks only that take
        it."""
        able = [trunk for trunk in self._trunks if trunk.emergency or not emergency]
        ordered = sorted(able, key=lambda trunk: trunk.id in down)
        return [
            self._destination(trunk, number, caller, address)
            for trunk in ordered
            for address in self._addresses.get(trunk.id) or (Address(trunk.transport, trunk.host, trunk.port),)
        ]

    def shown(self, trunk: Trunk, caller: Caller) -> str:
        """The number that the trunk lets us show: that of the caller where it is of the contract, else the
        contract's first, else the account."""
        if caller.number and (not trunk.numbers or caller.number in trunk.numbers):
            return caller.number
        return trunk.numbers[0] if trunk.numbers else trunk.username

    def _destination(self, trunk: Trunk, number: str, caller: Caller, address: Address) -> Destination:
        domain = trunk.domain or host_port(trunk.host, 0 if trunk.port == 5060 else trunk.port)
        own = trunk.domain or self._own_host
        identity = self.shown(trunk, caller)
        headers: tuple[tuple[str, str], ...] = ()
        if caller.caller_id is CallerId.NUMBER:
            shown = NameAddr(f"sip:{identity}@{own}", caller.name)
        else:
            shown = NameAddr(ANONYMOUS, "Anonymous")
            headers = (("privacy", "id"),)
        named = _IDENTITY_HEADER.get(trunk.identity)
        if identity and named is not None:
            headers += ((named, str(NameAddr(f"sip:{identity}@{own}"))),)
        return Destination(
            uri=f"sip:{number}@{domain}",
            address=address,
            credentials=Credentials(trunk.username, trunk.password) if trunk.username else None,
            caller=shown,
            headers=headers,
            trunk=trunk.id,
            terms=terms_of(trunk),
            srtp=Use(trunk.srtp.value),
        )
