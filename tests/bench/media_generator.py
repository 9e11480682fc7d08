"""The parties of the media bench, in a process of their own: `python -m tests.bench.media_generator`.

Speaks JSON lines with `tests.bench.media`: out its ports and offers, in the addresses and answers; then it talks for
some seconds and says what arrived. SRTP is made before the clock starts, and what arrives is known by its sequence
number, which SRTP leaves readable, so that little is done here per packet. When it arrived is said by the kernel, so
that this process may be late without spoiling the figures.
"""

import json
import select
import socket
import struct
import sys
import time
from typing import Any

from sip.media.dtls import Identity
from tests.bench.machine import percentile
from tests.support.browser import PyBrowser

FRAME = 0.02
SLOTS = 20
"""The senders are spread evenly over the 20 ms of a frame, in so many groups."""
HEADER = struct.Struct("!BBHII")
SO_TIMESTAMPNS = 35
STAMP = struct.Struct("@qq")
"""Seconds since 1970, nanoseconds."""
QUIET = 0.5
"""Seconds without a packet after which nothing more is expected."""


class Party:
    """One end of a call: RTP, or SRTP where it is given a `PyBrowser`."""

    def __init__(self, browser: PyBrowser | None) -> None:
        self.browser = browser
        self.socket = browser.socket if browser else socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        if browser is None:
            self.socket.bind(("127.0.0.1", 0))
        self.packets: list[bytes] = []
        self.sent_at: list[float] = []
        self.came: list[tuple[int, float]] = []
        """(sequence number, time) of each packet, in order of arrival."""
        self.first: bytes = b""

    def prepare(self, ssrc: int, count: int) -> None:
        """Make all packets; the payload begins with the index."""
        for index in range(count):
            packet = HEADER.pack(0x80, 0, index, index * 160, ssrc) + index.to_bytes(4, "big") + bytes(156)
            if self.browser and self.browser.association and self.browser.association.srtp:
                packet = self.browser.association.srtp.outgoing.protect(packet)
            self.packets.append(packet)

    def receive(self) -> None:
        """Take one datagram."""
        try:
            data, ancillary, _, _ = self.socket.recvmsg(2048, 64)
        except OSError:
            return
        if len(data) > 160 and 127 < data[0] < 192:
            self.first = self.first or data
            seconds, nanoseconds = STAMP.unpack_from(ancillary[0][2])
            self.came.append((int.from_bytes(data[2:4], "big"), seconds + nanoseconds / 1e9))

    def delays(self, talker: "Party") -> list[float]:
        """Seconds from the talker's `send` to our `recv`, of every packet that came."""
        if not self.first:
            return []
        clear = self.browser.take(self.first) if self.browser else self.first
        if clear is None:
            return []
        shift = (int.from_bytes(clear[2:4], "big") - int.from_bytes(clear[12:16], "big")) & 0xFFFF
        pairs = (((number - shift) & 0xFFFF, at) for number, at in self.came)
        return [at - talker.sent_at[index] for index, at in pairs if index < len(talker.sent_at)]


def talk(parties: list[Party], seconds: float) -> None:
    """All talk at 50 packets a second, and listen."""
    poll = select.epoll()
    receivers = {}
    for party in parties:
        party.socket.setblocking(False)
        poll.register(party.socket.fileno(), select.EPOLLIN)
        receivers[party.socket.fileno()] = party.receive
    groups = [parties[slot::SLOTS] for slot in range(SLOTS)]
    begin = time.perf_counter()
    for step in range(round(seconds / FRAME) * SLOTS):
        due = begin + step * FRAME / SLOTS
        while (left := due - time.perf_counter()) > 0:
            for descriptor, _ in poll.poll(left, 256):
                receivers[descriptor]()
        for party in groups[step % SLOTS]:
            party.sent_at.append(time.time())
            party.socket.send(party.packets[step // SLOTS])
        for descriptor, _ in poll.poll(0, 256):
            receivers[descriptor]()
    while ready := poll.poll(QUIET, 256):
        for descriptor, _ in ready:
            receivers[descriptor]()


def both(one: Party, other: Party) -> list[float]:
    """Delays in both directions of a call."""
    return one.delays(other) + other.delays(one)


def main() -> None:
    """Play one point of the bench."""
    wanted: dict[str, Any] = json.loads(sys.stdin.readline())
    calls, seconds = wanted["calls"], wanted["seconds"]
    identity = Identity()
    left = [Party(PyBrowser(identity) if wanted["kind"] == "browser" else None) for _ in range(calls)]
    right = [Party(None) for _ in range(calls)]
    own = {
        "ports": [[party.socket.getsockname()[1] for party in side] for side in (left, right)],
        "offers": [party.browser.offer for party in left if party.browser],
    }
    print(json.dumps(own), flush=True)
    told: dict[str, Any] = json.loads(sys.stdin.readline())
    for party, answer in zip(left, told["answers"], strict=False):
        if party.browser:
            party.browser.connect(answer)
    for side, ports in ((left, told["ports"][0]), (right, told["ports"][1])):
        for party, port in zip(side, ports, strict=False):
            party.socket.connect(("127.0.0.1", port))
    for index, party in enumerate((*left, *right)):
        party.prepare(index + 1, round(seconds / FRAME))
    print("ready", flush=True)
    sys.stdin.readline()
    talk([*left, *right], seconds)
    print("done", flush=True)
    delays = [delay * 1000 for pair in zip(left, right, strict=True) for delay in both(*pair)]
    sent = sum(len(party.sent_at) for party in (*left, *right))
    result = {
        "sent": sent,
        "lost": sent - sum(len(party.came) for party in (*left, *right)),
        "p50": percentile(delays, 0.5),
        "p99": percentile(delays, 0.99),
    }
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
