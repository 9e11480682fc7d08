"""G.711 µ-law and A-law as tables, 16-bit linear samples on the other side (ITU-T G.711)."""

from __future__ import annotations

import array
from typing import Final

_BIAS: Final = 132
_CLIP: Final = 32635


def _ulaw(sample: int) -> int:
    sign = 0x80 if sample < 0 else 0
    magnitude = min(abs(sample), _CLIP) + _BIAS
    exponent = magnitude.bit_length() - 8
    mantissa = (magnitude >> (exponent + 3)) & 0x0F
    return ~(sign | (exponent << 4) | mantissa) & 0xFF


def _from_ulaw(code: int) -> int:
    code = ~code & 0xFF
    magnitude = ((((code & 0x0F) << 3) + _BIAS) << ((code >> 4) & 7)) - _BIAS
    return -magnitude if code & 0x80 else magnitude


def _from_alaw(code: int) -> int:
    code ^= 0x55
    exponent = (code >> 4) & 7
    mantissa = (code & 0x0F) << 4
    magnitude = mantissa + 8 if exponent == 0 else (mantissa + 0x108) << (exponent - 1)
    return magnitude if code & 0x80 else -magnitude


def _nearest_alaw() -> bytes:
    """µ-law code → the A-law code that sounds nearest (both tables are small enough to search)."""
    values = [_from_alaw(code) for code in range(256)]
    return bytes(min(range(256), key=lambda code: abs(values[code] - _from_ulaw(u))) for u in range(256))


_ENCODE: Final = bytes(_ulaw(sample) for sample in range(-32768, 32768))
_ULAW: Final = tuple(_from_ulaw(code) for code in range(256))
_ALAW: Final = tuple(_from_alaw(code) for code in range(256))
_ULAW_TO_ALAW: Final = _nearest_alaw()

PCMU: Final = 0
PCMA: Final = 8
"""RTP payload types (RFC 3551, table 4)."""


def encode_ulaw(samples: array.array[int]) -> bytes:
    """One byte per 16-bit sample."""
    return bytes(_ENCODE[sample + 32768] for sample in samples)


def ulaw_to(payload_type: int, ulaw: bytes) -> bytes:
    """µ-law sound as the codec `payload_type` (0 or 8) carries it."""
    return ulaw.translate(_ULAW_TO_ALAW) if payload_type == PCMA else ulaw


def decode(payload_type: int, payload: bytes) -> array.array[int]:
    """16-bit samples of a PCMU (0) or PCMA (8) payload."""
    table = _ALAW if payload_type == PCMA else _ULAW
    return array.array("h", [table[code] for code in payload])
