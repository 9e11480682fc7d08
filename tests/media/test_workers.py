"""Several workers, another event loop, and clean ends."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest
import uvloop

from sip.media.client import FromLeg, MediaClient, MediaSettings, MediaUnavailable, Prompt, RtpRemote
from tests.media.conftest import Listener
from tests.media.test_client import bridge, party
from tests.support.browser import offer
from tests.support.ports import RTP_PORTS
from tests.support.rtp import RtpPhone
from tests.support.sound import frames, loudness, pitch, strength, tone

TWO = MediaSettings(workers=2, rtp_ports=RTP_PORTS)


@pytest.mark.parametrize("settings", [TWO])
async def test_legs_spread_and_calls_stay_together(media: MediaClient) -> None:
    for call in range(4):
        media.open_rtp(f"{call}-a")
        media.open_rtp(f"{call}-b", near=f"{call}-a")
    owners = [media.worker_of(f"{call}-a") for call in range(4)]
    assert sorted(owners.count(worker) for worker in media.workers) == [2, 2]
    assert owners == [media.worker_of(f"{call}-b") for call in range(4)]


@pytest.mark.parametrize("settings", [TWO])
async def test_two_workers_are_linked(media: MediaClient, listener: Listener) -> None:
    async with party(media, "a") as a, party(media, "b", dtmf=96) as b:
        assert media.worker_of("a") != media.worker_of("b")
        bridge(media, "a", "b")
        await a.speak(frames(tone(440)))
        await b.speak(frames(tone(1000)))
        at_b, at_a = await asyncio.gather(b.record(), a.record())
        assert pitch(at_b) == pytest.approx(440, abs=2)
        assert pitch(at_a) == pytest.approx(1000, abs=2)
        await a.hush()
        await a.press("9")
        await b.hear(lambda _: [key.digit for key in b.pressed()] == ["9"])
        assert listener.digits("a") == "9"
        assert [report for report in listener.reports if report[0] == "digit"] == [("digit", "a", "9")]

        media.hear("a", Prompt("hold"))
        await a.hear(lambda heard: strength(b"".join(packet.payload for packet in heard[-20:]), 1000) < 0.1)
        media.hear("a", FromLeg("b"))
        await a.hear(lambda heard: strength(b"".join(packet.payload for packet in heard[-20:]), 1000) > 0.95)


@pytest.mark.parametrize("settings", [TWO])
async def test_the_death_of_one_worker_leaves_the_other_alone(media: MediaClient, listener: Listener) -> None:
    async with party(media, "a") as a, party(media, "b") as b, party(media, "c") as c:
        assert media.worker_of("a") == media.worker_of("c") != media.worker_of("b")
        bridge(media, "a", "b")
        await b.speak(frames(tone(1000)))
        await a.record(0.2)
        os.kill(media.worker_of("b"), signal.SIGKILL)
        await listener.wait("died", frozenset({"b"}))
        media.hear("a", FromLeg("c"))
        await c.speak(frames(tone(600)))
        await a.hear(lambda heard: strength(b"".join(packet.payload for packet in heard[-20:]), 600) > 0.95)


async def test_nothing_is_opened_without_a_worker(media: MediaClient, listener: Listener) -> None:
    (worker,) = media.workers
    os.kill(worker, signal.SIGKILL)
    await listener.wait("died", frozenset())
    with pytest.raises(MediaUnavailable):
        media.open_rtp("a")


async def test_a_worker_ends_with_its_client(listener: Listener) -> None:
    media = MediaClient(listener, MediaSettings(rtp_ports=RTP_PORTS))
    await media.start()
    (worker,) = media.workers
    await media.stop()
    assert not Path(f"/proc/{worker}").exists()
    assert listener.reports == []
    assert media.workers == ()


ORPHAN = """
import asyncio
from sip.media.client import MediaClient, MediaSettings
async def main():
    media = MediaClient(None, MediaSettings(workers=2))
    await media.start()
    print(*media.workers, flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""


async def test_no_worker_outlives_a_killed_client() -> None:
    client = await asyncio.create_subprocess_exec(sys.executable, "-c", ORPHAN, stdout=PIPE)
    assert client.stdout is not None
    workers = (await client.stdout.readline()).decode().split()
    assert len(workers) == 2
    client.kill()
    await client.wait()
    async with asyncio.timeout(10):
        while any(_runs(worker) for worker in workers):
            await asyncio.sleep(0.02)


def _runs(pid: str) -> bool:
    """Whether a process exists and is no zombie that nobody has asked about yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def test_many_legs_come_and_go(media: MediaClient) -> None:
    """The worker's memory and descriptors do not grow with the legs that it has had."""
    (worker,) = media.workers

    async def round_() -> tuple[int, int]:
        for index in range(200):
            media.open_rtp(f"{index}-a")
            media.open_browser(f"{index}-b", offer(":".join(["AB"] * 32)))
            media.hear(f"{index}-a", FromLeg(f"{index}-b"))
            media.hear(f"{index}-b", Prompt("hold"))
        media.close_all()
        assert await media.stats("none") is None
        media.open_rtp("last")
        assert await media.stats("last") is not None
        media.close("last")
        pages = int(Path(f"/proc/{worker}/statm").read_text().split()[1])
        return pages, len(list(Path(f"/proc/{worker}/fd").iterdir()))

    # The allocator takes its time to find its size.
    for _ in range(5):
        pages, descriptors = await round_()
    for _ in range(5):
        later, open_ = await round_()
    assert open_ <= descriptors + 2
    # 2000 legs that were kept would be some 20 MB, 5000 pages.
    assert later - pages < 1000


async def test_a_port_that_is_taken_is_said_at_the_start(listener: Listener) -> None:
    """The worker cannot bind, and says so by ending."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        other = MediaClient(listener, MediaSettings(browser_bind="127.0.0.1", browser_port=port))
        with pytest.raises(MediaUnavailable):
            await other.start()


def test_under_uvloop() -> None:
    async def body() -> None:
        listener = Listener()
        media = MediaClient(listener, MediaSettings(rtp_ports=RTP_PORTS))
        await media.start()
        async with RtpPhone() as phone:
            phone.call(*media.open_rtp("a"))
            media.set_remote("a", RtpRemote(host="127.0.0.1", port=phone.port))
            media.hear("a", Prompt("hold"))
            assert loudness(await phone.record(0.5)) > 0.01
            (worker,) = media.workers
            os.kill(worker, signal.SIGKILL)
            await listener.wait("died", frozenset({"a"}))
        await media.stop()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(body())
