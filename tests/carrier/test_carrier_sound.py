"""What the simulator says and hears: codecs, tones, speech, frequencies."""

import array

import pytest
from hypothesis import given, strategies as st

from sip.carrier.g711 import PCMA, PCMU, decode, encode_ulaw, ulaw_to
from sip.carrier.hearing import EVERY, Hearing
from sip.carrier.sound import FRAME, RATE, Loop, speech, tone


@given(st.lists(st.integers(-32768, 32767), min_size=1, max_size=50))
def test_ulaw_keeps_a_sample_within_its_step(samples: list[int]) -> None:
    decoded = decode(PCMU, encode_ulaw(array.array("h", samples)))
    for sample, back in zip(samples, decoded, strict=True):
        assert abs(back - sample) <= max(8, abs(sample) // 16 + 5, abs(sample) - 32124)


def test_g711_reference_values() -> None:
    """ITU-T G.711 tables 1a and 2a: extremes and zero."""
    assert list(decode(PCMU, b"\x00\x80\xff\x7f")) == [-32124, 32124, 0, 0]
    assert list(decode(PCMA, b"\xaa\x2a\xd5\x55")) == [32256, -32256, 8, -8]


@pytest.mark.parametrize("codec", [PCMU, PCMA])
@pytest.mark.parametrize("hertz", [300, 440, 697, 1004, 1633, 2500])
def test_a_tone_is_heard_at_its_frequency(hertz: int, codec: int) -> None:
    hearing = Hearing()
    hearing.feed(decode(codec, ulaw_to(codec, tone(hertz))))
    (stretch,) = hearing.stretches
    assert abs(stretch.hz - hertz) < 2
    assert stretch.purity > 0.95
    assert -12.5 < stretch.dbfs < -8.5


def test_stretches_tell_the_order_of_what_was_heard() -> None:
    hearing = Hearing()
    for recording in (tone(440), b"\xff" * RATE, tone(900)):
        hearing.feed(decode(PCMU, recording[: EVERY * 3]))
    heard = [round(stretch.hz, -1) for stretch in hearing.stretches]
    assert heard == [440, 0, 900]
    assert [(stretch.from_ms, stretch.to_ms) for stretch in hearing.stretches] == [(0, 768), (768, 1536), (1536, 2304)]


def test_only_the_last_stretches_are_kept() -> None:
    hearing = Hearing(keep=3)
    for hertz in (300, 400, 500, 600, 700):
        hearing.feed(decode(PCMU, tone(hertz)[:EVERY]))
    assert [round(stretch.hz, -2) for stretch in hearing.stretches] == [500, 600, 700]


def test_speech_has_pauses_and_no_pure_tone() -> None:
    hearing = Hearing()
    hearing.feed(decode(PCMU, speech(3)))
    assert any(stretch.hz == 0 for stretch in hearing.stretches)
    assert sum(stretch.hz > 0 for stretch in hearing.stretches) > 5
    assert speech(3) != speech(4)


def test_a_loop_has_no_seam() -> None:
    loop = Loop(tone(440))
    frames = [loop.next() for _ in range(2 * RATE // FRAME)]
    assert b"".join(frames) == tone(440) * 2


def test_a_loop_that_is_no_multiple_of_a_frame_goes_on_at_its_beginning() -> None:
    recording = bytes(range(200))
    loop = Loop(recording)
    assert loop.next() + loop.next() == (recording * 2)[:320]
