"""RTP packets and telephone events as the simulator needs them. Pure (RFC 3550 §5.1, RFC 4733 §2.3)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

_HEADER: Final = struct.Struct("!BBHII")
_EVENT: Final = struct.Struct("!BBH")
DIGITS: Final = "0123456789*#ABCD"
_VOLUME: Final = 10
"""Power level of a digit, -dBm0."""


@dataclass(frozen=True)
class Packet:
    """One RTP packet."""

    payload_type: int
    marker: bool
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes

    def encode(self) -> bytes:
        """The packet on the wire."""
        second = self.payload_type | (0x80 if self.marker else 0)
        return _HEADER.pack(0x80, second, self.sequence, self.timestamp, self.ssrc) + self.payload


def parse(data: bytes) -> Packet | None:
    """The RTP packet in `data`, None where it is none."""
    if len(data) < 12 or data[0] >> 6 != 2:
        return None
    first, second, sequence, timestamp, ssrc = _HEADER.unpack_from(data)
    start, end = 12 + 4 * (first & 0x0F), len(data)
    if first & 0x10:
        if len(data) < start + 4:
            return None
        start += 4 + 4 * int.from_bytes(data[start + 2 : start + 4], "big")
    if first & 0x20:
        end -= data[-1]
    if start > end:
        return None
    return Packet(second & 0x7F, bool(second & 0x80), sequence, timestamp, ssrc, data[start:end])


def digit_payload(digit: str, duration: int, *, end: bool) -> bytes:
    """Payload of one telephone-event packet; `duration` in samples. Raises `ValueError` for what is no digit."""
    return _EVENT.pack(DIGITS.index(digit.upper()), (0x80 if end else 0) | _VOLUME, duration)


def digit_of(payload: bytes) -> str:
    """The digit that a telephone-event payload carries, "" for other events."""
    return DIGITS[payload[0]] if len(payload) >= 4 and payload[0] < len(DIGITS) else ""


class Reception:
    """Counts what arrives, per source: a new SSRC starts a new run of sequence numbers (RFC 3550 appendix A.3)."""

    def __init__(self) -> None:
        self.received = 0
        self.lost = 0
        self.sources = 0
        self._ssrc: int | None = None
        self._first = self._highest = self._run = 0

    def count(self, packet: Packet) -> None:
        """Take one packet into account."""
        self.received += 1
        if packet.ssrc != self._ssrc:
            self.lost += self.missing()
            self.sources += 1
            self._ssrc, self._first, self._highest, self._run = packet.ssrc, packet.sequence, packet.sequence, 0
        self._run += 1
        ahead = (packet.sequence - self._highest) & 0xFFFF
        if ahead < 0x8000:
            self._highest += ahead

    def missing(self) -> int:
        """Packets of the present source that have not come (yet)."""
        return 0 if self._ssrc is None else max(0, self._highest - self._first + 1 - self._run)

    def total_lost(self) -> int:
        """Packets missing from all sources."""
        return self.lost + self.missing()
