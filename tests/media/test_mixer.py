"""Several parties heard together: who hears whom, by tones; loud, late, silent and A-law parties."""

import asyncio
from itertools import count, pairwise

import pytest

from sip.media.client import FromLeg, MediaClient, MediaSettings, Mix
from sip.media.g711 import ALAW_TO_ULAW, PCMA, PCMU
from sip.media.mixer import Mixer
from sip.media.outlet import Outlet
from sip.media.rtp import PLAIN
from tests.media.test_client import party
from tests.support.ports import RTP_PORTS
from tests.support.sound import burst, frames, loudness, strength, tone

HZ = {"a": 500.0, "b": 800.0, "c": 1300.0}


class Sink:
    """An outlet and what came out of it."""

    def __init__(self, payload_type: int = PCMU) -> None:
        self.outlet = Outlet(1, 0, 0)
        self.outlet.set_formats(payload_type, None)
        self.frames: list[bytes] = []
        self.outlet.set_transmit(lambda packet: self.frames.append(packet[12:]))

    @property
    def sound(self) -> bytes:
        return b"".join(self.frames)


_numbers = count()


def say(mixer: Mixer, leg: str, payload: bytes, payload_type: int = PCMU, now: float = 0.0) -> None:
    sequence = next(_numbers) & 0xFFFF
    for forward in mixer.forward(leg):
        forward(PLAIN.pack(0x80, payload_type, 0, 0, 7) + payload, payload_type, sequence, sequence * 160, 7, now)


def hold_conference(mixer: Mixer, sounds: dict[str, list[bytes]], *, kinds: dict[str, int] | None = None) -> None:
    for tick in range(len(next(iter(sounds.values())))):
        for leg, cut in sounds.items():
            say(mixer, leg, cut[tick], (kinds or {}).get(leg, PCMU), tick * 0.02)
        mixer.tick(tick * 0.02)


def test_each_hears_the_others_and_not_itself() -> None:
    mixer, sinks = Mixer(), {leg: Sink() for leg in HZ}
    for leg, sink in sinks.items():
        mixer.hear(leg, sink.outlet, [other for other in HZ if other != leg])
    hold_conference(mixer, {leg: frames(tone(hz)) for leg, hz in HZ.items()})
    for leg, sink in sinks.items():
        steady = sink.sound[800:]
        for other, hz in HZ.items():
            share = strength(steady, hz)
            assert share < 0.001 if other == leg else 0.4 < share < 0.6, (leg, other, share)


@pytest.mark.parametrize("sink_kind", [PCMU, PCMA])
def test_either_law_in_and_out(sink_kind: int) -> None:
    mixer, sink = Mixer(), Sink(sink_kind)
    mixer.hear("x", sink.outlet, ["a", "b"])
    sounds = {"a": frames(tone(HZ["a"], payload_type=PCMA)), "b": frames(tone(HZ["b"]))}
    hold_conference(mixer, sounds, kinds={"a": PCMA})
    assert strength(sink.sound[800:], HZ["a"], sink_kind) == pytest.approx(0.5, abs=0.05)
    assert strength(sink.sound[800:], HZ["b"], sink_kind) == pytest.approx(0.5, abs=0.05)


def test_one_party_comes_through_unchanged() -> None:
    mixer, sink = Mixer(), Sink()
    mixer.hear("x", sink.outlet, ["a", "b"])
    said = frames(tone(HZ["a"]))
    hold_conference(mixer, {"a": said})
    assert sink.frames == said


def test_loud_parties_together_are_clipped_not_wrapped() -> None:
    mixer, sink = Mixer(), Sink()
    mixer.hear("x", sink.outlet, ["a", "b"])
    loud = frames(tone(HZ["a"], loudness=0.9))
    hold_conference(mixer, {"a": loud, "b": loud})
    assert strength(sink.sound[800:], HZ["a"]) > 0.85
    assert loudness(sink.sound[800:]) > 0.8


def test_a_burst_loses_its_oldest_and_silence_is_sent_meanwhile() -> None:
    mixer, sink = Mixer(), Sink()
    mixer.hear("x", sink.outlet, ["a", "b"])
    mixer.tick(0.0)
    assert loudness(sink.sound) < 0.001 and len(sink.frames) == 1
    for frame in frames(tone(HZ["a"], seconds=2.0)):
        say(mixer, "b", frame)
    for tick in range(12):
        mixer.tick(tick * 0.02)
    spoken = [frame for frame in sink.frames if loudness(frame) > 0.01]
    assert 2 <= len(spoken) <= 8


def test_events_are_not_mixed_and_who_leaves_is_forgotten() -> None:
    mixer, sink = Mixer(), Sink()
    mixer.hear("x", sink.outlet, ["a", "b"])
    say(mixer, "a", b"\x05\x80\x00\xa0" * 200, 101)
    mixer.tick(0.0)
    assert loudness(sink.sound) < 0.001
    mixer.leave("x")
    assert mixer.forward("a") == ()
    mixer.tick(0.02)
    assert len(sink.frames) == 1


def test_the_laws_agree() -> None:
    """Encoding what was decoded gives the code back (both zeros of µ-law are one)."""
    mixer, sink = Mixer(), Sink()
    mixer.hear("x", sink.outlet, ["silent", "a"])
    every = bytes(range(256)) + bytes(64)
    for frame in (bytes(160), every[:160], every[160:], bytes(160)):  # the first begins softly, the last ends so
        say(mixer, "a", frame)
    for tick in range(4):
        mixer.tick(tick * 0.02)
    assert sink.sound[160:480].replace(b"\x7f", b"\xff") == every.replace(b"\x7f", b"\xff")
    assert len(set(bytes(range(256)).translate(ALAW_TO_ULAW))) > 200


