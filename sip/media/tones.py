"""Digits as tones in the sound (DTMF, ITU-T Q.23), made and found, for parties without telephone-event. Pure.

Finding follows what ITU-T Q.24 lists for NTT and AT&T: both tones within 1.5 % of their
frequencies, at -25 dBm0 or more, the higher one at most 5 dB above and 8 dB below the lower; 40 ms of tone are a digit,
40 ms of pause end it. The Goertzel algorithm's sums are taken for all eight tones at once, as a product of matrices.
"""

import functools
from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sip.media.g711 import PCMA, PCMU, SILENCE_ALAW, SILENCE_ULAW, ULAW_TO_ALAW, alaw_to_linear, ulaw_to_linear
from sip.media.rtp import CLOCK, FRAME, HEADER

LOW: Final = (697, 770, 852, 941)
HIGH: Final = (1209, 1336, 1477, 1633)
KEYS: Final = ("123A", "456B", "789C", "*0#D")
"""By row (`LOW`) and column (`HIGH`), Q.23."""

FULL_SCALE_DBM0: Final = 3.17
"""Level of the loudest sine that µ-law can hold (G.711)."""
_PEAK: Final = 32124

# Making

_LOW_DBM0: Final = -9.0
_HIGH_DBM0: Final = -7.0
"""The higher tone 2 dB above the lower: lines lose more of it."""
_TONE_FRAMES: Final = 5
_PAUSE_FRAMES: Final = 4

# Finding

_BLOCK: Final = 102
"""Samples looked at together: two blocks of 12.75 ms lie whole within any 40 ms, and the tones of a group, 73 Hz apart
or more, fall near the nulls of one another."""
_QUIETEST: Final = (_PEAK * 10 ** ((-28.0 - FULL_SCALE_DBM0) / 20) * _BLOCK / 2) ** 2
"""Power of each tone at least: Q.24 asks for -25 dBm0 and forbids what is under -29 dBm0 (NTT)."""
_ALONE: Final = 3.0
"""Power of a tone to that of the others of its group, at least."""
_HIGHER: Final = 10**0.75
_LOWER: Final = 10**-1.1
"""Power of the higher tone to that of the lower: at most, at least. Q.24 asks for 5 dB (NTT), and for 4 dB above and
8 dB below (AT&T); a block is short, so each with a margin."""
_OFF: Final = 0.022
"""A tone may lie beside its frequency by this part of it: more than the 1.5 % of Q.24, for a block is short."""
_SHARE: Final = 0.85
"""Of the power of all sound that the two tones must have: speech, which hits two of the frequencies by chance, has much
beside them."""
_ENDED: Final = 2
"""Blocks in a row without the tones that end a digit."""

_FREQUENCIES: Final = np.array(LOW + HIGH, dtype=np.float64)
_WAVES: Final = np.exp(-2j * np.pi * np.outer(np.arange(_BLOCK), _FREQUENCIES) / CLOCK).astype(np.complex64)
_TURN_BACK: Final = np.exp(-2j * np.pi * _FREQUENCIES * _BLOCK / CLOCK)
"""Takes away by how much the phase of each tone has advanced from block to block."""
_LINEAR: Final = {
    PCMU: np.array([ulaw_to_linear(code) for code in range(256)], dtype=np.float32),
    PCMA: np.array([alaw_to_linear(code) for code in range(256)], dtype=np.float32),
}
_SILENCE: Final = {PCMU: bytes([SILENCE_ULAW]) * FRAME, PCMA: bytes([SILENCE_ALAW]) * FRAME}


def frames(digits: str, payload_type: int) -> Iterator[bytes]:
    """Frames of 20 ms in the codec `payload_type`: each digit for 100 ms, then 80 ms of silence."""
    for digit in digits:
        coded = _coded(digit, payload_type)
        yield from (coded[at : at + FRAME] for at in range(0, len(coded), FRAME))
        yield from (_SILENCE[payload_type],) * _PAUSE_FRAMES


