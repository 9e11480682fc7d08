"""The shipped sounds: all there, spoken, loud enough, not distorted, and the files that their texts say."""

import tomllib

import numpy as np
import pytest

from sip.contract.prompts import MINUTES, PLACES, SHIPPED
from sip.media.g711 import PCMU, ulaw_to_linear
from sip.media.prompts import BUILT_IN, Prompts

TABLE = np.array([ulaw_to_linear(code) for code in range(256)]) / 32768
SPOKEN = sorted(SHIPPED - {"beep", "hold", "ringback"})
TEXTS = tomllib.loads((BUILT_IN / "prompts.toml").read_text(encoding="utf-8"))


def test_every_name_has_its_file_and_every_file_its_name() -> None:
    assert set(Prompts((BUILT_IN,)).names) == SHIPPED


def test_every_name_has_its_text() -> None:
    numbered = {f"{name}-{n}" for name, many in TEXTS["numbered"].items() for n in range(1, many["count"] + 1)}
    assert set(TEXTS["prompts"]) | numbered == set(SPOKEN)
    assert TEXTS["numbered"]["queue-place"]["count"] == PLACES
    assert TEXTS["numbered"]["queue-minutes"]["count"] == MINUTES


@pytest.mark.parametrize("name", SPOKEN)
def test_it_is_speech_at_the_level_of_a_telephone(name: str) -> None:
    data = b"".join(Prompts((BUILT_IN,)).frames(name, PCMU))
    wave = TABLE[np.frombuffer(data, np.uint8)]
    assert 0.8 < len(wave) / 8000 < 14
    frames = wave[: len(wave) // 160 * 160].reshape(-1, 160)
    power = (frames**2).mean(axis=1)
    spoken = 10 * np.log10(power[power > power.max() / 1000].mean())
    assert -23 < spoken < -17
    assert np.abs(wave).max() < 0.95
    # A voice, not noise: most of its power lies below 1 kHz, and it begins and ends in silence.
    spectrum = np.abs(np.fft.rfft(wave)) ** 2
    assert spectrum[: len(spectrum) // 4].sum() > 0.6 * spectrum.sum()
    assert np.abs(wave[:80]).max() < 0.02 and np.abs(wave[-80:]).max() < 0.02


def test_numbers_differ() -> None:
    prompts = Prompts((BUILT_IN,))
    for stem, count in (("queue-place", PLACES), ("queue-minutes", MINUTES)):
        assert len({prompts.frames(f"{stem}-{n}", PCMU) for n in range(1, count + 1)}) == count
