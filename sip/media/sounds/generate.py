"""Makes the built-in prompts: `python sip/media/sounds/generate.py` (needs numpy). What it makes is committed.

The music is composed here, note by note, and synthesised, so no rights of anybody stand against playing it to callers.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 8000
BEAT = 0.6
"""Seconds of a quarter note (100 per minute)."""

Sound = NDArray[np.float64]

CHORDS = ("C", "Am", "F", "G", "Em", "Am", "Dm", "G")
TONES = {
    "C": (48, 55, 64, 67),
    "Am": (45, 52, 60, 64),
    "F": (41, 53, 57, 60),
    "G": (43, 50, 59, 62),
    "Em": (40, 52, 59, 64),
    "Dm": (50, 57, 62, 65),
}
"""MIDI note numbers: bass, then three for the broken chord."""
MELODY = (
    *((76, 2), (74, 1), (72, 1), (72, 2), (69, 2), (69, 1), (72, 1), (76, 1), (77, 1), (74, 4)),
    *((71, 2), (74, 1), (76, 1), (72, 3), (71, 1), (69, 1), (71, 1), (72, 1), (74, 1), (71, 2), (67, 2)),
)
"""(note, quarters): eight bars of four quarters."""


def pluck(note: int, seconds: float, loudness: float, decay: float) -> Sound:
    """A soft plucked tone: four harmonics that fade, the higher the sooner."""
    time = np.arange(int(seconds * RATE)) / RATE
    frequency = 440.0 * 2 ** ((note - 69) / 12)
    tone = np.zeros_like(time)
    for harmonic, share in ((1, 1.0), (2, 0.4), (3, 0.18), (4, 0.08)):
        if frequency * harmonic < 3400:
            tone += share * np.exp(-time * decay * harmonic) * np.sin(2 * np.pi * frequency * harmonic * time)
    attack = np.minimum(1.0, time / 0.008)
    release = np.minimum(1.0, (seconds - time) / 0.03)
    return loudness * tone * attack * release


def add(music: Sound, tone: Sound, at: float) -> None:
    """Mix a tone in; what runs over the end sounds on at the beginning, so that the loop has no seam."""
    places = (int(at * RATE) + np.arange(len(tone))) % len(music)
    np.add.at(music, places, tone)


def hold() -> Sound:
    """Eight bars, played twice (the second time the melody an octave higher and softer): 38.4 s."""
    bars = len(CHORDS)
    music = np.zeros(int(2 * bars * 4 * BEAT * RATE))
    for turn in range(2):
        for bar, chord in enumerate(CHORDS):
            begin = (turn * bars + bar) * 4 * BEAT
            bass, *upper = TONES[chord]
            add(music, pluck(bass, 4 * BEAT, 0.22, 0.9), begin)
            for eighth in range(8):
                add(music, pluck(upper[(0, 1, 2, 1)[eighth % 4]], BEAT * 1.5, 0.10, 2.5), begin + eighth * BEAT / 2)
        at = turn * bars * 4 * BEAT
        for note, quarters in MELODY:
            octave, loudness = (0, 0.24) if turn == 0 else (12 if note < 72 else 0, 0.19)
            add(music, pluck(note + octave, quarters * BEAT + 0.3, loudness, 1.4), at)
            at += quarters * BEAT
    sound: Sound = music * (0.5 / np.abs(music).max())
    return sound


def ringback() -> Sound:
    """Japanese ringback tone: 400 Hz, modulated with 16 Hz, one second on, two off."""
    time = np.arange(3 * RATE) / RATE
    tone = 0.2 * np.sin(2 * np.pi * 400 * time) * (0.5 + 0.5 * np.sin(2 * np.pi * 16 * time))
    envelope = np.clip(np.minimum(time, 1.0 - time) / 0.005, 0.0, 1.0)
    sound: Sound = tone * envelope
    return sound


def beep() -> Sound:
    """The tone after which a caller speaks: 1000 Hz for 0.4 s, and the moment of silence that it wants."""
    time = np.arange(int(0.4 * RATE)) / RATE
    tone = 0.25 * np.sin(2 * np.pi * 1000 * time) * np.clip(np.minimum(time, 0.4 - time) / 0.01, 0.0, 1.0)
    return np.concatenate([np.zeros(int(0.2 * RATE)), tone])


def ulaw(sound: Sound) -> bytes:
    """µ-law octets of samples between -1 and 1 (ITU-T G.711, in its continuous form)."""
    linear = np.clip(np.round(sound * 32767), -32635, 32635).astype(int)
    magnitude = np.abs(linear) + 0x84
    exponent = np.floor(np.log2(magnitude)).astype(int) - 7
    mantissa = (magnitude >> (exponent + 3)) & 0x0F
    octets = ~((linear < 0) << 7 | exponent << 4 | mantissa) & 0xFF
    return bytes(octets.astype(np.uint8))


def main() -> None:
    """Write the files beside this script."""
    folder = Path(__file__).parent
    for name, sound in (("beep", beep()), ("hold", hold()), ("ringback", ringback())):
        data = ulaw(sound)
        (folder / f"{name}.ulaw").write_bytes(data)
        print(f"{name}.ulaw: {len(data) / RATE:.1f} s, {len(data)} octets")


if __name__ == "__main__":
    main()
