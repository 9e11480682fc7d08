"""What comes from one party. Pure."""

from collections.abc import Callable
from typing import Final

from sip.media.dtmf import DigitReader
from sip.media.g711 import PCMA, PCMU
from sip.media.rtcp import Received
from sip.media.rtp import CLOCK, FIELDS, HEADER, LONGEST, Forward, plain

_unpack = FIELDS.unpack_from
_AUDIO: Final = (PCMU, PCMU | 0x80, PCMA, PCMA | 0x80)
_JUMP: Final = 80_000
"""Ten seconds in samples: a greater change of transit time is a new beginning (or the timestamp went round)."""


def _ignore(_: object) -> None:
    """In place of a callback that is no longer wanted."""


def _nothing() -> None:
    """In place of a callback that is no longer wanted."""


class Inlet:
    """Counts, finds digits, and hands packets on to who hears the party.

    `other` gets what is no RTP of a known format: RTCP on the same port (RFC 5761), or rubbish. `digit` gets the keys
    that are pressed; `changed` is called when the SSRC changes.
    """

    __slots__ = (
        "_audio_or_events",
        "_changed",
        "_cycles",
        "_digit",
        "_earlier",
        "_earlier_lost",
        "_events",
        "_first",
        "_highest",
        "_jitter",
        "_other",
        "_reader",
        "_received",
        "_sinks",
        "_source",
        "_transit",
    )

    def __init__(
        self, other: Callable[[bytes], None], digit: Callable[[str], None], changed: Callable[[], None]
    ) -> None:
        self._other = other
        self._digit = digit
        self._changed = changed
        self._reader = DigitReader()
        self._sinks: tuple[Forward, ...] = ()
        self._events: tuple[int, ...] = ()
        self._audio_or_events = frozenset(_AUDIO)
        self._source = -1
        self._first = self._highest = self._cycles = self._received = 0
        self._earlier = self._earlier_lost = 0
        self._jitter = self._transit = 0.0

    def receive(self, data: bytes, now: float) -> None:
        """Take a datagram that came at `now` (seconds). Nothing in it can make this raise."""
        if not HEADER <= len(data) <= LONGEST:
            self._other(data)
            return
        second, sequence, timestamp, ssrc = _unpack(data)
        if data[0] != 0x80 or second not in self._audio_or_events:
            self._unusual(data, second, now)
            return
        if ssrc != self._source:
            self._begin(ssrc, sequence)
        self._received += 1
        if (sequence - self._highest) & 0xFFFF < 0x8000:
            if sequence < self._highest:
                self._cycles += 0x10000
            self._highest = sequence
        if second in self._events:
            self._event(data, timestamp)
        else:
            # Interarrival jitter, RFC 3550 appendix A.8.
            transit = now * CLOCK - timestamp
            change = abs(transit - self._transit)
            self._transit = transit
            if change < _JUMP:
                self._jitter += (change - self._jitter) * 0.0625
        for forward in self._sinks:
            forward(data, second, sequence, timestamp, ssrc, now)

    def set_sinks(self, sinks: tuple[Forward, ...]) -> None:
        """Who hears the party from now on."""
        self._sinks = sinks

    def set_dtmf(self, payload_type: int | None) -> None:
        """Which payload type the party's telephone events have."""
        self._events = () if payload_type is None else (payload_type, payload_type | 0x80)
        self._audio_or_events = frozenset(_AUDIO + self._events)

    def release(self) -> None:
        """Let go of everybody else: the worker has no collector for cycles of references."""
        self._other = self._digit = _ignore
        self._changed = _nothing
        self._sinks = ()

    @property
    def source(self) -> int:
        """SSRC of the party, -1 before its first packet."""
        return self._source

    @property
    def packets(self) -> int:
        """RTP packets taken so far, of all SSRCs."""
        return self._earlier + self._received

    @property
    def lost(self) -> int:
        """Packets missing so far, of all SSRCs; negative where more were repeated than lost."""
        return self._earlier_lost + self._missing()

    @property
    def jitter(self) -> float:
        """Interarrival jitter of the present SSRC in milliseconds."""
        return self._jitter * 1000 / CLOCK

    def received(self) -> Received | None:
        """Counters of the present SSRC for a report; None before the first packet."""
        if self._source < 0:
            return None
        highest = self._cycles + self._highest
        return Received(
            ssrc=self._source,
            packets=self._received,
            expected=highest - self._first + 1,
            highest=highest,
            jitter=self._jitter,
        )

    def _missing(self) -> int:
        return self._cycles + self._highest - self._first + 1 - self._received if self._source >= 0 else 0

    def _unusual(self, data: bytes, second: int, now: float) -> None:
        known = second in self._audio_or_events
        stripped = plain(data) if known or not 192 <= second <= 223 else None
        if stripped is None:
            self._other(data)
        elif known:
            self.receive(stripped, now)
        else:
            self._unspoken(stripped)

    def _unspoken(self, data: bytes) -> None:
        """A format that nobody here speaks (comfort noise, RFC 3389, or none of ours) from the party that speaks
        otherwise: a sign of life, and its number is not missing, but it is for no ear."""
        second, sequence, timestamp, ssrc = _unpack(data)
        if ssrc != self._source:
            self._other(data)
            return
        self._count(sequence)
        for forward in self._sinks:
            forward(data, second, sequence, timestamp, ssrc, 0.0)

    def _count(self, sequence: int) -> None:
        """What `receive` does itself, since a call costs as much."""
        self._received += 1
        if (sequence - self._highest) & 0xFFFF < 0x8000:
            if sequence < self._highest:
                self._cycles += 0x10000
            self._highest = sequence

    def _begin(self, ssrc: int, sequence: int) -> None:
        self._earlier += self._received
        self._earlier_lost += self._missing()
        self._source = ssrc
        self._first = self._highest = sequence
        self._cycles = self._received = 0
        self._jitter = 0.0
        self._reader.forget()
        self._changed()

    def _event(self, data: bytes, timestamp: int) -> None:
        pressed = self._reader.read(data[HEADER:], timestamp)
        if pressed is not None:
            self._digit(pressed)
