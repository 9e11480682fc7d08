"""How many bridged calls one core carries, and what they take of memory: `python -m tests.bench.capacity`.

The media worker is bound to one processor, the talkers to another. Each call has two talkers of 50 packets a second.
They do not read what comes: the kernel counts what it drops at their sockets, so that listening costs nothing. Talkers
that fall behind their time are shown: such a row says more about them than about the worker.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path

from sip.media.client import FromLeg, MediaClient, MediaSettings, RtpRemote
from sip.media.dtls import Identity
from tests.bench.machine import cpu_ms, load, rss_kb, table
from tests.bench.media import Silent
from tests.support.browser import PyBrowser

FRAME = 0.02
SLOTS = 20
CALLS = (100, 200, 300, 400, 500, 600, 700, 800, 1000, 1200)
BROWSERS = 300
"""Most calls with browsers: they are connected one after the other, and the first may not be silent for too long."""
SECONDS = 6
LOST = 0.001
"""Share of lost packets up to which a number of calls counts as carried."""
PAYLOAD = bytes(160)


@dataclass
class Row:
    """One number of calls."""

    kind: str
    calls: int
    lost: float
    """Share of the packets."""
    cpu: float
    """Of the worker, share of its processor."""
    late: float
    """How long the talkers took beyond their time, s."""
    memory: float
    """kB of the worker per 100 calls, more than before."""


class Talker:
    """One end of a call: sends to `port`; what comes is counted by the kernel only."""

    def __init__(self, browser: PyBrowser | None) -> None:
        self.browser = browser
        self.socket = browser.socket if browser else socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        if browser is None:
            self.socket.bind(("127.0.0.1", 0))
        self.packets: list[bytes] = []

    @property
    def port(self) -> int:
        """Where it is."""
        return int(self.socket.getsockname()[1])

    def prepare(self, ssrc: int, count: int) -> None:
        """Make all packets, so that nothing is left to do while the clock runs."""
        for index in range(count):
            packet = b"\x80\0" + (index & 0xFFFF).to_bytes(2) + (index * 160).to_bytes(4) + ssrc.to_bytes(4) + PAYLOAD
            if self.browser and self.browser.association and self.browser.association.srtp:
                packet = self.browser.association.srtp.outgoing.protect(packet)
            self.packets.append(packet)

    def close_ears(self) -> None:
        """From now on nearly everything that comes is dropped by the kernel, which counts it."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 0)
        self.socket.setblocking(False)

    def waiting(self) -> int:
        """How many packets came and were not dropped."""
        found = 0
        while True:
            try:
                self.socket.recv(2048)
            except OSError:
                return found
            found += 1


def drops(ports: set[int]) -> int:
    """Packets that the kernel dropped at the sockets of these local ports."""
    lines = Path("/proc/self/net/udp").read_text().splitlines()[1:]
    fields = (line.split() for line in lines)
    return sum(int(each[12]) for each in fields if int(each[1].rpartition(":")[2], 16) in ports)


def talk(talkers: list[Talker], seconds: int) -> float:
    """All send at 50 packets a second; by how much the time was overrun, s."""
    groups = [talkers[slot::SLOTS] for slot in range(SLOTS)]
    begin = time.perf_counter()
    for step in range(seconds * 50 * SLOTS):
        left = begin + step * FRAME / SLOTS - time.perf_counter()
        if left > 0:
            time.sleep(left)
        for talker in groups[step % SLOTS]:
            talker.socket.send(talker.packets[step // SLOTS])
    return time.perf_counter() - begin - seconds


async def point(kind: str, calls: int, seconds: int) -> Row:
    """One row, with a worker of its own; `kind` is rtp or browser."""
    media = MediaClient(Silent(), MediaSettings(rtp_ports=(40000, 44999)))
    await media.start()
    try:
        (worker,) = media.workers
        os.sched_setaffinity(worker, {max(os.sched_getaffinity(0))})
        empty = rss_kb(worker)
        talkers = await _connect(media, kind, calls)
        for index, talker in enumerate(talkers):
            talker.prepare(index + 1, seconds * 50)
        return await asyncio.to_thread(_measure, kind, talkers, worker, empty, seconds)
    finally:
        await media.stop()


def _measure(kind: str, talkers: list[Talker], worker: int, empty: int, seconds: int) -> Row:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for talker in talkers:
        talker.close_ears()
        talker.waiting()
    ports = {talker.port for talker in talkers}
    came, used = -drops(ports), -cpu_ms(worker)
    begin = time.perf_counter()
    late = talk(talkers, seconds)
    used += cpu_ms(worker)
    lasted = time.perf_counter() - begin
    time.sleep(0.5)  # what is on its way arrives
    came += drops(ports) + sum(talker.waiting() for talker in talkers)
    calls, sent = len(talkers) // 2, len(talkers) * seconds * 50
    memory = (rss_kb(worker) - empty) / calls * 100
    for talker in talkers:
        talker.socket.close()
    return Row(kind, calls, max(0.0, 1 - came / sent), used / 1000 / lasted, late, memory)


async def _connect(media: MediaClient, kind: str, calls: int) -> list[Talker]:
    """Open and bridge all legs; the talkers, two per call."""
    identity, talkers = Identity(), []
    for call in range(calls):
        for side in ("a", "b"):
            browser = PyBrowser(identity) if kind == "browser" and side == "a" else None
            talkers.append(await _open(media, f"{call}{side}", browser))
        media.hear(f"{call}a", FromLeg(f"{call}b"))
        media.hear(f"{call}b", FromLeg(f"{call}a"))
    return talkers


async def _open(media: MediaClient, leg: str, browser: PyBrowser | None) -> Talker:
    talker = Talker(browser)
    if browser:
        await asyncio.to_thread(browser.connect, media.open_browser(leg, browser.offer))
    else:
        talker.socket.connect(("127.0.0.1", media.open_rtp(leg).port))
        media.set_remote(leg, RtpRemote(host="127.0.0.1", port=talker.port))
    return talker


async def measure(kind: str, steps: tuple[int, ...], seconds: int) -> list[Row]:
    """Rising numbers of calls until one is not carried."""
    found: list[Row] = []
    for calls in steps:
        found.append(await point(kind, calls, seconds))
        if found[-1].lost > LOST:
            break
    return found


def report(found: list[Row]) -> str:
    """The table."""
    head = ("kind", "calls", "lost %", "CPU % of its core", "talkers late s", "kB per 100 calls", "load")
    rows = [(one.kind, one.calls, one.lost * 100, one.cpu * 100, one.late, one.memory, load()) for one in found]
    return f"Media worker on one core\n{table(head, rows)}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.capacity", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short runs, for trying it out")
    quick = parser.parse_args().quick
    for kind in ("rtp", "browser"):
        steps = tuple(calls for calls in CALLS if kind == "rtp" or calls <= BROWSERS)
        found = asyncio.run(measure(kind, steps[:2] if quick else steps, 2 if quick else SECONDS))
        print(report(found), flush=True)


if __name__ == "__main__":
    main()
