"""Telephone events (RFC 4733): digits as packets, packets as digits. Pure."""

from collections.abc import Iterator
from typing import Final

DIGITS: Final = "0123456789*#ABCD"
"""Event codes 0–15 in order (RFC 4733 section 3.2)."""

_VOLUME: Final = 10
"""dBm0 below zero, as most phones send."""
_UPDATES: Final = 5
_ENDS: Final = 3
"""The end is sent three times, since the packet may be lost (RFC 4733 section 2.5.1.4)."""
_PAUSE: Final = 3
_FRAME: Final = 160

TICKS: Final = _UPDATES + _ENDS + _PAUSE
"""Steps of 20 ms that one digit takes, with the pause behind it."""


def steps(digits: str) -> Iterator[tuple[bytes, bool] | None]:
    """One item per 20 ms: (payload, whether it begins a new event), or None in a pause."""
    for digit in digits:
        code = DIGITS.index(digit)
        for index in range(_UPDATES):
            yield payload(code, (index + 1) * _FRAME, end=False), index == 0
        for _ in range(_ENDS):
            yield payload(code, (_UPDATES + 1) * _FRAME, end=True), False
        for _ in range(_PAUSE):
            yield None


def payload(code: int, duration: int, *, end: bool) -> bytes:
    """The four octets of an event (RFC 4733 section 2.3); `duration` in samples."""
    return bytes((code, (0x80 if end else 0) | _VOLUME)) + duration.to_bytes(2, "big")


class DigitReader:
    """Finds the digits in a stream of event packets, each once: all packets of one key press carry the timestamp of
    its beginning (RFC 4733 section 2.2), so any of them is enough and lost ones do no harm."""

    def __init__(self) -> None:
        self._last: int | None = None

    def read(self, data: bytes, timestamp: int) -> str | None:
        """The digit, if this payload is the first seen of a key press; None for repetitions, tones that are no digits
        and malformed payloads."""
        if len(data) < 4 or data[0] >= len(DIGITS) or timestamp == self._last:
            return None
        # A late packet of the press before must not count as a new one.
        if self._last is not None and (timestamp - self._last) & 0xFFFFFFFF >= 0x80000000:
            return None
        self._last = timestamp
        return DIGITS[data[0]]

    def forget(self) -> None:
        """A new source begins; its timestamps have nothing to do with those of the old one."""
        self._last = None
