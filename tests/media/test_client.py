"""Real worker process, real sockets on loopback, sound measured by frequency."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from sip.media import tones
from sip.media.client import Direction, FromLeg, LostReason, MediaClient, MediaSettings, Prompt, RtpRemote
from sip.media.g711 import PCMA, PCMU
from sip.media.tones import ToneReader
from tests.media.conftest import Listener
from tests.support.ports import RTP_PORTS
from tests.support.rtp import Packet, PressedKey, RtpPhone
from tests.support.sound import frames, loudness, pitch, strength, tone


@asynccontextmanager
async def party(
    media: MediaClient, leg: str, *, payload_type: int = 0, dtmf: int | None = 101
) -> AsyncIterator[RtpPhone]:
    """An RTP phone on a leg of its own; `dtmf` None: without telephone-event."""
    async with RtpPhone(payload_type=payload_type, dtmf_payload_type=dtmf or 101) as phone:
        address = media.open_rtp(leg)
        phone.call(*address)
        media.set_remote(
            leg,
            RtpRemote(host="127.0.0.1", port=phone.port, payload_type=payload_type, dtmf_payload_type=dtmf),
        )
        yield phone


def bridge(media: MediaClient, one: str, other: str) -> None:
    """Each hears the other."""
    media.hear(one, FromLeg(other))
    media.hear(other, FromLeg(one))


def in_band(phone: RtpPhone) -> str:
    """The digits that a phone has heard as tones."""
    digits: list[str] = []
    reader = ToneReader(digits.append)
    for packet in phone.heard:
        reader.take(bytes(12) + packet.payload, packet.payload_type, 0, 0, 0, 0.0)
    return "".join(digits)


def continuous(packets: list[Packet]) -> bool:
    """One SSRC, and sequence numbers without a gap."""
    numbers = [packet.sequence for packet in packets]
    follow = all((b - a) & 0xFFFF == 1 for a, b in pairwise(numbers))
    return follow and len({packet.ssrc for packet in packets}) == 1


async def test_two_parties_hear_one_another(media: MediaClient, listener: Listener) -> None:
    async with party(media, "a") as a, party(media, "b") as b:
        bridge(media, "a", "b")
        await a.speak(frames(tone(440)))
        await b.speak(frames(tone(1000)))
        at_b, at_a = await asyncio.gather(b.record(), a.record())
        assert pitch(at_b) == pytest.approx(440, abs=2)
        assert pitch(at_a) == pytest.approx(1000, abs=2)
        assert continuous(a.heard)
        await listener.wait("connected", "a")
        await listener.wait("connected", "b")
        stats = await media.stats("a")
        assert stats is not None
        assert stats.packets >= 50
        assert stats.lost == 0
        assert stats.sent >= 50


async def test_codecs_are_converted(media: MediaClient) -> None:
    async with party(media, "a") as a, party(media, "b", payload_type=PCMA) as b:
        bridge(media, "a", "b")
        await a.speak(frames(tone(600)))
        await b.speak(frames(tone(1400, payload_type=PCMA)))
        at_b, at_a = await asyncio.gather(b.record(), a.record())
        assert strength(at_b, 600, PCMA) > 0.95
        assert strength(at_a, 1400) > 0.95
        assert {packet.payload_type for packet in b.heard} == {PCMA}
        assert {packet.payload_type for packet in a.heard} == {0}


async def test_hold_music_and_back(media: MediaClient) -> None:
    async with party(media, "a") as a, party(media, "b") as b:
        bridge(media, "a", "b")
        await b.speak(frames(tone(1000)))
        assert pitch(await a.record(0.5)) == pytest.approx(1000, abs=3)
        media.hear("a", Prompt("hold"))
        await a.hear(lambda heard: heard[-1].timestamp != 0 and strength(_last(heard), 1000) < 0.1)
        assert loudness(_last(a.heard)) > 0.01
        media.hear("a", FromLeg("b"))
        await a.hear(lambda heard: strength(_last(heard), 1000) > 0.95)
        assert continuous(a.heard)
        steps = {(y.timestamp - x.timestamp) & 0xFFFFFFFF for x, y in pairwise(a.heard)}
        assert all(step % 160 == 0 and 0 < step < 0x80000000 for step in steps)


def _last(heard: list[Packet]) -> bytes:
    return b"".join(packet.payload for packet in heard[-20:])


async def test_ringback_is_the_japanese_one(media: MediaClient) -> None:
    async with party(media, "a") as a:
        media.hear("a", Prompt("ringback"))
        sound = await a.record(3.0)
        assert strength(sound[:8000], 400) > 0.5
        assert loudness(sound[8000:]) < 0.001


async def test_announcements_follow_one_another_and_their_end_is_told(media: MediaClient, listener: Listener) -> None:
    async with party(media, "a") as a, party(media, "b") as b:
        await b.speak(frames(tone(1000)))
        media.hear("a", FromLeg("b"))
        media.play("a", ("ringback", "nothing of this name", "ringback"))
        await listener.wait("played", "a")
        await a.hear(lambda heard: len(heard) >= 305)
        assert [strength(b"".join(p.payload for p in a.heard[at : at + 50]), 400) > 0.5 for at in (0, 50, 150)] == [
            True,
            False,
            True,
        ]
        assert loudness(b"".join(packet.payload for packet in a.heard[-5:])) == 0.0
        media.play("a", ("nothing of this name",))
        await listener.until(lambda: listener.reports.count(("played", "a")) == 2)


async def test_the_end_of_an_announcement_that_gave_way_is_not_told(media: MediaClient, listener: Listener) -> None:
    async with party(media, "a"):
        media.play("a", ("nothing of this name",))
        media.hear("a", Prompt("ringback"))
        media.play("a", ("ringback",))
        media.play("a", ("nothing of this name",))
        await listener.wait("played", "a")
        assert await media.stats("a") is not None
        assert listener.reports.count(("played", "a")) == 1


async def test_new_sounds_are_found_without_a_restart(listener: Listener, tmp_path: Path) -> None:
    client = MediaClient(listener, MediaSettings(sounds=(str(tmp_path),)))
    await client.start()
    try:
        async with party(client, "a") as a:
            (tmp_path / "late.ulaw").write_bytes(tone(700))
            client.refresh_sounds()
            client.hear("a", Prompt("late"))
            assert pitch(await a.record(0.5)) == pytest.approx(700, abs=3)
    finally:
        await client.stop()


async def test_a_prompt_that_ends_is_followed_by_silence(media: MediaClient) -> None:
    async with party(media, "a") as a, party(media, "b") as b:
        media.hear("a", Prompt("ringback", loop=False))
        media.hear("b", Prompt("ringback"))
        await b.hear(lambda heard: len(heard) >= 190)
        assert len(a.heard) == 150 + 5
        assert loudness(b"".join(packet.payload for packet in a.heard[-5:])) == 0.0


async def test_digits_go_through_with_the_other_partys_payload_type(media: MediaClient, listener: Listener) -> None:
    async with party(media, "a", dtmf=101) as a, party(media, "b", dtmf=96) as b:
        bridge(media, "a", "b")
        await a.press("12#")
        await b.hear(lambda _: len(b.pressed()) == 3)
        assert [key.digit for key in b.pressed()] == ["1", "2", "#"]
        await listener.until(lambda: listener.digits("a") == "12#")


async def test_digits_are_sent(media: MediaClient) -> None:
    async with party(media, "a") as a, party(media, "b") as b:
        bridge(media, "a", "b")
        await b.speak(frames(tone(1000)))
        await a.hear(lambda heard: len(heard) > 10)
        media.send_digits("a", "5*")
        await a.hear(lambda heard: len(a.pressed()) == 2 and heard[-1].payload_type == 0)
        assert a.pressed() == [PressedKey("5", 960), PressedKey("*", 960)]
        assert continuous(a.heard)
        kinds = [packet.payload_type for packet in a.heard]
        begin, end = kinds.index(101), len(kinds) - kinds[::-1].index(101)
        assert set(kinds[begin:end]) == {101}


@pytest.mark.parametrize("law", [PCMU, PCMA])
async def test_a_party_without_events_is_sent_tones(media: MediaClient, law: int) -> None:
    async with party(media, "a", payload_type=law, dtmf=None) as a, party(media, "b") as b:
        bridge(media, "a", "b")
        await b.speak(frames(tone(1000)))
        await a.hear(lambda heard: len(heard) > 10)
        media.send_digits("a", "5*")
        await b.hush()
        await a.hear(lambda _: in_band(a) != "")
        await b.press("7")
        await a.hear(lambda _: len(in_band(a)) == 3)
        assert in_band(a) == "5*7", "what the switch sends, then what the other party presses by an event"
        assert continuous(a.heard)


@pytest.mark.parametrize("offered", [None, 101])
async def test_tones_of_a_party_without_events_are_found_while_keys_matter(
    media: MediaClient, listener: Listener, offered: int | None
) -> None:
    """`offered`: what we offered it for events, which it did not take up."""
    async with party(media, "a", dtmf=None) as a, party(media, "b") as b:
        media.set_remote("a", RtpRemote(host="127.0.0.1", port=a.port, own_dtmf_payload_type=offered))
        await a.speak([*tones.frames("1", 0)])
        media.hear("b", FromLeg("a"))
        await b.hear(lambda heard: len(heard) > 40)
        assert listener.digits("a") == ""
        media.listen("a", True)
        await listener.until(lambda: listener.digits("a").startswith("11"))
        media.listen("a", False)
        await a.speak([*tones.frames("2", 0)])
        begun = len(b.heard)
        await b.hear(lambda heard: len(heard) > begun + 40)
        assert set(listener.digits("a")) == {"1"}


async def test_tones_of_a_party_with_events_are_no_digits(media: MediaClient, listener: Listener) -> None:
    async with party(media, "a") as a, party(media, "b") as b:
        media.listen("a", True)
        media.hear("b", FromLeg("a"))
        await a.speak([*tones.frames("1", 0)])
        await b.hear(lambda heard: len(heard) > 40)
        await a.hush()
        await a.press("3")
        await listener.until(lambda: listener.digits("a") != "")
        assert listener.digits("a") == "3"


async def test_a_party_behind_a_translator_is_found_but_no_third_one_gets_in(media: MediaClient) -> None:
    async with party(media, "a") as a, party(media, "b") as b, RtpPhone() as thief:
        bridge(media, "a", "b")
        media.set_remote("b", RtpRemote(host="127.0.0.1", port=9, dtmf_payload_type=101))
        await a.speak(frames(tone(440)))
        await b.speak(frames(tone(1000)))
        assert pitch(await b.record()) == pytest.approx(440, abs=2)
        thief.remote = b.remote
        await thief.speak(frames(tone(2000)))
        sound = await a.record()
        assert pitch(sound) == pytest.approx(1000, abs=2)
        assert strength(sound, 2000) < 0.01
        assert thief.heard == []


async def test_a_party_whose_translator_begins_anew_is_found_again(media: MediaClient, listener: Listener) -> None:
    async with party(media, "a") as a, party(media, "b") as b, RtpPhone(ssrc=7) as thief:
        bridge(media, "a", "b")
        await a.speak(frames(tone(440)))
        await b.speak(frames(tone(1000)))
        await b.hear(lambda heard: len(heard) > 10)
        await b.hush()
        thief.remote = b.remote
        await thief.speak(frames(tone(2000)))
        async with RtpPhone(ssrc=b.ssrc, sequence=b.sequence, timestamp=b.timestamp) as moved:
            moved.remote = b.remote
            await moved.speak(frames(tone(800)))
            assert pitch(await moved.record()) == pytest.approx(440, abs=2)
            sound = await a.record()
            assert pitch(sound) == pytest.approx(800, abs=2) and strength(sound, 2000) < 0.01
            assert thief.heard == []


@pytest.mark.parametrize("settings", [MediaSettings(rtp_ports=RTP_PORTS, rtp_timeout=0.3)])
async def test_silence_is_reported(media: MediaClient, listener: Listener) -> None:
    async with party(media, "a") as a, party(media, "b"):
        await a.speak(frames(tone(440)))
        await listener.wait("lost", "b", LostReason.RTP_TIMEOUT)
        assert ("lost", "a", LostReason.RTP_TIMEOUT) not in listener.reports
        await a.hush()
        await listener.wait("lost", "a", LostReason.RTP_TIMEOUT)


async def test_a_killed_worker_is_replaced_and_its_legs_are_reported(media: MediaClient, listener: Listener) -> None:
    async with party(media, "a"), party(media, "b"):
        (before,) = media.workers
        assert await media.stats("a") is not None
        os.kill(before, signal.SIGKILL)
        await listener.wait("died", frozenset({"a", "b"}))
        assert await media.stats("a") is None
        assert media.legs == frozenset()
    async with asyncio.timeout(10):
        while not media.workers:
            await asyncio.sleep(0.05)
    assert media.workers != (before,)
    async with party(media, "a") as a:
        media.hear("a", Prompt("hold"))
        assert loudness(await a.record(0.5)) > 0.01


async def test_a_party_on_hold_is_sent_nothing_and_its_silence_is_allowed(
    media: MediaClient, listener: Listener
) -> None:
    async with party(media, "a") as a, party(media, "b") as b:
        bridge(media, "a", "b")
        await a.speak(frames(tone(440)))
        await b.record(0.2)
        media.set_remote("b", RtpRemote(host="127.0.0.1", port=b.port, direction=Direction.SENDONLY))
        before = await media.stats("b")
        await b.speak(frames(tone(1000)))
        assert pitch(await a.record(0.5)) == pytest.approx(1000, abs=3)
        after = await media.stats("b")
        assert before is not None
        assert after is not None
        assert after.sent == before.sent


async def test_the_hold_of_old_phones_sends_nothing_to_ourselves(media: MediaClient) -> None:
    async with party(media, "a") as a, party(media, "b") as b:
        media.set_remote("b", RtpRemote(host="0.0.0.0", port=b.port))
        bridge(media, "a", "b")
        await a.speak(frames(tone(440)))
        async with asyncio.timeout(5):
            while (stats := await media.stats("a")) is None or stats.packets < 20:
                await asyncio.sleep(0)
        stats = await media.stats("b")
        assert stats is not None
        assert stats.sent == 0
        assert b.heard == []


async def test_a_name_is_no_address(media: MediaClient) -> None:
    media.open_rtp("a")
    with pytest.raises(ValueError, match=r"phone\.example"):
        media.set_remote("a", RtpRemote(host="phone.example", port=4000))


@pytest.mark.parametrize("settings", [MediaSettings(rtp_ports=RTP_PORTS, report_interval=0.2)])
async def test_reports_are_exchanged(media: MediaClient) -> None:
    """Two legs of the worker face one another, so each gets the other's reports."""
    one, other = media.open_rtp("one"), media.open_rtp("other")
    media.set_remote("one", RtpRemote(host="127.0.0.1", port=other.port))
    media.set_remote("other", RtpRemote(host="127.0.0.1", port=one.port))
    media.hear("one", Prompt("hold"))
    media.hear("other", Prompt("hold"))
    async with asyncio.timeout(10):
        while (stats := await media.stats("one")) is None or stats.rtt is None:
            await asyncio.sleep(0.05)
    assert stats.remote_lost == 0
    assert stats.remote_jitter is not None
    assert 0 <= stats.rtt < 1000
