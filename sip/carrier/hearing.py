"""What a party hears, as stretches of one frequency and level. Pure."""

from __future__ import annotations

import array
import cmath
import functools
import math
from dataclasses import dataclass
from typing import Final

WINDOW: Final = 1024
"""Samples that are analysed at once: 128 ms, 7.8 Hz per line of the spectrum, some 1 Hz after interpolation."""
EVERY: Final = 2048
"""One window per this many samples (256 ms); the rest is passed over to spare the processor."""
SILENT_DBFS: Final = -55.0
SAME_HZ: Final = 12.0


@dataclass
class Stretch:
    """From `from_ms` to `to_ms` (of heard sound) the strongest frequency was `hz` (0: silence) at `dbfs`.

    `purity` is the share of the power that lies around `hz`: near 1 for a tone, lower for speech and music.
    """

    from_ms: int
    to_ms: int
    hz: float
    dbfs: float
    purity: float


class Hearing:
    """Takes 8 kHz samples and keeps the last `keep` stretches."""

    def __init__(self, keep: int = 200) -> None:
        self._samples = array.array("h")
        self._position = 0
        self._keep = keep
        self.stretches: list[Stretch] = []

    def feed(self, samples: array.array[int]) -> None:
        """The next samples, in order."""
        self._samples.extend(samples)
        while len(self._samples) >= EVERY:
            self._add(*analyse(self._samples[:WINDOW]))
            del self._samples[:EVERY]
            self._position += EVERY

    def _add(self, hz: float, dbfs: float, purity: float) -> None:
        start, end = self._position // 8, (self._position + EVERY) // 8
        last = self.stretches[-1] if self.stretches else None
        if last is not None and _same(last.hz, hz):
            weight = (last.to_ms - last.from_ms) / (end - last.from_ms)
            last.hz += (hz - last.hz) * (1 - weight)
            last.dbfs += (dbfs - last.dbfs) * (1 - weight)
            last.purity += (purity - last.purity) * (1 - weight)
            last.to_ms = end
            return
        self.stretches.append(Stretch(start, end, hz, dbfs, purity))
        del self.stretches[: -self._keep]


def _same(one: float, other: float) -> bool:
    return (one == 0) == (other == 0) and abs(one - other) <= SAME_HZ


def analyse(samples: array.array[int]) -> tuple[float, float, float]:
    """Strongest frequency (Hz, 0 for silence), level (dB below full-scale sine) and purity of `WINDOW` samples."""
    power = sum(sample * sample for sample in samples) / WINDOW
    dbfs = 10 * math.log10(max(power, 1e-3) * 2 / 32767**2)
    if dbfs < SILENT_DBFS:
        return 0.0, dbfs, 0.0
    spectrum = _fft([sample * weight for sample, weight in zip(samples, _hann(), strict=True)])
    lines = [abs(value) ** 2 for value in spectrum[: WINDOW // 2]]
    peak = max(range(2, WINDOW // 2 - 2), key=lines.__getitem__)
    around = sum(lines[peak - 2 : peak + 3])
    return (peak + _offset(lines, peak)) * 8000 / WINDOW, dbfs, around / max(sum(lines), 1e-9)


def _offset(lines: list[float], peak: int) -> float:
    """Part of a line by which the true maximum lies beside `peak`: parabola through the logarithms."""
    left, middle, right = (math.log(max(lines[peak + k], 1e-9)) for k in (-1, 0, 1))
    bend = left - 2 * middle + right
    return 0.0 if bend == 0 else (left - right) / (2 * bend)


@functools.cache
def _hann() -> tuple[float, ...]:
    return tuple(0.5 - 0.5 * math.cos(2 * math.pi * n / WINDOW) for n in range(WINDOW))


@functools.cache
def _twiddles(size: int) -> tuple[complex, ...]:
    return tuple(cmath.exp(-2j * math.pi * k / size) for k in range(size // 2))


def _fft(values: list[float] | list[complex]) -> list[complex]:
    """Cooley–Tukey, length a power of two."""
    size = len(values)
    if size == 1:
        return [complex(values[0])]
    even, odd = _fft(values[::2]), _fft(values[1::2])
    turned = [twiddle * value for twiddle, value in zip(_twiddles(size), odd, strict=True)]
    return [a + b for a, b in zip(even, turned, strict=True)] + [a - b for a, b in zip(even, turned, strict=True)]
