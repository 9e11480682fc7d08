"""Two ends of the simulator's sound talk to each other over loopback."""

import asyncio

from sip.carrier.media import Media
from sip.carrier.sound import tone
from sip.stack.sdp import Audio


async def test_sound_and_digits_arrive() -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()
    one, other = Media(lambda _: None), Media(heard.put_nowait)
    await one.open("127.0.0.1")
    await other.open("127.0.0.1")
    try:
        one.aim(Audio(other.host, other.port, "PCMA", 97, 96, send=True, receive=True))
        other.aim(Audio(one.host, one.port, "PCMA", 97, 96, send=True, receive=True))
        one.speak(tone(1000))
        one.send_digits("1#1")
        assert [await asyncio.wait_for(heard.get(), 10) for _ in range(3)] == ["1", "#", "1"]
        while len(other.hearing.stretches) == 0:
            await asyncio.wait_for(asyncio.sleep(0.02), 10)
        assert other.digits == "1#1"
        assert other.reception.total_lost() == 0
        assert round(other.hearing.stretches[-1].hz, -1) == 1000
    finally:
        one.close()
        other.close()
