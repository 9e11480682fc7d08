"""Keys as tones: found within the tolerances of ITU-T Q.24, and nowhere else."""

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from sip.carrier.sound import speech
from sip.media.dtmf import DIGITS
from sip.media.g711 import PCMA, PCMU, ULAW_TO_ALAW, ulaw_to_linear
from sip.media.prompts import BUILT_IN
from sip.media.sounds.generate import ulaw
from sip.media.tones import FULL_SCALE_DBM0, HIGH, KEYS, LOW, ToneReader, frames
from tests.support.sound import RATE

Sound = NDArray[np.float64]
PAIRS = list(product(range(4), range(4)))
LINEAR = np.array([ulaw_to_linear(code) for code in range(256)]) / 32768


def pair(
    row: int,
    column: int,
    ms: float,
    *,
    off: tuple[float, float] = (0.0, 0.0),
    dbm0: tuple[float, float] = (-9.0, -7.0),
    phase: float = 0.0,
) -> Sound:
    """Two tones; `off`: part of the frequency by which each is beside it."""
    time = np.arange(round(ms * RATE / 1000)) / RATE
    low, high = (32124 / 32768 * 10 ** ((level - FULL_SCALE_DBM0) / 20) for level in dbm0)
    wave = 2 * np.pi * time
    sound: Sound = low * np.sin(wave * LOW[row] * (1 + off[0]) + phase)
    return sound + high * np.sin(wave * HIGH[column] * (1 + off[1]) + 1.7 * phase)


def quiet(ms: float) -> Sound:
    return np.zeros(round(ms * RATE / 1000))


def found(sound: Sound | bytes, law: int = PCMU, packet: int = 160) -> str:
    """The digits that a reader finds in packets of so many samples."""
    coded = sound if isinstance(sound, bytes) else ulaw(np.clip(sound, -1, 1))
    if law == PCMA and not isinstance(sound, bytes):
        coded = coded.translate(ULAW_TO_ALAW)
    digits: list[str] = []
    reader = ToneReader(digits.append)
    for at in range(0, len(coded), packet):
        reader.take(bytes(12) + coded[at : at + packet], law, 0, 0, 0, 0.0)
    return "".join(digits)


@pytest.mark.parametrize("law", [PCMU, PCMA])
@pytest.mark.parametrize("off", list(product((-0.015, 0.0, 0.015), repeat=2)))
@pytest.mark.parametrize("dbm0", [(-8, -6), (-3, -3), (-25, -25), (-6, -2), (-4, -12), (-9, -4)])
def test_every_key_is_found_within_the_tolerances(
    law: int, off: tuple[float, float], dbm0: tuple[float, float]
) -> None:
    """40 ms of tone and 40 ms of pause, at any offset against the packets, with twist up to +5 and -8 dB."""
    sound, wanted = [quiet(33)], ""
    for number, (row, column) in enumerate(PAIRS):
        tone = pair(row, column, 40, off=off, dbm0=dbm0, phase=0.9 * number)
        again = pair(row, column, 40, off=off, dbm0=dbm0, phase=2.1 * number)
        sound += [tone, quiet(40), again, quiet(40 + 0.375 * number)]
        wanted += KEYS[row][column] * 2
    assert found(np.concatenate(sound), law) == wanted


def once(tone: Sound, shift: int, packet: int = 160) -> str:
    return found(np.concatenate([np.zeros(300 + shift), tone, quiet(100)]), packet=packet)


@pytest.mark.parametrize("packet", [80, 160, 240, 37])
def test_packets_of_any_length_do(packet: int) -> None:
    assert "".join(once(pair(row, column, 60), 7 * row, packet) for row, column in PAIRS) == "".join(KEYS)


@pytest.mark.parametrize(
    "how",
    [
        {"off": (0.03, 0.0)},
        {"off": (-0.03, 0.0)},
        {"off": (0.0, 0.03)},
        {"off": (0.0, -0.03)},
        {"dbm0": (-30.0, -30.0)},
        {"dbm0": (-20.0, -8.0)},
        {"dbm0": (-6.0, -20.0)},
    ],
)
def test_what_is_beside_the_tolerances_is_no_key(how: dict[str, tuple[float, float]]) -> None:
    for number, (row, column) in enumerate(PAIRS):
        assert once(pair(row, column, 100, phase=number, **how), 11 * number) == ""


def test_what_is_too_short_is_no_key() -> None:
    for number, (row, column) in enumerate(PAIRS):
        assert once(pair(row, column, 20, phase=number), 9 * number) in ("", KEYS[row][column])
        assert once(pair(row, column, 12, phase=number), 9 * number) == ""


def test_one_tone_alone_is_no_key() -> None:
    for row, column in PAIRS:
        assert once(pair(row, column, 100, dbm0=(-7.0, -70.0)), 0) == ""
        assert once(pair(row, column, 100, dbm0=(-70.0, -7.0)), 0) == ""


def test_a_lost_packet_does_not_press_a_key_twice() -> None:
    for number, (row, column) in enumerate(PAIRS):
        tone = pair(row, column, 120, phase=number)
        assert once(np.delete(tone, slice(400, 560)), 5 * number) == KEYS[row][column]


def test_a_key_held_long_is_pressed_once() -> None:
    assert once(pair(1, 1, 3000), 0) == "5"


def test_noise_on_the_line_hides_no_key() -> None:
    chance = np.random.default_rng(1)
    for number, (row, column) in enumerate(PAIRS):
        tone = pair(row, column, 60, phase=number)
        noise = chance.normal(0, np.sqrt(np.mean(tone**2) / 10**1.5), len(tone))
        assert once(tone + noise, 13 * number) == KEYS[row][column], "15 dB under the tones"


SPEEDS = (1.0, 0.8, 0.9, 1.1, 1.25)


@pytest.mark.parametrize("speed", SPEEDS)
def test_speech_and_music_press_no_key(speed: float) -> None:
    """Four minutes of shipped Japanese speech and of music, at the pitch of five voices."""
    heard = 0
    for path in sorted(BUILT_IN.glob("*.ulaw")):
        linear = LINEAR[np.frombuffer(path.read_bytes(), np.uint8)]
        sound = np.interp(np.arange(0, len(linear) - 1, speed), np.arange(len(linear)), linear)
        heard += len(sound)
        assert found(sound) == "", path.name
    assert heard > 150 * RATE


def test_the_simulators_speech_presses_no_key() -> None:
    for voice in range(8):
        assert found(speech(voice) * 3) == ""


@pytest.mark.parametrize("law", [PCMU, PCMA])
def test_what_is_made_is_found(law: int) -> None:
    coded = b"".join(frames(DIGITS + "11", law))
    assert found(coded, law) == DIGITS + "11"
    assert len(coded) == 18 * 9 * 160


def test_other_formats_are_passed_over() -> None:
    digits: list[str] = []
    reader = ToneReader(digits.append)
    sound = ulaw(pair(0, 0, 100))
    for at in range(0, len(sound), 160):
        reader.take(bytes(12) + b"\xff" * 20, 13, 0, 0, 0, 0.0)
        reader.take(bytes(12) + sound[at : at + 160], 0x80, 0, 0, 0, 0.0)
    assert digits == ["1"]
