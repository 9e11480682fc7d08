"""The sound of messages: what is in their files, as browsers play it."""

import io
from pathlib import Path

import soundfile


def duration(path: Path) -> int | None:
    """The length in ms; None: there is no such file, or nothing in it."""
    try:
        info = soundfile.info(path)
    except (OSError, soundfile.LibsndfileError):
        return None
    return int(info.frames * 1000 // info.samplerate)


def playable(path: Path) -> bytes:
    """A WAV file with samples of 16 bits: µ-law is not played everywhere. Raises `OSError`."""
    try:
        wave, rate = soundfile.read(path, dtype="int16")
    except soundfile.LibsndfileError as error:
        raise OSError(str(error)) from error
    out = io.BytesIO()
    soundfile.write(out, wave, rate, format="WAV", subtype="PCM_16")
    return out.getvalue()