@pytest.mark.parametrize(
    "settings",
    [MediaSettings(rtp_ports=RTP_PORTS), MediaSettings(workers=2, rtp_ports=RTP_PORTS)],
    ids=["one worker", "two workers"],
)
async def test_a_conference_of_real_parties(media: MediaClient) -> None:
    async with party(media, "a") as a, party(media, "b") as b, party(media, "c") as c:
        phones = {"a": a, "b": b, "c": c}
        for leg in phones:
            media.hear(leg, Mix(tuple(other for other in phones if other != leg)))
        for leg, phone in phones.items():
            await phone.speak(frames(tone(HZ[leg])))
        heard = dict(zip(phones, await asyncio.gather(*(phone.record() for phone in phones.values())), strict=True))
        for leg, sound in heard.items():
            for other, hz in HZ.items():
                share = strength(sound, hz)
                assert share < 0.05 if other == leg else share > 0.25, (leg, other, share)
        media.close("c")
        media.hear("a", FromLeg("b"))
        media.hear("b", FromLeg("a"))
        await a.hear(lambda sound: strength(b"".join(packet.payload for packet in sound[-20:]), HZ["b"]) > 0.95)


class Caller:
    """A party that speaks a pure tone, and what its hearer is sent: whole packets."""

    def __init__(self) -> None:
        self.mixer = Mixer()
        self.outlet = Outlet(1, 0, 0)
        self.outlet.set_formats(PCMU, None)
        self.packets: list[bytes] = []
        self.outlet.set_transmit(self.packets.append)
        self.tick = 0

    def speaks(self, ticks: int, *others: str) -> None:
        voice = {leg: frames(tone(HZ[leg], seconds=20.0)) for leg in ("a", *others)}
        for _ in range(ticks):
            now = self.tick * 0.02
            for leg, cut in voice.items():
                header = PLAIN.pack(0x80, PCMU, self.tick, self.tick * 160, 7)
                sinks = self.mixer.forward(leg)
                # As the worker links it: relayed where the mixer does not hold the hearer.
                relayed = leg == "a" and self.mixer.lead("x") is None
                for forward in (self.outlet.forward, *sinks) if relayed else sinks:
                    forward(header + cut[self.tick], PCMU, self.tick, self.tick * 160, 7, now)
            self.mixer.tick(now)
            self.tick += 1


def test_others_come_and_go_without_a_gap_or_a_click() -> None:
    """Relayed, joined by one, by two, by one, relayed again: every frame of the lead is there in its place."""
    call = Caller()
    call.speaks(20)
    for others in (("b",), ("b", "c"), ("c",), ()):
        call.mixer.hear("x", call.outlet, ("a", *others), led=True)
        call.speaks(25, *others)
    assert call.mixer.lead("x") is None, "the hearer is relayed again"
    headers = [PLAIN.unpack_from(packet) for packet in call.packets]
    assert len(headers) == call.tick
    assert {now[2] - before[2] for before, now in pairwise(headers)} == {1}
    assert {now[3] - before[3] for before, now in pairwise(headers)} == {160}
    heard = b"".join(packet[12:] for packet in call.packets)
    assert burst(heard, HZ["a"], HZ["b"], HZ["c"]) < 0.012
    own = frames(tone(HZ["a"], seconds=20.0))
    assert call.packets[-1][12:] == own[call.tick - 1]


def test_a_lead_that_falls_silent_takes_nobody_with_it() -> None:
    call = Caller()
    call.mixer.hear("x", call.outlet, ("a", "b"))
    call.speaks(10, "b")
    said = frames(tone(HZ["b"]))
    for tick in range(30):
        say(call.mixer, "b", said[tick], now=call.tick * 0.02)
        call.mixer.tick(call.tick * 0.02)
        call.tick += 1
    alone = b"".join(packet[12:] for packet in call.packets[-15:])
    assert strength(alone, HZ["b"]) > 0.95
    sent = len(call.packets)
    call.speaks(20, "b")
    assert 20 <= len(call.packets) - sent <= 21
    assert strength(b"".join(packet[12:] for packet in call.packets[-10:]), HZ["a"]) > 0.4
    numbers = [PLAIN.unpack_from(packet)[2] for packet in call.packets]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_packets_that_come_late_end_and_begin_softly() -> None:
    """The other party's packets are held up for 100 ms now and then, and come all at once."""
    call = Caller()
    call.mixer.hear("x", call.outlet, ("a", "b"), led=True)
    call.outlet.switch()
    own, others = frames(tone(HZ["a"], seconds=3.0)), frames(tone(HZ["b"], seconds=3.0))
    late: list[bytes] = []
    for tick in range(150):
        now = tick * 0.02
        say(call.mixer, "a", own[tick], now=now)
        late.append(others[tick])
        if tick % 30 >= 5:
            for frame in late:
                say(call.mixer, "b", frame, now=now)
            late.clear()
        call.mixer.tick(now)
    heard = b"".join(packet[12:] for packet in call.packets)
    assert strength(heard, HZ["b"]) > 0.3
    assert burst(heard[1600:], HZ["a"], HZ["b"]) < 0.012


def test_nine_loud_parties_at_once() -> None:
    mixer, sink, names = Mixer(), Sink(), [f"p{number}" for number in range(9)]
    mixer.hear("x", sink.outlet, names)
    loud = frames(tone(HZ["a"], loudness=0.99))
    hold_conference(mixer, dict.fromkeys(names, loud))
    assert strength(sink.sound[800:], HZ["a"]) > 0.7
