"""Ports for servers that must be told theirs. They lie below the range that the kernel hands out by itself, so that no
outgoing connection of another test takes one between the look and the use; and each of several test processes that
run side by side has a part of that for itself, so that none takes one that another has just found."""

import contextlib
import os
import random
import socket
from collections import deque

TRIES = 200


def part(lowest: int, highest: int, process: int, processes: int) -> tuple[int, int]:
    """The part of the ports from `lowest` to `highest`, both even, that belongs to this one of the test processes."""
    size = (highest - lowest) // processes // 2 * 2
    return lowest + process * size, lowest + (process + 1) * size


_PROCESS = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_PROCESSES = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
# A process that takes the place of one that has crashed has a higher number.
LOWEST, HIGHEST = part(10000, 32000, _PROCESS % _PROCESSES, _PROCESSES)
RTP_PORTS = HIGHEST - 1000, HIGHEST - 1
"""For media workers, which pass over those that somebody has."""


_GIVEN: deque[int] = deque(maxlen=300)
"""What was given, but perhaps is not in use yet."""


def _free(port: int) -> bool:
    with (
        contextlib.suppress(OSError),
        socket.socket(type=socket.SOCK_STREAM) as stream,
        socket.socket(type=socket.SOCK_DGRAM) as datagram,
    ):
        # Without SO_REUSEADDR: a port on which connections of an ended server linger is none for the next one.
        stream.bind(("127.0.0.1", port))
        datagram.bind(("127.0.0.1", port))
        return True
    return False


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses at the moment, of TCP and UDP alike, nor has been given lately."""
    port = next(first for first, _ in (free_range(1) for _ in range(TRIES)) if first not in _GIVEN)
    _GIVEN.append(port)
    return port


def free_range(size: int) -> tuple[int, int]:
    """First and last of `size` such ports in a row; the first is even."""
    for _ in range(TRIES):
        first = random.randrange(LOWEST, HIGHEST - size, 2)
        if all(_free(port) for port in range(first, first + size)):
            return first, first + size - 1
    raise OSError(f"no {size} free ports in a row")