@functools.cache
def _coded(digit: str, payload_type: int) -> bytes:
    row = next(row for row, keys in enumerate(KEYS) if digit in keys)
    time = np.arange(_TONE_FRAMES * FRAME) / CLOCK
    samples = np.zeros(len(time))
    for frequency, level in ((LOW[row], _LOW_DBM0), (HIGH[KEYS[row].index(digit)], _HIGH_DBM0)):
        samples += _PEAK * 10 ** ((level - FULL_SCALE_DBM0) / 20) * np.sin(2 * np.pi * frequency * time)
    coded = bytes(int(np.argmin(np.abs(_LINEAR[PCMU] - sample))) for sample in samples)
    return coded.translate(ULAW_TO_ALAW) if payload_type == PCMA else coded


class ToneReader:
    """Finds the digits in what a party says; `take` is a sink of its inlet (`rtp.Forward`). `digit` gets each once."""

    __slots__ = ("_before", "_digit", "_energy", "_found", "_last", "_misses", "_samples")

    def __init__(self, digit: Callable[[str], None]) -> None:
        self._digit = digit
        self._samples: NDArray[np.float32] = np.empty(0, dtype=np.float32)
        self._before: NDArray[np.complex64] = np.zeros(8, dtype=np.complex64)
        self._energy = 0.0
        self._last: tuple[int, int] | None = None
        self._found: tuple[int, int] | None = None
        self._misses = 0

    def take(self, data: bytes, second: int, sequence: int, timestamp: int, ssrc: int, now: float) -> None:
        """A packet of the party, of any length. What is no G.711 is passed over; what was lost is left out."""
        table = _LINEAR.get(second & 0x7F)
        if table is None:
            return
        samples = np.concatenate((self._samples, table[np.frombuffer(data, np.uint8, offset=HEADER)]))
        count = len(samples) // _BLOCK
        self._samples = samples[count * _BLOCK :]
        blocks = samples[: count * _BLOCK].reshape(count, _BLOCK)
        for block, sums in zip(blocks, blocks @ _WAVES, strict=True):
            self._look(sums, float(block @ block))

    def _look(self, sums: NDArray[np.complex64], energy: float) -> None:
        pair = _strongest(sums, energy)
        if pair is not None and self._found is None and self._lasts(pair, sums, energy):
            self._found = pair
            self._digit(KEYS[pair[0]][pair[1]])
        # One block may be spoilt by a packet that was lost: the digit goes on.
        self._misses = 0 if pair == self._found else self._misses + 1
        if self._misses >= _ENDED:
            self._found = None
        self._last, self._before, self._energy = pair, sums, energy

    def _lasts(self, pair: tuple[int, int], sums: NDArray[np.complex64], energy: float) -> bool:
        """Whether the block before had the same key's tones, and nothing much beside them."""
        return pair == self._last and _pure(pair, np.stack((self._before, sums)), np.array((self._energy, energy)))


def _strongest(sums: NDArray[np.complex64], energy: float) -> tuple[int, int] | None:
    """Row and column of the tones that stand out in a block, None where none do. A first look, as if all were off."""
    power = (sums.real**2 + sums.imag**2).tolist()
    low, high = max(power[:4]), max(power[4:])
    row, column = power.index(low), power.index(high, 4)
    if min(low, high) < _QUIETEST / 2 or (low + high) * 2 < _BLOCK * energy * _SHARE / 2:
        return None
    most_beside = (low / _ALONE,) * 4 + (high / _ALONE,) * 4
    if any(power[n] > most_beside[n] for n in range(8) if n not in (row, column)):
        return None
    return row, column - 4


def _pure(pair: tuple[int, int], sums: NDArray[np.complex64], energy: NDArray[np.float64]) -> bool:
    """Whether the tones of two blocks in a row are a key's. How their phases turn from the one to the other tells their
    frequencies, and these what of their power a block cannot see."""
    tones = [pair[0], pair[1] + 4]
    before, after = sums[:, tones]
    turned = np.angle(after * before.conj() * _TURN_BACK[tones]) / (2 * np.pi)
    if np.any(np.abs(turned * CLOCK / _BLOCK) > _OFF * _FREQUENCIES[tones]):
        return False
    power = np.abs(sums[:, tones] / np.sinc(turned)) ** 2
    twist = power[:, 1] / power[:, 0]
    return bool(
        np.all(power.sum(axis=1) * 2 >= _BLOCK * energy * _SHARE)
        and np.all(power >= _QUIETEST)
        and np.all((twist >= _LOWER) & (twist <= _HIGHER))
    )
