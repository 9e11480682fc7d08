"""One party's sound: an RTP socket that speaks every 20 ms and listens."""

from __future__ import annotations

import asyncio
import random
from collections import deque
from collections.abc import Callable
from typing import Final

from pylibsrtp import Error as SrtpError

from sip.carrier.g711 import PCMA, PCMU, decode, ulaw_to
from sip.carrier.hearing import Hearing
from sip.carrier.packets import Packet, Reception, digit_of, digit_payload, parse
from sip.carrier.protection import protection
from sip.carrier.sound import FRAME, SILENCE, Loop
from sip.media.srtp import Secured
from sip.stack.sdp import Audio

PACE_S: Final = 0.02
_DIGIT_FRAMES: Final = 6
_DIGIT_ENDS: Final = 3
_DIGIT_GAP: Final = 3
"""A digit: 120 ms of events, the end thrice (RFC 4733 §2.5.1.4), then 60 ms of nothing."""


class Media(asyncio.DatagramProtocol):
    """Opened by `open()`; sends once `aim()` has named the far end."""

    def __init__(self, on_digit: Callable[[str], None]) -> None:
        self.hearing = Hearing()
        self.reception = Reception()
        self.sent = 0
        self.digits = ""
        self.host, self.port = "", 0
        self._on_digit = on_digit
        self._transport: asyncio.DatagramTransport | None = None
        self._sender: asyncio.Task[None] | None = None
        self._secured: Secured | None = None
        self.sealed = False
        """SRTP was offered: what comes before the keys of the other side are known cannot be read."""
        self.refused = 0
        """Packets that were not protected by the keys that were agreed."""
        self._remote: tuple[str, int] | None = None
        self._codec = PCMU
        self._payload = PCMU
        self._events: int | None = None
        self._voice: Loop | None = None
        self._queue: deque[bytes] = deque()
        self._sequence = random.getrandbits(15)
        self._timestamp = random.getrandbits(31)
        self._ssrc = random.getrandbits(32)
        self._digit_at: int | None = None

    async def open(self, host: str) -> None:
        """Bind a free port on `host`; `host` and `port` are known then. Raises `OSError`."""
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(host, 0))
        self.host, self.port = host, int(self._transport.get_extra_info("sockname")[1])

    def aim(self, audio: Audio) -> None:
        """Send as was agreed in `audio` from now on."""
        self._remote = (audio.host, audio.port)
        self._codec = PCMA if audio.codec == "PCMA" else PCMU
        self._payload, self._events = audio.payload, audio.dtmf
        self._secured = protection(audio.srtp, self._secured)
        if self._sender is None:
            self._sender = asyncio.create_task(self._send(), name="carrier sound")

    @property
    def suite(self) -> str:
        """How the sound is protected (RFC 4568); "" = not."""
        return "" if self._secured is None else self._secured.keys.suite

    def speak(self, recording: bytes | None) -> None:
        """Loop this µ-law recording; None: silence."""
        self._voice = Loop(recording) if recording else None

    def send_digits(self, digits: str) -> None:
        """Send `digits` as telephone events in place of sound, where the far end takes them. Raises `ValueError` for
        what is no digit."""
        for digit in digits:
            for step in range(1, _DIGIT_FRAMES + 1):
                self._queue.append(digit_payload(digit, step * FRAME, end=False))
            self._queue.extend([digit_payload(digit, _DIGIT_FRAMES * FRAME, end=True)] * _DIGIT_ENDS)
            self._queue.extend([b""] * _DIGIT_GAP)

    def close(self) -> None:
        """Stop sending and give the port back."""
        if self._sender is not None:
            self._sender.cancel()
        if self._transport is not None:
            self._transport.close()

    async def _send(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            self._send_one()
            due = max(due + PACE_S, loop.time() - 1.0)  # after a long stall, do not send the whole backlog at once
            await asyncio.sleep(due - loop.time())

    def _send_one(self) -> None:
        if self._transport is None or self._remote is None:
            return
        if self._queue:
            self._send_event(self._queue.popleft())
        else:
            frame = self._voice.next() if self._voice else SILENCE
            self._put(self._payload, ulaw_to(self._codec, frame), self._timestamp, marker=self.sent == 0)
        self._timestamp = (self._timestamp + FRAME) & 0xFFFFFFFF

    def _send_event(self, payload: bytes) -> None:
        if not payload:
            self._digit_at = None
            return
        first = self._digit_at is None
        if self._digit_at is None:
            self._digit_at = self._timestamp
        if self._events is not None:
            self._put(self._events, payload, self._digit_at, marker=first)

    def _put(self, payload_type: int, payload: bytes, timestamp: int, *, marker: bool) -> None:
        packet = Packet(payload_type, marker, self._sequence, timestamp, self._ssrc, payload)
        self._sequence = (self._sequence + 1) & 0xFFFF
        self.sent += 1
        if self._transport is not None:
            data = packet.encode()
            self._transport.sendto(
                data if self._secured is None else self._secured.srtp.outgoing.protect(data), self._remote
            )

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """A packet from the far end: counted, and heard where it carries sound."""
        if self.sealed and self._secured is None:
            return
        if self._secured is not None:
            try:
                data = self._secured.srtp.incoming.unprotect(data)
            except (SrtpError, ValueError):
                self.refused += 1
                return
        packet = parse(data)
        if packet is None:
            return
        self.reception.count(packet)
        if packet.payload_type == self._events:
            self._hear_event(packet)
        elif packet.payload_type == self._payload:
            self.hearing.feed(decode(self._codec, packet.payload))

    def error_received(self, exc: Exception) -> None:
        """The far end's port is closed: it will say so by signalling."""

    _event_timestamp: int | None = None

    def _hear_event(self, packet: Packet) -> None:
        digit = digit_of(packet.payload)
        if digit and packet.timestamp != self._event_timestamp:
            self._event_timestamp = packet.timestamp
            self.digits += digit
            self._on_digit(digit)
