"""Tones as 8 kHz G.711, and what frequency a received sound has."""

import numpy as np

from sip.media.g711 import PCMA, ULAW_TO_ALAW, alaw_to_linear, ulaw_to_linear
from sip.media.sounds.generate import ulaw

RATE = 8000
FRAME = 160

_LINEAR = {
    0: np.array([ulaw_to_linear(code) for code in range(256)], dtype=np.float64),
    8: np.array([alaw_to_linear(code) for code in range(256)], dtype=np.float64),
}


def tone(frequency: float, seconds: float = 1.0, payload_type: int = 0, loudness: float = 0.3) -> bytes:
    """A sine in PCMU (0) or PCMA (8)."""
    time = np.arange(round(seconds * RATE)) / RATE
    coded = ulaw(loudness * np.sin(2 * np.pi * frequency * time))
    return coded.translate(ULAW_TO_ALAW) if payload_type == PCMA else coded


def frames(coded: bytes) -> list[bytes]:
    """Cut into frames of 20 ms; an incomplete last one is left out."""
    return [coded[at : at + FRAME] for at in range(0, len(coded) - FRAME + 1, FRAME)]


def loudness(coded: bytes, payload_type: int = 0) -> float:
    """Root mean square between 0 and 1."""
    if not coded:
        return 0.0
    linear = _LINEAR[payload_type][np.frombuffer(coded, dtype=np.uint8)]
    return float(np.sqrt(np.mean((linear / 32768) ** 2)))


def strength(coded: bytes, frequency: float, payload_type: int = 0) -> float:
    """Share of the sound's energy within 15 Hz of `frequency`, between 0 and 1."""
    if not coded:
        return 0.0
    linear = _LINEAR[payload_type][np.frombuffer(coded, dtype=np.uint8)]
    power = np.abs(np.fft.rfft(linear * np.hanning(len(linear)))) ** 2
    bins = np.fft.rfftfreq(len(linear), 1 / RATE)
    total = float(power.sum())
    return float(power[np.abs(bins - frequency) <= 15].sum()) / total if total else 0.0


def pitch(coded: bytes, payload_type: int = 0) -> float:
    """The strongest frequency in Hz (a second of sound gives 1 Hz); 0 for silence."""
    if loudness(coded, payload_type) < 0.001:
        return 0.0
    linear = _LINEAR[payload_type][np.frombuffer(coded, dtype=np.uint8)]
    power = np.abs(np.fft.rfft(linear * np.hanning(len(linear))))
    return float(np.argmax(power)) * RATE / len(linear)


def pitch_of_samples(samples: bytes, rate: int) -> float:
    """The strongest frequency in Hz of 16-bit little-endian samples; 0 for silence or too few of them."""
    linear = np.frombuffer(samples, dtype="<i2").astype(np.float64)
    if len(linear) < rate // 8 or np.sqrt(np.mean(linear**2)) < 30:
        return 0.0
    power = np.abs(np.fft.rfft(linear * np.hanning(len(linear))))
    return float(np.argmax(power)) * rate / len(linear)


def share_of_samples(samples: bytes, rate: int, frequency: float) -> float:
    """Share of the energy of 16-bit little-endian samples within 15 Hz of `frequency`; 0 for too few of them."""
    linear = np.frombuffer(samples, dtype="<i2").astype(np.float64)
    if len(linear) < rate // 4:
        return 0.0
    power = np.abs(np.fft.rfft(linear * np.hanning(len(linear)))) ** 2
    bins = np.fft.rfftfreq(len(linear), 1 / rate)
    return float(power[np.abs(bins - frequency) <= 15].sum() / max(float(power.sum()), 1e-9))


def burst(coded: bytes, *hertz: float, payload_type: int = 0) -> float:
    """The loudest click: of all frames of 20 ms, each step half a frame, the greatest amplitude (root mean square,
    between 0 and 1) far from all of these steady tones."""
    linear = _LINEAR[payload_type][np.frombuffer(coded, dtype=np.uint8)] / 32768
    return burst_of(linear, RATE, *hertz)


def burst_of(linear: "np.ndarray[tuple[int], np.dtype[np.float64]]", rate: int, *hertz: float) -> float:
    """`burst` of samples between -1 and 1."""
    size = rate // 50
    window = np.hanning(size)
    bins = np.fft.rfftfreq(size, 1 / rate)
    far = np.all([np.abs(bins - each) > 160 for each in hertz], axis=0) & (bins < 3600)
    loudest = 0.0
    for at in range(0, len(linear) - size + 1, size // 2):
        lines = np.abs(np.fft.rfft(linear[at : at + size] * window))[far]
        loudest = max(loudest, float(np.sqrt(np.sum(lines**2) * 2 / (size * np.sum(window**2)))))
    return loudest
