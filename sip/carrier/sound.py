"""What a caller says: a pure tone, for measuring, or sound with the rhythm of speech, for the ear."""

from __future__ import annotations

import array
import functools
import math
from typing import Final

from sip.carrier.g711 import encode_ulaw

RATE: Final = 8000
FRAME: Final = 160
"""Samples of one packet: 20 ms."""
SILENCE: Final = b"\xff" * FRAME

_VOWELS: Final = ((800, 1200), (300, 2300), (350, 1300), (500, 1900), (500, 900))
"""First two formants (Hz) of a, i, u, e, o."""


@functools.lru_cache(maxsize=64)
def tone(hertz: float, level: float = 0.3) -> bytes:
    """µ-law of a sine of `hertz` at `level` of full scale: one second, so whole hertz loop without a click."""
    step = 2 * math.pi * hertz / RATE
    peak = level * 32767
    return encode_ulaw(array.array("h", [round(peak * math.sin(step * n)) for n in range(RATE)]))


@functools.lru_cache(maxsize=8)
def speech(voice: int) -> bytes:
    """µ-law of six seconds that sound like somebody talking, to be looped: syllables of five vowels at about 6 per
    second with falling pitch and pauses between phrases. `voice` 0–7 chooses pitch and order of the vowels."""
    pitch = 105 + 18 * (voice % 8)
    samples = array.array("h")
    for phrase in range(3):
        for syllable in range(9):
            vowel = _VOWELS[(syllable * (2 + voice % 3) + phrase + voice) % len(_VOWELS)]
            samples.extend(_syllable(pitch * (1.15 - 0.035 * syllable), vowel, RATE * 160 // 1000))
        samples.extend([0] * (RATE * 560 // 1000))
    return encode_ulaw(samples)


def _syllable(pitch: float, formants: tuple[int, int], length: int) -> list[int]:
    partials = []
    for harmonic in range(1, int(3000 / pitch)):
        frequency = harmonic * pitch
        gain = sum(1 / (1 + ((frequency - formant) / 120) ** 2) for formant in formants) + 0.1 / harmonic
        if gain > 0.02:
            partials.append((2 * math.pi * frequency / RATE, gain))
    loudness = 0.25 * 32767 / sum(gain for _, gain in partials)
    return [
        round(loudness * math.sin(math.pi * n / length) * sum(gain * math.sin(step * n) for step, gain in partials))
        for n in range(length)
    ]


class Loop:
    """Cuts a looped recording into frames of 20 ms."""

    def __init__(self, recording: bytes) -> None:
        self._recording = recording + recording[:FRAME]
        self._length = len(recording)
        self._at = 0

    def next(self) -> bytes:
        """The next 160 bytes of µ-law."""
        frame = self._recording[self._at : self._at + FRAME]
        self._at = (self._at + FRAME) % self._length
        return frame
