"""Browser legs against strangers, silence and wrong certificates; the browser is played in Python."""

import asyncio
import random
import secrets
import socket
import weakref

import pytest

from sip.media.browser_leg import BrowserLeg, BrowserPort
from sip.media.client import BadOffer, FromLeg, LostReason, MediaClient, MediaSettings, Prompt
from sip.media.dtls import DtlsClosed, DtlsFailed
from sip.media.protocol import Notification, OpenBrowser
from sip.media.stun import binding_request
from tests.media.conftest import Listener
from tests.media.test_client import bridge, party
from tests.support.browser import PyBrowser
from tests.support.ports import RTP_PORTS
from tests.support.rtp import HEADER, parse
from tests.support.sound import frames, loudness, pitch, strength, tone


async def attach(media: MediaClient, leg: str = "phone:1") -> PyBrowser:
    """A browser with DTLS up."""
    browser = PyBrowser()
    answer = media.open_browser(leg, browser.offer)
    await asyncio.to_thread(browser.connect, answer)
    return browser


async def receive(browser: PyBrowser, count: int) -> list[bytes]:
    """The next RTP packets, in clear."""
    loop = asyncio.get_running_loop()
    found: list[bytes] = []
    async with asyncio.timeout(10):
        while len(found) < count:
            packet = browser.take(await loop.sock_recv(browser.socket, 2048))
            if packet is not None:
                found.append(packet)
    return found


async def test_sound_both_ways(media: MediaClient, listener: Listener) -> None:
    browser = await attach(media)
    await listener.wait("connected", "phone:1")
    async with party(media, "a") as a:
        bridge(media, "a", "phone:1")
        await a.speak(frames(tone(900)))
        packets = [parse(data) for data in await receive(browser, 50)]
        assert pitch(b"".join(packet.payload for packet in packets)) == pytest.approx(900, abs=2)
        assert {packet.ssrc for packet in packets} == {browser.ssrc}
        for index, frame in enumerate(frames(tone(500))):
            browser.send(HEADER.pack(0x80, 0, index, index * 160, 7) + frame)
        assert pitch(await a.record()) == pytest.approx(500, abs=2)
    browser.close()


async def test_digits_both_ways(media: MediaClient, listener: Listener) -> None:
    browser = await attach(media)
    async with party(media, "a", dtmf=101) as a:
        bridge(media, "a", "phone:1")
        await a.press("7")
        (first, *_) = [parse(data) for data in await receive(browser, 8)]
        assert (first.payload_type, first.payload[0], first.marker) == (126, 7, True)
        for index in range(3):
            browser.send(HEADER.pack(0x80, 126, index, 1000, 7) + bytes((11, 0x8A, 3, 0xC0)))
        await listener.wait("digit", "phone:1", "#")
        await a.hear(lambda heard: len(heard) == 3)
        assert [key.digit for key in a.pressed()] == ["#"]
    browser.close()


async def test_goodbye_is_reported(media: MediaClient, listener: Listener) -> None:
    browser = await attach(media)
    browser.close()
    await listener.wait("lost", "phone:1", LostReason.CLOSED)


async def test_a_wrong_certificate_gets_no_sound(media: MediaClient, listener: Listener) -> None:
    browser = PyBrowser(wrong_certificate=True)
    answer = media.open_browser("phone:1", browser.offer)
    media.hear("phone:1", Prompt("hold"))
    with pytest.raises((DtlsFailed, DtlsClosed, TimeoutError)):
        await asyncio.to_thread(browser.connect, answer, 1.0)
        await receive(browser, 1)
    await listener.wait("lost", "phone:1", LostReason.DTLS_FAILED)
    assert ("connected", "phone:1") not in listener.reports
    stats = await media.stats("phone:1")
    assert stats is not None
    assert stats.sent == 0
    browser.close()


@pytest.mark.parametrize("settings", [MediaSettings(rtp_ports=RTP_PORTS, consent_timeout=0.5)])
async def test_a_vanished_browser_is_reported(media: MediaClient, listener: Listener) -> None:
    browser = await attach(media)
    await listener.wait("connected", "phone:1")
    browser.close(notify=False)
    await listener.wait("lost", "phone:1", LostReason.CONSENT_EXPIRED)


async def test_a_browser_may_move_to_another_address(media: MediaClient) -> None:
    browser = await attach(media)
    media.hear("phone:1", Prompt("hold"))
    await receive(browser, 5)
    old = browser.socket
    browser.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    browser.socket.setblocking(False)
    browser.socket.connect(old.getpeername())
    browser.check()
    assert len(await receive(browser, 10)) == 10
    old.close()
    browser.close()


