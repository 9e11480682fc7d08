"""Where a message goes out: the one thing that the pure machines know of the network."""

from __future__ import annotations

from typing import Protocol

from sip.stack.interfaces import Address


def is_gone(flow: Flow) -> bool:
    """Whether nothing can go this way any more: a connection that is over."""
    return bool(getattr(flow, "closed", False))


class Flow(Protocol):
    """A way to one peer: a UDP socket with a destination, or a TCP connection.

    `send` never blocks and never raises; a failure is told to the transaction layer (`flow_failed`) or, on UDP, shows
    as silence. `local` is the address for Via and Contact, `remote` the peer.
    """

    @property
    def reliable(self) -> bool:
        """Whether the transport repeats lost data itself (RFC 3261 17: no retransmission timers then)."""

    @property
    def local(self) -> Address:
        """What we call ourselves there (the advertised host)."""

    @property
    def remote(self) -> Address:
        """The peer."""

    def send(self, data: bytes) -> None:
        """One whole message."""

    def to_port(self, port: int) -> Flow:
        """UDP: the same peer at another port (RFC 3261 18.2.2, a Via without rport). A connection: itself."""
