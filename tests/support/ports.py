"""Ports for servers that must be told theirs. They lie below the range that the kernel hands out by itself, so that no
outgoing connection of another test takes one between the look and the use."""

import contextlib
import random
import socket

LOWEST, HIGHEST = 10000, 32000
TRIES = 200


def _free(port: int) -> bool:
    with (
        contextlib.suppress(OSError),
        socket.socket(type=socket.SOCK_STREAM) as stream,
        socket.socket(type=socket.SOCK_DGRAM) as datagram,
    ):
        stream.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stream.bind(("127.0.0.1", port))
        datagram.bind(("127.0.0.1", port))
        return True
    return False


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses at the moment, of TCP and UDP alike."""
    return free_range(1)[0]


def free_range(size: int) -> tuple[int, int]:
    """First and last of `size` such ports in a row; the first is even."""
    for _ in range(TRIES):
        first = random.randrange(LOWEST, HIGHEST - size, 2)
        if all(_free(port) for port in range(first, first + size)):
            return first, first + size - 1
    raise OSError(f"no {size} free ports in a row")
