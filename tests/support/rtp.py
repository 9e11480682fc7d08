"""An RTP phone for tests: speaks a sound, keeps what it hears. Real UDP sockets, in the test's own event loop."""

import asyncio
import struct
from collections.abc import Callable
from dataclasses import dataclass, field

from sip.media.dtmf import DIGITS, payload
from tests.support.sound import FRAME, RATE

HEADER = struct.Struct("!BBHII")
WAIT_S = 45.0


@dataclass(frozen=True)
class Packet:
    """A received RTP packet."""

    payload_type: int
    marker: bool
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes
    at: float


@dataclass(frozen=True)
class PressedKey:
    """A telephone event that was received to its end; `duration` in samples."""

    digit: str
    duration: int


def parse(data: bytes, at: float = 0.0) -> Packet:
    """Read a packet without header extension."""
    _, second, sequence, timestamp, ssrc = HEADER.unpack_from(data)
    return Packet(second & 0x7F, bool(second & 0x80), sequence, timestamp, ssrc, data[12:], at)


@dataclass
class RtpPhone(asyncio.DatagramProtocol):
    """Sends frames, each at the pace of its length, once told to `speak`; `heard` are the packets in order of arrival.

    `async with RtpPhone() as phone:` binds 127.0.0.1 and a free port.
    """

    payload_type: int = 0
    dtmf_payload_type: int = 101
    ssrc: int = 0x11223344
    sequence: int = 1000
    timestamp: int = 50_000
    host: str = "127.0.0.1"
    heard: list[Packet] = field(default_factory=list)
    reports: list[bytes] = field(default_factory=list)
    remote: tuple[str, int] | None = None

    async def __aenter__(self) -> "RtpPhone":
        loop = asyncio.get_running_loop()
        self._arrived = asyncio.Event()
        self._speaking: asyncio.Task[None] | None = None
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(self.host, 0))
        self.port: int = self._transport.get_extra_info("sockname")[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.hush()
        self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """asyncio calls this."""
        if len(data) >= 12 and not 192 <= data[1] <= 223:
            self.heard.append(parse(data, asyncio.get_running_loop().time()))
        else:
            self.reports.append(data)
        self._arrived.set()

    def error_received(self, exc: Exception) -> None:
        """ICMP errors are what a phone ignores."""

    def call(self, host: str, port: int) -> None:
        """Where to send from now on."""
        self.remote = (host, port)

    def send(self, payload_: bytes, *, payload_type: int | None = None, marker: bool = False) -> None:
        """One packet; sequence number and timestamp move on."""
        kind = self.payload_type if payload_type is None else payload_type
        self._put(
            HEADER.pack(0x80, kind | (0x80 if marker else 0), self.sequence, self.timestamp, self.ssrc) + payload_
        )
        self.sequence = (self.sequence + 1) & 0xFFFF
        self.timestamp = (self.timestamp + len(payload_)) & 0xFFFFFFFF

    def send_raw(self, data: bytes) -> None:
        """Any datagram."""
        self._put(data)

    async def speak(self, frames: list[bytes]) -> None:
        """Say these frames again and again, in the background, until `hush` (or another `speak`)."""
        await self.hush()
        self._speaking = asyncio.create_task(self._say(frames))

    async def hush(self) -> None:
        """Stop speaking."""
        if self._speaking is not None:
            self._speaking.cancel()
            await asyncio.gather(self._speaking, return_exceptions=True)
            self._speaking = None

    async def press(self, digits: str) -> None:
        """Press keys: RFC 4733 events at the pace of a real phone."""
        for digit in digits:
            code, begin = DIGITS.index(digit), self.timestamp
            for step in range(8):
                end = step >= 5
                event = payload(code, FRAME * min(step + 1, 6), end=end)
                second = self.dtmf_payload_type | (0x80 if step == 0 else 0)
                self._put(HEADER.pack(0x80, second, self.sequence, begin, self.ssrc) + event)
                self.sequence = (self.sequence + 1) & 0xFFFF
                await asyncio.sleep(0.02)
            self.timestamp = (begin + 10 * FRAME) & 0xFFFFFFFF
            await asyncio.sleep(0.04)

    async def hear(self, enough: Callable[[list[Packet]], bool], timeout: float = WAIT_S) -> list[Packet]:
        """Wait until what was heard satisfies `enough`; returns it. Raises `TimeoutError`."""
        async with asyncio.timeout(timeout):
            while not enough(self.heard):
                self._arrived.clear()
                await self._arrived.wait()
        return self.heard

    async def record(self, seconds: float = 1.0, timeout: float = WAIT_S) -> bytes:
        """The next so many seconds of sound that arrive (payloads in order of arrival, events left out)."""
        begin = len(self.heard)
        count = round(seconds * 50)
        await self.hear(lambda _: len(self._sound(begin)) >= count, timeout)
        return b"".join(self._sound(begin)[:count])

    def pressed(self) -> list[PressedKey]:
        """The keys that were received, each once."""
        found: dict[int, PressedKey] = {}
        for packet in self.heard:
            if packet.payload_type == self.dtmf_payload_type and packet.payload[1] & 0x80:
                duration = int.from_bytes(packet.payload[2:4], "big")
                found[packet.timestamp] = PressedKey(DIGITS[packet.payload[0]], duration)
        return list(found.values())

    def _sound(self, begin: int) -> list[bytes]:
        return [packet.payload for packet in self.heard[begin:] if packet.payload_type in (0, 8)]

    def _put(self, data: bytes) -> None:
        if self.remote is not None:
            self._transport.sendto(data, self.remote)

    async def _say(self, frames: list[bytes]) -> None:
        loop = asyncio.get_running_loop()
        due, first = loop.time(), True
        while True:
            for frame in frames:
                self.send(frame, marker=first)
                first = False
                due += len(frame) / RATE
                await asyncio.sleep(max(0.0, due - loop.time()))
