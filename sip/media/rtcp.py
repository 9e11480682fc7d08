"""RTCP: sender and receiver reports, SDES, BYE (RFC 3550 section 6). Pure; times are arguments."""

import struct
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

SR: Final = 200
RR: Final = 201
SDES: Final = 202
BYE: Final = 203

_NTP_EPOCH: Final = 2_208_988_800
_BLOCK: Final = struct.Struct("!IIIIII")


class Block(Struct, frozen=True, kw_only=True):
    """A report block (section 6.4.1). `fraction` in 1/256; `jitter` in timestamp units; `lsr`, `dlsr` in 1/65536 s."""

    ssrc: int
    fraction: int
    lost: int
    highest: int
    jitter: int
    lsr: int
    dlsr: int


class Sender(Struct, frozen=True, kw_only=True):
    """The sender information of an SR. `ntp`: 64-bit NTP time that belongs to `timestamp`."""

    ntp: int
    timestamp: int
    packets: int
    octets: int


class Report(Struct, frozen=True, kw_only=True):
    """What a compound packet says: who reports, its sender information if any, all its blocks."""

    ssrc: int
    sender: Sender | None
    blocks: tuple[Block, ...]


def ntp(wall: float) -> int:
    """64-bit NTP time of `wall` (seconds since 1970)."""
    return int((wall + _NTP_EPOCH) * 4294967296.0) & 0xFFFFFFFFFFFFFFFF


def middle(ntp_time: int) -> int:
    """The middle 32 bits of a 64-bit NTP time: 1/65536 s."""
    return (ntp_time >> 16) & 0xFFFFFFFF


def build(report: Report, cname: str, *, bye: bool = False) -> bytes:
    """A compound packet: SR (or RR where `sender` is None), SDES with CNAME, and BYE if this is the last."""
    body = report.ssrc.to_bytes(4, "big")
    if (sender := report.sender) is not None:
        body += struct.pack("!QIII", sender.ntp, sender.timestamp, sender.packets, sender.octets)
    for block in report.blocks:
        body += _pack_block(block)
    packet = _head(len(report.blocks), RR if sender is None else SR, body)
    name = cname.encode()
    # One CNAME item, then at least one zero octet to the 32-bit border (section 6.5).
    item = bytes((1, len(name))) + name
    chunk = report.ssrc.to_bytes(4, "big") + item + b"\0" * (4 - len(item) % 4)
    packet += _head(1, SDES, chunk)
    if bye:
        packet += _head(1, BYE, report.ssrc.to_bytes(4, "big"))
    return packet


def parse(data: bytes) -> tuple[Report, ...] | None:
    """The SR and RR of a compound packet; None if it is malformed (section 6.1 and appendix A.2)."""
    reports: list[Report] = []
    at = 0
    while at < len(data):
        if len(data) - at < 4 or data[at] >> 6 != 2:
            return None
        end = at + 4 + 4 * int.from_bytes(data[at + 2 : at + 4], "big")
        if end > len(data):
            return None
        if data[at + 1] in (SR, RR):
            report = _report(data[at:end])
            if report is None:
                return None
            reports.append(report)
        at = end
    return tuple(reports)


def _report(data: bytes) -> Report | None:
    at = 28 if data[1] == SR else 8
    count = data[0] & 0x1F
    if len(data) < at + 24 * count:
        return None
    sender = None
    if data[1] == SR:
        stamp, timestamp, packets, octets = struct.unpack_from("!QIII", data, 8)
        sender = Sender(ntp=stamp, timestamp=timestamp, packets=packets, octets=octets)
    return Report(ssrc=int.from_bytes(data[4:8], "big"), sender=sender, blocks=tuple(_blocks(data, at, count)))


def _blocks(data: bytes, at: int, count: int) -> Iterator[Block]:
    for index in range(count):
        ssrc, loss, highest, jitter, lsr, dlsr = _BLOCK.unpack_from(data, at + 24 * index)
        lost = loss & 0xFFFFFF
        yield Block(
            ssrc=ssrc,
            fraction=loss >> 24,
            lost=lost - 0x1000000 if lost & 0x800000 else lost,  # a signed 24-bit number
            highest=highest,
            jitter=jitter,
            lsr=lsr,
            dlsr=dlsr,
        )


def _pack_block(block: Block) -> bytes:
    lost = max(-0x800000, min(0x7FFFFF, block.lost)) & 0xFFFFFF
    loss = (block.fraction << 24) | lost
    return _BLOCK.pack(block.ssrc, loss, block.highest, block.jitter, block.lsr, block.dlsr)


def _head(count: int, kind: int, body: bytes) -> bytes:
    return bytes((0x80 | count, kind)) + (len(body) // 4).to_bytes(2, "big") + body


class Quality:
    """What reports from the far end say about what we send to it, and what we must remember for our own."""

    def __init__(self) -> None:
        self.lost: int | None = None
        self.jitter: float | None = None
        """Milliseconds."""
        self.rtt: float | None = None
        """Milliseconds."""
        self._last_sr = 0
        self._last_sr_at = 0
        self._expected = 0
        self._received = 0

    def take(self, reports: tuple[Report, ...], own_ssrc: int, now: int) -> None:
        """Reports that came just now (`now`: 64-bit NTP time)."""
        for report in reports:
            if report.sender is not None:
                self._last_sr, self._last_sr_at = middle(report.sender.ntp), middle(now)
            for block in report.blocks:
                if block.ssrc == own_ssrc:
                    self.lost = block.lost
                    self.jitter = block.jitter / 8
                    if block.lsr:
                        # Section 6.4.1; a far end that miscounts may make it a little negative.
                        rtt = (middle(now) - block.lsr - block.dlsr) & 0xFFFFFFFF
                        self.rtt = rtt / 65.536 if rtt < 0x80000000 else 0.0

    def block(self, received: "Received", now: int) -> Block:
        """Our report block about the far end; the fraction counts from the block before (appendix A.3)."""
        expected = received.expected - self._expected
        lost = expected - (received.packets - self._received)
        self._expected, self._received = received.expected, received.packets
        fraction = 0 if expected <= 0 or lost <= 0 else min(255, (lost << 8) // expected)
        return Block(
            ssrc=received.ssrc,
            fraction=fraction,
            lost=received.expected - received.packets,
            highest=received.highest & 0xFFFFFFFF,
            jitter=int(received.jitter),
            lsr=self._last_sr,
            dlsr=(middle(now) - self._last_sr_at) & 0xFFFFFFFF if self._last_sr else 0,
        )

    def forget_source(self) -> None:
        """The far end changed its SSRC: fractions and LSR begin anew."""
        self._last_sr = self._last_sr_at = self._expected = self._received = 0


class Received(Struct, frozen=True, kw_only=True):
    """Counters of one incoming SSRC. `highest`: extended sequence number; `jitter` in timestamp units."""

    ssrc: int
    packets: int
    expected: int
    highest: int
    jitter: float
