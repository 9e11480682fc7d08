"""What SRTP adds to a packet: `python -m tests.bench.srtp`. Nothing is asserted.

CPU time of the functions that a leg sets up for its party, without the kernel: what the worker pays for a packet
besides is the same in all rows.
"""

import socket
from collections.abc import Callable
from itertools import cycle
from time import process_time
from typing import Any

from pylibsrtp import Policy, Session

from sip.media.protocol import RtpRemote, SrtpKeys
from sip.media.rtp import PLAIN
from sip.media.rtp_leg import RtpLeg
from sip.media.srtp import PROFILES
from sip.stack.sdes import SUITES

PACKETS = 20_000


def _packets() -> list[bytes]:
    sound = bytes(160)
    return [PLAIN.pack(0x80, 0, number & 0xFFFF, number * 160 & 0xFFFFFFFF, 5) + sound for number in range(PACKETS)]


def _leg(keys: SrtpKeys | None) -> RtpLeg:
    pair = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2)]
    for each in pair:
        each.bind(("127.0.0.1", 0))
    leg = RtpLeg("a", lambda _: None, (pair[0], pair[1]), lambda *_: None, 30.0)
    leg.set_remote(RtpRemote(host="127.0.0.1", port=9, srtp=keys), 0.0)
    return leg


def _us(act: Callable[[], object]) -> float:
    """Microseconds of CPU per call."""
    began = process_time()
    for _ in range(PACKETS):
        act()
    return (process_time() - began) / PACKETS * 1e6


def _taking(leg: RtpLeg, packets: list[bytes]) -> float:
    receive: Any = cycle(packets).__next__
    leg._receive = lambda size: receive()
    return _us(leg._taker())


def run() -> None:
    """Print µs per packet that comes, and what protecting one that goes adds."""
    plain = _packets()
    print(f"{'plain':>24} {_taking(_leg(None), plain):>6.2f}")
    for suite, size in SUITES.items():
        keys = SrtpKeys(suite=suite, own=bytes([1]) * size, theirs=bytes([2]) * size)
        party = Session(Policy(key=keys.theirs, ssrc_type=Policy.SSRC_ANY_OUTBOUND, srtp_profile=PROFILES[suite]))
        leg = _leg(keys)
        taking = _taking(leg, [party.protect(packet) for packet in plain])
        assert leg.inlet.packets == PACKETS
        ours = Session(Policy(key=keys.own, ssrc_type=Policy.SSRC_ANY_OUTBOUND, srtp_profile=PROFILES[suite]))
        following = iter(plain)
        print(f"{suite:>24} {taking:>6.2f} {_us(lambda: ours.protect(next(following))):>6.2f}")  # noqa: B023 called at once


if __name__ == "__main__":
    print("                          in    out   µs per packet")
    run()
