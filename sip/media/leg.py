"""One party's sound, in and out: what RTP legs and browser legs have in common."""

import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Final

from sip.media import rtcp
from sip.media.inlet import Inlet
from sip.media.outlet import Outlet
from sip.media.protocol import Connected, Digit, LegStats, Lost, LostReason, Notification, Source

Notify = Callable[[Notification], None]
"""Queues a notification for the client."""

_CNAME: Final = secrets.token_hex(8)
"""Short-term persistent and unrelated to the machine's name (RFC 7022 section 4.2)."""


class Leg(ABC):
    """Inlet, outlet and reports of one party. Subclasses own the way to the party."""

    def __init__(self, name: str, notify: Notify, ssrc: int | None = None) -> None:
        self.name = name
        self.source: Source | None = None
        self.dtmf_in: int | None = None
        """Payload type of the telephone events that the party sends."""
        self.inlet = Inlet(self._other, self._digit, self._new_source)
        self.outlet = Outlet(secrets.randbits(32) if ssrc is None else ssrc, secrets.randbits(15), secrets.randbits(32))
        self.dropped = 0
        self._notify = notify
        self._quality = rtcp.Quality()
        self._sent_at_report = 0
        self._report_due = 0.0

    @abstractmethod
    def check(self, now: float) -> None:
        """Called about once a second: time-outs."""

    @abstractmethod
    def close(self) -> None:
        """Say goodbye and give up the way to the party."""

    @abstractmethod
    def put_report(self, packet: bytes) -> None:
        """Send an RTCP packet if there is a way to the party; may raise `OSError`."""

    def report(self, now: float, interval: float, *, bye: bool = False) -> None:
        """Send a report if it is due (every `interval` seconds) or is the last."""
        if now < self._report_due and not bye:
            return
        # RFC 3550 section 6.3.1: a random factor keeps the reports of many legs from going out together.
        self._report_due = now + interval * (0.5 + secrets.randbelow(1024) / 1024)
        sent, received = self.outlet.sent, self.inlet.received()
        if sent == 0 and received is None:
            return
        stamp = rtcp.ntp(time.time())
        # Section 6.4: an SR only from who sent since the last report.
        sender = self.outlet.sender(stamp, now) if sent != self._sent_at_report else None
        self._sent_at_report = sent
        blocks = () if received is None else (self._quality.block(received, stamp),)
        whole = rtcp.build(rtcp.Report(ssrc=self.outlet.ssrc, sender=sender, blocks=blocks), _CNAME, bye=bye)
        try:
            self.put_report(whole)
        except OSError:
            self.outlet.unsent += 1

    def stats(self) -> LegStats:
        """The counters as the client wants them."""
        inlet, quality = self.inlet, self._quality
        return LegStats(
            packets=inlet.packets,
            lost=inlet.lost,
            jitter=inlet.jitter,
            sent=self.outlet.sent,
            remote_lost=quality.lost,
            remote_jitter=quality.jitter,
            rtt=quality.rtt,
            dropped=self.dropped,
        )

    def take_report(self, data: bytes) -> None:
        """An RTCP packet came from the party."""
        reports = rtcp.parse(data)
        if reports is None:
            self.dropped += 1
        else:
            self._quality.take(reports, self.outlet.ssrc, rtcp.ntp(time.time()))

    def connected(self) -> None:
        """Tell the client that sound can flow."""
        self._notify(Connected(leg=self.name))

    def lost(self, reason: LostReason) -> None:
        """Tell the client that the media is gone."""
        self._notify(Lost(leg=self.name, reason=reason))

    def _other(self, data: bytes) -> None:
        # RFC 5761 section 4: RTCP on the RTP port is known by its packet type in the second octet.
        if len(data) >= 8 and data[0] >> 6 == 2 and 192 <= data[1] <= 223:
            self.take_report(data)
        else:
            self.dropped += 1

    def _digit(self, digit: str) -> None:
        self._notify(Digit(leg=self.name, digit=digit))

    def _new_source(self) -> None:
        self._quality.forget_source()