async def test_a_second_browser_takes_the_place_of_the_first(media: MediaClient) -> None:
    first = await attach(media)
    async with party(media, "a") as a:
        bridge(media, "a", "phone:1")
        await a.speak(frames(tone(900)))
        await receive(first, 5)
        second = await attach(media)
        packets = [parse(data) for data in await receive(second, 50)]
        assert strength(b"".join(packet.payload for packet in packets), 900) > 0.9
        with pytest.raises(DtlsClosed):
            await receive(first, 1000)
        for index, frame in enumerate(frames(tone(500))):
            second.send(HEADER.pack(0x80, 0, index, index * 160, 7) + frame)
        assert pitch(await a.record()) == pytest.approx(500, abs=2)
        first.close(notify=False)
        second.close()


async def test_strangers_change_nothing(media: MediaClient, listener: Listener) -> None:
    """Random datagrams, and such as look like STUN, DTLS, SRTP and RTP, at the browser port and at both RTP ports."""
    browser = await attach(media)
    chance = random.Random(4)
    async with party(media, "a") as a:
        bridge(media, "a", "phone:1")
        await a.speak(frames(tone(900)))
        await receive(browser, 5)
        await a.hear(lambda _: True)
        rtp = a.remote
        assert rtp is not None
        targets = [browser.socket.getpeername(), rtp, (rtp[0], rtp[1] + 1)]
        good = binding_request(secrets.token_bytes(12), b"nobody:x", b"wrong", use_candidate=True)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            for round_ in range(600):
                for target in targets:
                    stranger.sendto(_garbage(chance, good), target)
                if round_ % 20 == 19:
                    await asyncio.sleep(0)
            # From the browser's own, verified address too: broken SRTP, DTLS and STUN.
            for _ in range(600):
                browser.socket.send(_garbage(chance, good))
        await _drain(browser)
        packets = [parse(data) for data in await receive(browser, 50)]
        assert strength(b"".join(packet.payload for packet in packets), 900) > 0.9
        for index, frame in enumerate(frames(tone(500))):
            browser.send(HEADER.pack(0x80, 0, index, index * 160, 7) + frame)
        assert pitch(await a.record()) == pytest.approx(500, abs=2)
        stats = await media.stats("phone:1")
        assert stats is not None
        assert stats.dropped > 0
    assert [report[0] for report in listener.reports if report[0] != "connected"] == []
    browser.close()


async def _drain(browser: PyBrowser) -> None:
    try:
        while True:
            browser.socket.recv(65536)
    except BlockingIOError:
        return


def _garbage(chance: random.Random, good: bytes) -> bytes:
    """Nothing, noise, noise with a plausible first octet, or a Binding request with some octets changed."""
    kind = chance.randrange(4)
    if kind == 0:
        return chance.randbytes(chance.choice((0, 1, 2, 4, 8, 11, 12, 13, 20, 200, 1600)))
    if kind == 1:
        return bytes((chance.choice((0, 1, 20, 22, 23, 63, 128, 144, 160, 191)),)) + chance.randbytes(40)
    if kind == 2:
        return bytes((0x80, chance.choice((0, 8, 101, 126, 200, 201, 203)))) + chance.randbytes(chance.randrange(180))
    changed = bytearray(good)
    for _ in range(chance.randrange(1, 4)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(len(changed) + 1)])


async def test_an_offer_without_sound_is_refused(media: MediaClient) -> None:
    with pytest.raises(BadOffer):
        media.open_browser("phone:1", "v=0\r\n")
    assert media.legs == frozenset()


async def test_several_may_hear_one_and_a_closed_leg_fades_out(media: MediaClient) -> None:
    async with party(media, "a") as a, party(media, "b") as b, party(media, "c") as c:
        media.hear("a", FromLeg("b"))
        media.hear("c", FromLeg("b"))
        await b.speak(frames(tone(900)))
        at_a, at_c = await asyncio.gather(a.record(0.5), c.record(0.5))
        assert strength(at_a, 900) > 0.9
        assert strength(at_c, 900) > 0.9
        assert b.heard == []
        media.close("b")
        await a.hear(lambda heard: loudness(b"".join(packet.payload for packet in heard[-5:])) == 0.0)
        await b.hush()


def test_a_closed_leg_leaves_nothing_behind() -> None:
    """The worker runs without a collector of cycles, so a closed leg must be freed by reference counting alone."""
    notifications: list[Notification] = []
    port = BrowserPort("127.0.0.1", 0)
    browser = PyBrowser()
    command = OpenBrowser(
        leg="phone:1",
        ufrag="abcd",
        pwd="secret",
        digest="sha-256",
        fingerprint=browser.identity.fingerprint,
        ssrc=1,
        payload_type=0,
        dtmf_payload_type=126,
    )
    leg = BrowserLeg(notifications.append, port, command, 15.0, 0.0)
    dead = weakref.ref(leg)
    leg.close()
    del leg
    assert dead() is None
    port.socket.close()
    browser.close()
