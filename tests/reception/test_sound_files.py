"""Uploaded sounds: any rate, width and number of channels; nothing above 4 kHz comes back as another tone."""

import io

import numpy as np
import pytest
import soundfile

from api.announcements.sound import BadSound, convert, playable
from tests.support.sound import loudness, pitch, strength


def wav(
    hz: float, rate: int, *, seconds: float = 1.0, subtype: str = "PCM_16", channels: int = 1, **more: str
) -> bytes:
    """A sine in a sound file."""
    time = np.arange(round(seconds * rate)) / rate
    wave = np.repeat(0.3 * np.sin(2 * np.pi * hz * time)[:, None], channels, axis=1)
    out = io.BytesIO()
    soundfile.write(out, wave, rate, format=more.get("format", "WAV"), subtype=subtype)
    return out.getvalue()


@pytest.mark.parametrize("rate", [6000, 8000, 11025, 16000, 22050, 44100, 48000, 96000, 192000])
def test_any_rate(rate: int) -> None:
    coded, length = convert(wav(700, rate))
    assert abs(length - 1000) <= 1 and abs(len(coded) - 8000) <= 8
    assert pitch(coded) == pytest.approx(700, abs=2)
    assert strength(coded[400:-400], 700) > 0.95


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE", "ULAW", "ALAW"])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_any_width_and_channels(subtype: str, channels: int) -> None:
    coded, _ = convert(wav(500, 16000, subtype=subtype, channels=channels))
    assert strength(coded[400:-400], 500) > 0.95


def test_what_a_telephone_cannot_carry_is_left_out_and_not_folded_down() -> None:
    loud = convert(wav(1000, 48000))[0]
    high = convert(wav(5000, 48000))[0]
    assert loudness(high[400:-400]) < loudness(loud[400:-400]) / 300
    assert strength(high[400:-400], 3000) < 0.2


def test_loud_ones_are_not_clipped() -> None:
    time = np.arange(44100) / 44100
    out = io.BytesIO()
    soundfile.write(out, np.sign(np.sin(2 * np.pi * 300 * time)) * 0.999, 44100, subtype="FLOAT", format="WAV")
    wave, rate = soundfile.read(io.BytesIO(playable(convert(out.getvalue())[0])))
    assert rate == 8000 and np.abs(wave).max() <= 1.0
    assert np.mean(np.abs(wave) > 0.97) < 0.2, "flat tops would be clipping"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "malformed"),
        (b"RIFF\x00\x00\x00\x00WAVE", "malformed"),
        (b"this is no sound" * 100, "malformed"),
        (wav(440, 8000)[:30], "malformed"),
        (wav(440, 8000, seconds=0.05), "too_short"),
        (wav(0, 8000), "silent"),
        (wav(440, 4000, seconds=601, subtype="PCM_U8"), "too_long"),
    ],
)
def test_bad_files_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(BadSound) as error:
        convert(data)
    assert error.value.code == code


def test_other_formats_and_the_way_back() -> None:
    coded, length = convert(wav(600, 32000, format="FLAC"))
    wave, rate = soundfile.read(io.BytesIO(playable(coded)), dtype="int16")
    assert (rate, wave.ndim) == (8000, 1) and len(wave) * 1000 // 8000 == length
