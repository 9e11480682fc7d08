"""What a party says, in a file: its sound, its length, lost packets, and what is left when a process is killed."""

import asyncio
import os
import signal
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, strategies as st

from sip.media.client import MediaClient
from sip.media.g711 import PCMA, PCMU
from sip.media.recorder import WAV_HEADER, Recorder, Take, seal, seal_all, wav_header
from sip.media.rtp import PLAIN
from tests.media.conftest import Listener
from tests.media.test_browser_sdp import FINGERPRINT
from tests.media.test_client import party
from tests.support.browser import offer
from tests.support.sound import frames, tone

RATE = 8000
FRAME = 160
SILENCE = b"\xff"


def put(take: Take, frame: int, sound: bytes, now: float, *, ssrc: int = 7, kind: int = PCMU, begin: int = 0) -> None:
    """The frame of that number arrives."""
    stamp = (begin + frame * FRAME) & 0xFFFFFFFF
    take.take(PLAIN.pack(0x80, kind, frame & 0xFFFF, stamp, ssrc) + sound, kind, frame & 0xFFFF, stamp, ssrc, now)


def pitch(wave: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
    """The strongest frequency, Hz."""
    return float(np.abs(np.fft.rfft(wave * np.hanning(len(wave)))).argmax() * RATE / len(wave))


def test_packets_lie_where_they_were_said() -> None:
    take = Take(100.0)
    sounds = [bytes([n]) * FRAME for n in range(5)]
    for n, sound in enumerate(sounds):
        put(take, n, sound, 100.0 + n * 0.02, begin=0xFFFFFF00)
    assert take.finish(100.1) == b"".join(sounds)


def test_lost_packets_are_silence_and_late_ones_find_their_place() -> None:
    take = Take(0.0)
    for n, now in ((0, 0.0), (1, 0.02), (3, 0.06), (2, 0.09), (2, 0.1), (6, 0.12)):
        put(take, n, bytes([n]) * FRAME, now)
    heard = take.finish(0.14)
    assert heard == b"".join(bytes([n]) * FRAME if n in (0, 1, 2, 3, 6) else SILENCE * FRAME for n in range(7))


def test_who_is_silent_first_and_last_is_silent_in_the_file() -> None:
    take = Take(0.0)
    put(take, 0, b"\x10" * FRAME, 1.0)
    assert take.finish(2.0) == SILENCE * RATE + b"\x10" * FRAME + SILENCE * (RATE - FRAME)


def test_another_source_goes_on_at_its_arrival() -> None:
    take = Take(0.0)
    put(take, 0, b"\x10" * FRAME, 0.0)
    put(take, 9, b"\x20" * FRAME, 0.5, ssrc=8, begin=123_456_789)
    put(take, 10, b"\x30" * FRAME, 0.52, ssrc=8, begin=987_654_321)  # its clock has jumped
    heard = take.finish(0.6)
    assert (heard[0], heard[200], heard[4000], heard[4160]) == (0x10, 0xFF, 0x20, 0x30) and len(heard) == 4800


def test_keys_are_silence_and_a_law_is_converted() -> None:
    take = Take(0.0)
    put(take, 0, bytes(4), 0.0, kind=101)
    put(take, 1, tone(440, payload_type=PCMA)[:FRAME], 0.02, kind=PCMA)
    heard = take.finish(0.04)
    assert heard[:FRAME] == SILENCE * FRAME
    assert sum(a != b for a, b in zip(heard[FRAME:], tone(440)[:FRAME], strict=True)) < FRAME / 2


@given(
    order=st.lists(st.integers(0, 60), max_size=80),
    late=st.lists(st.floats(0, 0.3), min_size=80, max_size=80),
    flushes=st.integers(1, 10),
)
def test_the_length_is_the_clocks_whatever_comes(order: list[int], late: list[float], flushes: int) -> None:
    take, written, now = Take(5.0), b"", 5.0
    for n, (frame, delay) in enumerate(zip(order, late, strict=False)):
        now = max(now, 5.0 + frame * 0.02 + delay)
        put(take, frame, bytes([frame]) * FRAME, now)
        if n % flushes == 0:
            written += take.flush(now)
            assert len(written) <= max(0, round((now - 5.0) * RATE))
    written += take.finish(now + 0.5)
    assert len(written) == round((now + 0.5 - 5.0) * RATE)
    assert set(written) <= set(range(61)) | {0xFF}


def test_the_header_is_that_of_a_wav_file(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    sound = tone(440, seconds=0.5)
    path.write_bytes(wav_header(None) + sound + b"\x80")
    assert WAV_HEADER == 58
    seal_all(tmp_path)
    info = soundfile.info(path)
    assert (info.format, info.subtype, info.samplerate, info.frames) == ("WAV", "ULAW", RATE, 4002)
    before = path.read_bytes()
    seal(path)
    assert path.read_bytes() == before
    path.write_bytes(before + sound)  # sealed too early: it has grown since
    seal(path)
    assert soundfile.info(path).frames == 8002
    path.write_bytes(b"RIFF of somebody else" * 9)
    seal(path)
    assert path.read_bytes() == b"RIFF of somebody else" * 9


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    recorder = Recorder(told.append)
    recorder.begin("a", tmp_path / "gone" / "a.wav", 0.0)
    recorder.begin("b", tmp_path / "b.wav", 0.0)
    recorder.close(1.0)
    recorder.begin("c", tmp_path / "c.wav", 2.0)
    recorder.tick(3.0)
    recorder.close(3.0)
    assert len(told) == 1 and "gone" in told[0]
    assert soundfile.info(tmp_path / "b.wav").frames == RATE


async def test_a_tone_that_was_spoken_is_in_the_file(media: MediaClient, tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    async with party(media, "a") as a, party(media, "b", payload_type=PCMA) as b:
        await a.speak(frames(tone(440)))
        await b.speak(frames(tone(900, payload_type=PCMA)))
        await asyncio.sleep(0.2)
        media.record("a", str(path))
        media.record("b", str(tmp_path / "b.wav"))
        await asyncio.sleep(1.5)
        media.stop_recording("a")
        await a.speak(frames(tone(2000)))
        await media.stats("a")
        media.close("b")
        await media.stats("a")
        await media.stop()
    for file, hz in ((path, 440), (tmp_path / "b.wav", 900)):
        wave, rate = soundfile.read(file)
        assert rate == RATE and 1.3 < len(wave) / RATE < 3
        assert pitch(wave) == pytest.approx(hz, abs=3)
        assert np.abs(wave[400:-400]).reshape(-1, 1)[: len(wave) // 2].max() > 0.05


async def test_a_browser_is_recorded_by_its_name(media: MediaClient, tmp_path: Path) -> None:
    media.open_browser("phone:a", offer(FINGERPRINT))
    media.record("phone:a", str(tmp_path / "a.wav"))
    media.open_browser("phone:a", offer(FINGERPRINT))
    await media.stats("phone:a")
    media.stop_recording("phone:a")
    await media.stats("phone:a")
    await media.stop()
    assert soundfile.info(tmp_path / "a.wav").format == "WAV"


async def test_two_seconds_at_most_are_lost_when_the_worker_is_killed(
    media: MediaClient, listener: Listener, tmp_path: Path
) -> None:
    path = tmp_path / "a.wav"
    async with party(media, "a") as a:
        await a.speak(frames(tone(440)))
        media.record("a", str(path))
        await media.stats("a")
        begun = asyncio.get_running_loop().time()
        await asyncio.sleep(3.0)
        said = asyncio.get_running_loop().time() - begun
        (worker,) = media.workers
        os.kill(worker, signal.SIGKILL)
        await listener.wait("died", frozenset({"a"}))
    seal(path)
    wave, _ = soundfile.read(path)
    assert said - 2.0 <= len(wave) / RATE <= said + 0.5
    assert pitch(wave[RATE // 4 :]) == pytest.approx(440, abs=3)


async def test_the_file_is_whole_when_the_switch_is_gone(media: MediaClient, tmp_path: Path) -> None:
    """The worker ends with its client, and finishes what it writes first."""
    async with party(media, "a") as a:
        await a.speak(frames(tone(440)))
        media.record("a", str(tmp_path / "a.wav"))
        await asyncio.sleep(1.0)
        await media.stop()
    assert soundfile.info(tmp_path / "a.wav").frames / RATE == pytest.approx(1.0, abs=0.4)
