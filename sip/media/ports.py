"""Bound pairs of RTP and RTCP sockets from a range.

The client binds and hands the sockets over, so that the port in the SDP is certainly ours: no other program, and no
other switch with the same range, can have it.
"""

import socket


class NoPort(Exception):
    """Every pair of ports in the range is in use."""


class PortPool:
    """Walks round the range, so that a port rests as long as possible before its next party (late packets of the old
    party must not reach the new one)."""

    def __init__(self, host: str, first: int, last: int) -> None:
        self._host = host
        self._even = range(first + first % 2, last, 2)
        self._next = 0
        if not self._even:
            raise ValueError(f"no even port with its successor in {first}..{last}")

    def take(self) -> tuple[int, tuple[socket.socket, socket.socket]]:
        """The next free even port and its two sockets (RTP there, RTCP one above). Raises `NoPort`."""
        for _ in self._even:
            port = self._even[self._next]
            self._next = (self._next + 1) % len(self._even)
            pair = self._bind(port)
            if pair is not None:
                return port, pair
        raise NoPort(f"no free pair of ports from {self._even.start} to {self._even.stop}")

    def _bind(self, port: int) -> tuple[socket.socket, socket.socket] | None:
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        sockets = [socket.socket(family, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) for _ in range(2)]
        try:
            for offset, each in enumerate(sockets):
                each.bind((self._host, port + offset))
        except OSError:
            for each in sockets:
                each.close()
            return None
        return sockets[0], sockets[1]
