"""From a WAV file as people have it to what a telephone carries: 8 kHz, one channel, µ-law (ITU-T G.711)."""

import io
from typing import Final

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

RATE: Final = 8000
MAX_S: Final = 600
"""Longest sound, s."""
MIN_MS: Final = 100
FORMATS: Final = frozenset({"WAV", "WAVEX", "RF64", "FLAC", "OGG", "MP3", "AIFF"})


class BadSound(ValueError):
    """A file that cannot be used. `code`: `malformed` (not a sound file), `too_short`, `too_long`, `silent`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def convert(data: bytes) -> tuple[bytes, int]:
    """µ-law octets and the length in ms of a sound file of any rate, width and number of channels.

    Channels are averaged; the rate is changed by a filter that leaves nothing above 4 kHz, which would be heard as
    whistling. The level is not touched, but that resampling may not overflow. Raises `BadSound`.
    """
    wave, rate = _read(data)
    mono = np.nan_to_num(wave.mean(axis=1))
    if len(mono) * 1000 < MIN_MS * rate:
        raise BadSound("too_short")
    if not np.any(np.abs(mono) > 1e-4):
        raise BadSound("silent")
    low: NDArray[np.float64] = soxr.resample(mono, rate, RATE, quality="VHQ") if rate != RATE else mono
    peak = float(np.abs(low).max())
    out = io.BytesIO()
    soundfile.write(out, low / max(1.0, peak), RATE, format="RAW", subtype="ULAW")
    return out.getvalue(), len(low) * 1000 // RATE


def _read(data: bytes) -> tuple[NDArray[np.float64], int]:
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            if file.format not in FORMATS or not 4000 <= file.samplerate <= 384_000:
                raise BadSound("malformed")
            if file.frames > MAX_S * file.samplerate:
                raise BadSound("too_long")
            wave: NDArray[np.float64] = file.read(dtype="float64", always_2d=True)
            return wave, int(file.samplerate)
    except (soundfile.LibsndfileError, ValueError, TypeError) as error:
        raise error if isinstance(error, BadSound) else BadSound("malformed") from error


def playable(coded: bytes) -> bytes:
    """A WAV file (16 bits, 8 kHz) of µ-law octets, as every browser plays it."""
    wave, _ = soundfile.read(
        io.BytesIO(coded), dtype="int16", samplerate=RATE, channels=1, format="RAW", subtype="ULAW"
    )
    out = io.BytesIO()
    soundfile.write(out, wave, RATE, format="WAV", subtype="PCM_16")
    return out.getvalue()
