"""Makes the shipped announcements: `python sip/media/sounds/make_prompts.py`. What it makes is committed.

Needs Debian's open-jtalk, open-jtalk-mecab-naist-jdic and hts-voice-nitech-jp-atr503-m001 (in the section contrib).
The texts stand in `prompts.toml`, the licence of the voice in `LICENSES.md`. Options name other sounds to be made only:
`make_prompts.py closed queue-place-3`.
"""

import io
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

FOLDER = Path(__file__).parent
DICTIONARY = Path("/var/lib/mecab/dic/open-jtalk/naist-jdic")
VOICE = Path("/usr/share/hts-voice/nitech-jp-atr503-m001/nitech_jp_atr503_m001.htsvoice")
RATE = 8000
LEVEL = 0.1
"""RMS of the spoken parts: -20 dBFS, as loud as a person on the telephone (ITU-T P.56 recommends about that)."""
PEAK = 0.89
"""-1 dBFS."""
QUIET = 0.003
MARGIN = 0.08
"""Seconds of silence left before and after the words."""

Sound = NDArray[np.float64]


def texts() -> dict[str, str]:
    """Every text by its sound's name."""
    document = tomllib.loads((FOLDER / "prompts.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = dict(document["prompts"])
    for name, many in document["numbered"].items():
        found |= {f"{name}-{n}": many["text"].format(n=n) for n in range(1, many["count"] + 1)}
    return found


def speak(text: str) -> Sound:
    """The text as the synthesiser says it, 8 kHz mono, before any levelling."""
    with tempfile.NamedTemporaryFile(suffix=".wav") as out:
        subprocess.run(  # noqa: S603  a fixed program with fixed options
            ["/usr/bin/open_jtalk", "-x", str(DICTIONARY), "-m", str(VOICE), "-ow", out.name],
            input=text.encode(),
            check=True,
        )
        wave, rate = soundfile.read(out.name, dtype="float64")
    resampled: Sound = soxr.resample(wave, rate, RATE, quality="VHQ")
    return resampled


def level(wave: Sound) -> Sound:
    """Without the silence at both ends, and as loud as all the others."""
    loud = np.flatnonzero(np.abs(wave) > QUIET)
    margin = int(MARGIN * RATE)
    wave = wave[max(0, loud[0] - margin) : loud[-1] + margin]
    frames = wave[: len(wave) // 160 * 160].reshape(-1, 160)
    power = (frames**2).mean(axis=1)
    spoken = np.sqrt(power[power > power.max() / 1000].mean())
    gain = min(LEVEL / spoken, PEAK / np.abs(wave).max())
    levelled: Sound = wave * gain
    return levelled


def ulaw(wave: Sound) -> bytes:
    """µ-law octets (ITU-T G.711)."""
    out = io.BytesIO()
    soundfile.write(out, wave, RATE, format="RAW", subtype="ULAW")
    return out.getvalue()


def main() -> None:
    """Write the files beside this script."""
    for name, text in texts().items():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        data = ulaw(level(speak(text)))
        (FOLDER / f"{name}.ulaw").write_bytes(data)
        print(f"{name}.ulaw: {len(data) / RATE:.1f} s")


if __name__ == "__main__":
    main()
