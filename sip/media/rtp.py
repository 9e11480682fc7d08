"""What the hot path of every packet shares: `Inlet` (inlet.py) takes what a party sends, `Outlet` (outlet.py) makes
what a party hears. Pure.

An inlet hands each packet to the `forward` of every outlet that hears it, with the header fields unpacked. These
functions run per packet (some 12 µs for a relayed one, most of it in the kernel), therefore: one unpack and one pack
per packet, plain ints and bytes in place of objects, attributes in slots and one level deep, and everything that can be
decided when a source or a format changes is decided then and lies in a table.
"""

import struct
from collections.abc import Callable
from typing import Final, TypeAlias

Forward: TypeAlias = Callable[[bytes, int, int, int, int, float], None]
"""(packet, second octet, sequence number, timestamp, SSRC, now in seconds); the packet has a plain 12-octet header."""
Transmit: TypeAlias = Callable[[bytes], object]
"""Puts one packet on the wire; may raise `OSError`."""

CLOCK: Final = 8000
FRAME: Final = 160
"""Samples, and octets of G.711, of a frame of 20 ms."""
HEADER: Final = 12
LONGEST: Final = 1500
"""Octets of the longest datagram that is looked at; SRTP can hold no more."""

FIELDS: Final = struct.Struct("!xBHII")
"""Second octet, sequence number, timestamp, SSRC."""
PLAIN: Final = struct.Struct("!BBHII")
"""The same with the first octet, 0x80 for a header without extras."""


def plain(data: bytes) -> bytes | None:
    """The packet with CSRCs, header extension and padding taken off (RFC 3550 sections 5.1 and 5.3.1), so that its
    payload begins at octet 12. None if it is malformed."""
    first = data[0]
    if first >> 6 != 2:
        return None
    start, end = 12 + 4 * (first & 0x0F), len(data)
    if first & 0x10:
        if start + 4 > end:
            return None
        start += 4 + 4 * int.from_bytes(data[start + 2 : start + 4], "big")
    if first & 0x20:
        if start >= end or not 0 < data[-1] <= end - start:
            return None
        end -= data[-1]
    if start > end:
        return None
    return b"\x80" + data[1:12] + data[start:end]
