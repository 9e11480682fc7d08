"""Are our ports free? Asked before anything is started.

The api's server shares its port with whoever listens there already (SO_REUSEPORT): two instances would take one
another's requests without a word.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from typing import Final, NamedTuple

from api.launch.options import Options

PATIENCE_S: Final = 5.0
"""How long a port may stay taken: the processes of an instance that was killed need a moment to end."""


class Port(NamedTuple):
    """A port that an instance listens on; `option` sets it."""

    option: str
    host: str
    number: int
    kind: socket.SocketKind


class PortTaken(Exception):
    """Somebody else listens there."""

    def __init__(self, port: Port) -> None:
        super().__init__(f"{port.option} {port.number}")
        self.port = port


def ports(options: Options) -> tuple[Port, ...]:
    """Every port with a number of its own; the range for RTP is not looked at, the switch passes over what is taken."""
    carrier = [Port("--carrier-port", options.local_sip_host, options.carrier_port, socket.SOCK_DGRAM)]
    tls = [Port("--sip-tls-port", options.sip_host, options.sip_tls_port, socket.SOCK_STREAM)]
    return (
        Port("--port", options.host, options.port, socket.SOCK_STREAM),
        Port("--sip-port", options.sip_host, options.sip_port, socket.SOCK_STREAM),
        Port("--sip-port", options.sip_host, options.sip_port, socket.SOCK_DGRAM),
        *(tls if options.sip_tls_port else []),
        Port("--media-port", options.sip_host, options.media_port, socket.SOCK_DGRAM),
        *(carrier if options.demo else []),
    )


async def until_free(wanted: tuple[Port, ...], patience_s: float = PATIENCE_S) -> None:
    """Return as soon as all are free. Raises `PortTaken` where one is not after `patience_s`, and `OSError` for an
    address that is not this machine's or a port that we may not use."""
    for port in wanted:
        waited_s = 0.0
        while await asyncio.to_thread(_taken, port):
            if waited_s >= patience_s:
                raise PortTaken(port)
            waited_s += 0.1
            await asyncio.sleep(0.1)


def _taken(port: Port) -> bool:
    family, _, _, _, address = socket.getaddrinfo(port.host, port.number, type=port.kind)[0]
    with socket.socket(family, port.kind) as probe:
        if port.kind is socket.SOCK_STREAM:  # connections that have ended need not be waited for
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            if port.kind is socket.SOCK_STREAM:
                probe.listen(1)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return True
            raise OSError(error.errno, f"{port.option} {port.host}:{port.number}: {error.strerror}") from error
    return False
