"""A phone that hears itself back from the media server, and what is counted of it (F5.8)."""

import asyncio
from itertools import pairwise

import pytest

from sip.media.client import FromLeg, LegStats, MediaClient, MediaSettings, Prompt, RtpRemote
from tests.media.test_browser_leg import attach, receive
from tests.media.test_client import bridge, party
from tests.support.ports import RTP_PORTS
from tests.support.rtp import HEADER, RtpPhone, parse
from tests.support.sound import frames, pitch, tone

QUICK = MediaSettings(rtp_ports=RTP_PORTS, report_interval=0.2)


async def counted(media: MediaClient, leg: str, packets: int) -> LegStats:
    """What was counted once so many packets have come."""
    async with asyncio.timeout(10):
        while (stats := await media.stats(leg)) is None or stats.packets < packets:
            await asyncio.sleep(0.01)
    return stats


async def test_a_browser_hears_what_it_sent(media: MediaClient) -> None:
    browser = await attach(media)
    media.hear("phone:1", FromLeg("phone:1"))
    await media.stats("phone:1")  # the worker has carried it out
    spoken = frames(tone(700))
    for index, frame in enumerate(spoken):
        browser.send(HEADER.pack(0x80, 0, index, index * 160, 7) + frame)
    heard = [parse(data) for data in await receive(browser, len(spoken))]
    assert [packet.payload for packet in heard] == spoken
    assert all((b.timestamp - a.timestamp) & 0xFFFFFFFF == 160 for a, b in pairwise(heard))
    assert {packet.ssrc for packet in heard} == {browser.ssrc}
    browser.close()


async def test_the_echo_ends_and_calls_sound_as_ever(media: MediaClient) -> None:
    async with party(media, "a") as a, party(media, "b") as b:
        media.hear("a", FromLeg("a"))
        await a.speak(frames(tone(440)))
        assert pitch(await a.record()) == pytest.approx(440, abs=2)
        bridge(media, "a", "b")
        await b.speak(frames(tone(1000)))
        await b.record(0.2)
        before = len(a.heard)
        await a.hear(lambda heard: len(heard) > before + 60)
        assert pitch(b"".join(packet.payload for packet in a.heard[before + 10 : before + 60])) == pytest.approx(
            1000, abs=2
        )
        media.hear("a", FromLeg("a"))
        media.close("a")  # as it hears itself
        media.hear("b", Prompt("hold"))
        assert len(await b.record(0.2)) > 0


async def say(phone: RtpPhone, packets: int, *, lose: int = 0, late: int = 0) -> None:
    """Speak at the pace of a phone; each `lose`-th packet is not sent, each second one has come `late` samples late."""
    loop = asyncio.get_running_loop()
    begin = loop.time()
    for index, frame in enumerate((frames(tone(600)) * packets)[:packets]):
        if lose and index % lose == lose - 1:
            phone.sequence += 1
            phone.timestamp += len(frame)
        else:
            phone.timestamp -= late if index % 2 else 0
            phone.send(frame)
            phone.timestamp += late if index % 2 else 0
        await asyncio.sleep(max(0.0, begin + (index + 1) * 0.02 - loop.time()))


async def test_lost_packets_are_counted_and_are_missing_from_the_echo(media: MediaClient) -> None:
    async with party(media, "a") as a:
        media.hear("a", FromLeg("a"))
        await say(a, 20)
        before = await counted(media, "a", 20)
        await say(a, 100, lose=10)
        a.send(frames(tone(600))[0])  # shows that the last one was lost
        after = await counted(media, "a", 111)
        assert (after.packets - before.packets, after.lost - before.lost) == (91, 10)
        await a.hear(lambda heard: len(heard) == 111)
        gaps = [(y.sequence - x.sequence) & 0xFFFF for x, y in pairwise(a.heard)]
        assert (gaps.count(2), set(gaps)) == (10, {1, 2})


async def test_packets_that_come_unevenly_have_jitter(media: MediaClient) -> None:
    async with party(media, "even") as even, party(media, "uneven") as uneven:
        media.hear("even", FromLeg("even"))
        media.hear("uneven", FromLeg("uneven"))
        # The same machine sends both at once: what it is late itself is in both figures.
        await asyncio.gather(say(even, 100), say(uneven, 100, late=320))
        calm, shaken = await counted(media, "even", 100), await counted(media, "uneven", 100)
        # 40 ms between neighbours: RFC 3550 A.8 comes to within (15/16)^100 of it.
        assert shaken.jitter - calm.jitter > 20
        assert shaken.jitter > 30


@pytest.mark.parametrize("settings", [QUICK])
async def test_the_round_trip_is_known_from_the_phones_own_reports(media: MediaClient) -> None:
    """Two legs that face one another: each answers the other's sender reports."""
    one, other = media.open_rtp("one"), media.open_rtp("other")
    media.set_remote("one", RtpRemote(host="127.0.0.1", port=other.port))
    media.set_remote("other", RtpRemote(host="127.0.0.1", port=one.port))
    media.hear("other", Prompt("hold"))
    media.hear("one", FromLeg("one"))
    async with asyncio.timeout(10):
        while (stats := await media.stats("one")) is None or stats.rtt is None:
            await asyncio.sleep(0.05)
    assert stats.remote_lost == 0
