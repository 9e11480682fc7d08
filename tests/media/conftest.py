"""A media client with a worker process of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest

from sip.media.client import LostReason, MediaClient, MediaSettings
from tests.support.ports import RTP_PORTS


@dataclass
class Listener:
    """Keeps what the client reports, as tuples in order."""

    reports: list[tuple[object, ...]] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def connected(self, leg: str) -> None:
        """See `MediaListener`."""
        self._keep("connected", leg)

    def lost(self, leg: str, reason: LostReason) -> None:
        """See `MediaListener`."""
        self._keep("lost", leg, reason)

    def digit(self, leg: str, digit: str) -> None:
        """See `MediaListener`."""
        self._keep("digit", leg, digit)

    def played(self, leg: str) -> None:
        """See `MediaListener`."""
        self._keep("played", leg)

    def recording_failed(self, reason: str) -> None:
        """See `MediaListener`."""
        self._keep("recording_failed", reason)

    def worker_died(self, legs: frozenset[str]) -> None:
        """See `MediaListener`."""
        self._keep("died", legs)

    async def wait(self, *report: object, timeout: float = 10.0) -> None:
        """Until this was reported."""
        await self.until(lambda: report in self.reports, timeout)

    async def until(self, condition: Callable[[], bool], timeout: float = 10.0) -> None:
        """Until a report makes the condition true."""
        async with asyncio.timeout(timeout):
            while not condition():
                self.changed.clear()
                await self.changed.wait()

    def digits(self, leg: str) -> str:
        """The keys that this leg's party pressed."""
        return "".join(str(report[2]) for report in self.reports if report[:2] == ("digit", leg))

    def _keep(self, *report: object) -> None:
        self.reports.append(report)
        self.changed.set()


@pytest.fixture
def listener() -> Listener:
    """What the media client of this test reports."""
    return Listener()


@pytest.fixture
def settings() -> MediaSettings:
    """Settings of the media client; tests override the fixture or parametrise it."""
    return MediaSettings(rtp_ports=RTP_PORTS)


@pytest.fixture
async def media(listener: Listener, settings: MediaSettings) -> AsyncIterator[MediaClient]:
    """A started client."""
    client = MediaClient(listener, settings)
    await client.start()
    try:
        yield client
    finally:
        await client.stop()
