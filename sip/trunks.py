"""The lines to carriers: who of them is calling, and how each is called (F10.1)."""

import ipaddress
from typing import Final

from sip.contract.config import Trunk
from sip.contract.enums import CallerId
from sip.domain.effects import Caller
from sip.legs import Destination
from sip.stack.headers import NameAddr
from sip.stack.interfaces import Address, Credentials
from sip.stack.uri import host_port

ANONYMOUS: Final = "sip:anonymous@anonymous.invalid"
"""RFC 3323 4.1.1.3."""


def _accepts(trunk: Trunk, addresses: frozenset[str], source: Address) -> bool:
    """UDP comes from the trunk's own port; where a carrier sends from others, `accept_from` says so (address,
    address:port or network)."""
    if source.host in addresses and (source.port == trunk.port or source.transport != "udp"):
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

    `addresses` maps a trunk's id to the IP addresses that its host name stands for.
    """

    __slots__ = ("_addresses", "_own_host", "_trunks")

    def __init__(self, trunks: tuple[Trunk, ...], addresses: dict[str, frozenset[str]], own_host: str) -> None:
        self._trunks = trunks
        self._addresses = addresses
        self._own_host = own_host

    def classify(self, source: Address) -> str | None:
        """The id of the trunk that sends from `source`, or None."""
        for trunk in self._trunks:
            if _accepts(trunk, self._addresses.get(trunk.id, frozenset()), source):
                return trunk.id
        return None

    def destinations(
        self, number: str, caller: Caller, down: frozenset[str], *, emergency: bool = False
    ) -> list[Destination]:
        """Where an outside `number` can be reached: trunks that are `down` come last, not never, since they may be
        back. An emergency call goes by trunks only that take it."""
        able = [trunk for trunk in self._trunks if trunk.emergency or not emergency]
        ordered = sorted(able, key=lambda trunk: trunk.id in down)
        return [self._destination(trunk, number, caller) for trunk in ordered]

    def _destination(self, trunk: Trunk, number: str, caller: Caller) -> Destination:
        domain = trunk.domain or host_port(trunk.host, 0 if trunk.port == 5060 else trunk.port)
        identity = caller.number or trunk.username
        headers: tuple[tuple[str, str], ...] = ()
        if caller.caller_id is CallerId.NUMBER:
            shown = NameAddr(f"sip:{identity}@{trunk.domain or self._own_host}", caller.name)
        else:
            shown = NameAddr(ANONYMOUS, "Anonymous")
            headers = (("privacy", "id"),)
        if identity:
            headers += (("p-asserted-identity", str(NameAddr(f"sip:{identity}@{trunk.domain or self._own_host}"))),)
        host = next(iter(sorted(self._addresses.get(trunk.id, ()))), trunk.host)
        return Destination(
            uri=f"sip:{number}@{domain}",
            address=Address(trunk.transport, host, trunk.port),
            credentials=Credentials(trunk.username, trunk.password) if trunk.username else None,
            caller=shown,
            headers=headers,
        )
