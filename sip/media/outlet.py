"""What one party hears, as one continuous RTP stream. Pure.

Whatever the source, the SSRC stays, sequence numbers follow one another and the timestamp runs with time (RFC 3550
section 5.1), so the party never notices a switch of the source.
"""

from typing import Final

from sip.media.g711 import ALAW_TO_ULAW, PCMA, PCMU, ULAW_TO_ALAW
from sip.media.rtcp import Sender
from sip.media.rtp import CLOCK, FRAME, PLAIN, Transmit

_pack = PLAIN.pack
_MARKER: Final = 0x80
"""In the second octet: a talkspurt or an event begins (RFC 3551 section 4.1, RFC 4733 section 2.2.2)."""


class Outlet:
    """Three ways in: `forward` for the packets of another party's inlet, `play` for frames of a prompt, `event` for
    digits. Only one is in use at a time, which `silence` secures for events. `switch` must be called when another
    source begins. `sequence` and `timestamp` are where the stream begins (random, RFC 3550 section 5.1)."""

    __slots__ = (
        "_begins",
        "_dtmf",
        "_heard_events",
        "_kinds",
        "_last_at",
        "_last_sequence",
        "_last_timestamp",
        "_locked",
        "_newest",
        "_octets",
        "_own",
        "_payload_type",
        "_sequence_shift",
        "_silent",
        "_since",
        "_tables",
        "_timestamp_shift",
        "_transmit",
        "sent",
        "unsent",
    )

    def __init__(self, ssrc: int, sequence: int, timestamp: int) -> None:
        self.sent = 0
        """Packets that went out."""
        self.unsent = 0
        """Packets that the kernel (or SRTP) refused."""
        self._octets = 0
        self._own = ssrc
        self._transmit: Transmit | None = None
        self._silent = False
        self._payload_type = PCMU
        self._dtmf: int | None = None
        self._heard_events: int | None = None
        # Second octet of the packet that comes → of the one that goes (-1: not for this party), and the table that
        # converts its payload.
        self._kinds = [-1] * 256
        self._tables: list[bytes | None] = [None] * 256
        self._last_sequence, self._last_timestamp, self._last_at = sequence & 0xFFFF, timestamp & 0xFFFFFFFF, 0.0
        # The source in hand: its SSRC (-1: the next packet begins one), newest sequence number, how many
        # numbers it has used, and what is added to its sequence numbers and timestamps.
        self._locked = -1
        self._newest = self._since = self._sequence_shift = self._timestamp_shift = 0
        self._begins = True
        self._make_tables()

    def forward(self, data: bytes, second: int, sequence: int, timestamp: int, ssrc: int, now: float) -> None:
        """Send on a packet of another party; see `rtp.Forward`."""
        transmit = self._transmit
        if transmit is None or self._silent:
            return
        kind = self._kinds[second]
        if ssrc != self._locked:
            if kind < 0:
                return
            self._lock(ssrc, sequence, timestamp, now)
            kind |= _MARKER
        ahead = (sequence - self._newest) & 0xFFFF
        if 0 < ahead < 0x8000 and kind >= 0:
            self._newest = sequence
            self._since += ahead
            number = self._last_sequence = (sequence + self._sequence_shift) & 0xFFFF
            time = self._last_timestamp = (timestamp + self._timestamp_shift) & 0xFFFFFFFF
            self._last_at = now
        elif self._out_of_step(sequence, ahead, kind):
            return
        else:
            number = (sequence + self._sequence_shift) & 0xFFFF
            time = (timestamp + self._timestamp_shift) & 0xFFFFFFFF
        table = self._tables[second]
        payload = data[12:] if table is None else data[12:].translate(table)
        try:
            transmit(_pack(0x80, kind, number, time, self._own) + payload)
        except OSError:  # the buffer is full, or ICMP said that nobody listens
            self.unsent += 1
        else:
            self.sent += 1
            self._octets += len(payload)

    def play(self, payload: bytes, now: float, *, digit: bool = False) -> None:
        """Send a frame of 20 ms, in the party's own codec; `digit`: it is one's, which is heard in spite of
        `silence`."""
        if self._transmit is None or (self._silent and not digit):
            return
        kind, step = self._payload_type, FRAME
        if self._begins:
            self._begins = False
            kind |= _MARKER
            step = _elapsed(now - self._last_at)
        self._last_timestamp = (self._last_timestamp + step) & 0xFFFFFFFF
        self._last_at = now
        self._put(kind, payload)

    def event(self, payload: bytes, begins: bool, now: float) -> None:
        """Send a packet of a telephone event; `begins`: the first of a key press. Nothing if the party has no such
        format."""
        kind = self._dtmf
        if kind is None or self._transmit is None:
            return
        if begins:
            kind |= _MARKER
            # All packets of an event carry the time of its beginning (RFC 4733 section 2.2.1).
            self._last_timestamp = (self._last_timestamp + _elapsed(now - self._last_at)) & 0xFFFFFFFF
            self._last_at = now
        self._put(kind, payload)

    def switch(self) -> None:
        """The next packet is from another source (or from the same after a break)."""
        self._locked = -1
        self._begins = True

    def silence(self, on: bool) -> None:
        """Whether `forward` and `play` do nothing, because an event is being sent."""
        self._silent = on
        self.switch()

    @property
    def ssrc(self) -> int:
        """The SSRC of the stream."""
        return self._own

    @property
    def payload_type(self) -> int:
        """The party's codec, `PCMU` or `PCMA`."""
        return self._payload_type

    @property
    def has_events(self) -> bool:
        """Whether the party has a telephone-event format."""
        return self._dtmf is not None

    def set_transmit(self, transmit: Transmit | None) -> None:
        """How packets leave; None: the party is to be sent nothing."""
        self._transmit = transmit

    def set_formats(self, payload_type: int, dtmf_payload_type: int | None) -> None:
        """What the party understands."""
        self._payload_type, self._dtmf = payload_type, dtmf_payload_type
        self._make_tables()

    def set_heard_events(self, payload_type: int | None) -> None:
        """Which payload type the telephone events of the party's source have."""
        self._heard_events = payload_type
        self._make_tables()

    def sender(self, ntp: int, now: float) -> Sender | None:
        """Sender information for a report at `now` (the same moment as `ntp`); None before the first packet."""
        if not self.sent:
            return None
        timestamp = (self._last_timestamp + int((now - self._last_at) * CLOCK)) & 0xFFFFFFFF
        return Sender(ntp=ntp, timestamp=timestamp, packets=self.sent & 0xFFFFFFFF, octets=self._octets & 0xFFFFFFFF)

    def _lock(self, ssrc: int, sequence: int, timestamp: int, now: float) -> None:
        """Begin with a new source: its first packet follows our last one."""
        self._locked = ssrc
        self._newest, self._since = (sequence - 1) & 0xFFFF, 0
        self._sequence_shift = self._last_sequence + 1 - sequence
        self._timestamp_shift = self._last_timestamp + _elapsed(now - self._last_at) - timestamp
        self._begins = True

    def _out_of_step(self, sequence: int, ahead: int, kind: int) -> bool:
        """Whether a packet that is late, repeated or of an unwanted format must not go out."""
        if kind < 0:
            if 0 < ahead < 0x8000:
                # Left out without a gap in the numbers. What is older than it would now get a number that was used
                # already, so it is let through no more.
                self._newest, self._since = sequence, 0
                self._sequence_shift -= 1
            return True
        # Only if its number belongs to this source: no number may be used for two payloads (with AES-GCM that gives
        # the key away; SRTP would refuse it).
        return (self._newest - sequence) & 0xFFFF >= self._since

    def _put(self, kind: int, payload: bytes) -> None:
        self._last_sequence = (self._last_sequence + 1) & 0xFFFF
        if self._transmit is None:
            return
        try:
            self._transmit(_pack(0x80, kind, self._last_sequence, self._last_timestamp, self._own) + payload)
        except OSError:
            self.unsent += 1
        else:
            self.sent += 1
            self._octets += len(payload)

    def _make_tables(self) -> None:
        own = self._payload_type
        other, table = (PCMU, ULAW_TO_ALAW) if own == PCMA else (PCMA, ALAW_TO_ULAW)
        self._kinds = [-1] * 256
        self._tables = [None] * 256
        for marker in (0, _MARKER):
            self._kinds[own | marker] = self._kinds[other | marker] = own | marker
            self._tables[other | marker] = table
            if self._heard_events is not None and self._dtmf is not None:
                self._kinds[self._heard_events | marker] = self._dtmf | marker


def _elapsed(seconds: float) -> int:
    """Samples between the last frame and one that comes now from another source: whole frames, at least one, so that
    the party's jitter buffer sees the steps it is used to."""
    return max(1, round(seconds * CLOCK / FRAME)) * FRAME & 0xFFFFFFFF
