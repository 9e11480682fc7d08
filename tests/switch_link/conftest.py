"""Both ends of the link, with an intake that keeps what it took."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from api.switch.errors import SwitchDown
from api.switch.link import SwitchLink
from sip.contract.commands import AnyCommand
from sip.contract.config import SwitchConfig
from sip.contract.events import Logged
from sip.contract.frames import Events
from tests.support.fake_switch import FakeSwitch


class MemoryIntake:
    """Stores events as the database would: per log, each once. Fails `failures` times where told to."""

    def __init__(self) -> None:
        self.stored: dict[str, list[Logged]] = {}
        self.failures = 0
        self.duplicates = 0
        self._changed = asyncio.Condition()

    async def last_seq(self, switch: str) -> int:
        stored = self.stored.get(switch)
        return stored[-1].seq if stored else 0

    async def take(self, events: Events) -> int:
        last = await self.last_seq(events.switch)
        await asyncio.sleep(0)  # as a database would: others run meanwhile
        if self.failures:
            self.failures -= 1
            raise OSError("database is gone")
        new = [logged for logged in events.events if logged.seq > last]
        self.duplicates += len(events.events) - len(new)
        self.stored.setdefault(events.switch, []).extend(new)
        async with self._changed:
            self._changed.notify_all()
        return await self.last_seq(events.switch)

    async def until(self, switch: str, seq: int) -> None:
        """Wait until the event `seq` of the log `switch` is stored."""
        async with self._changed:
            await self._changed.wait_for(
                lambda: any(logged.seq >= seq for logged in self.stored.get(switch, [])[-1:]),
            )

    def seqs(self, switch: str = "fake") -> list[int]:
        return [logged.seq for logged in self.stored.get(switch, [])]


class Rig:
    """Makes links whose changes of `connected` can be waited for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.intake = MemoryIntake()
        self.version = 1
        self.restored: tuple[AnyCommand, ...] = ()
        self.links: list[SwitchLink] = []
        self.history: list[bool] = []
        self._changed = asyncio.Event()

    def link(self, restore: Callable[[str], Awaitable[tuple[AnyCommand, ...]]] | None = None) -> SwitchLink:
        link = SwitchLink(self.path, self.intake, self._config, restore or self._restore)
        link.listen(self._heard)
        self.links.append(link)
        link.start()
        return link

    async def until_connected(self, link: SwitchLink, connected: bool = True) -> None:
        while link.connected != connected:
            self._changed.clear()
            await self._changed.wait()

    async def until_accepted(self, link: SwitchLink, command: AnyCommand) -> None:
        """Returns when the link takes `command`: the answer to the configuration is on its way."""
        while True:
            try:
                await link.send(command)
            except SwitchDown:
                await asyncio.sleep(0)
            else:
                return

    async def _config(self) -> SwitchConfig:
        return SwitchConfig(version=self.version)

    async def _restore(self, switch: str) -> tuple[AnyCommand, ...]:
        return self.restored

    def _heard(self, connected: bool) -> None:
        self.history.append(connected)
        self._changed.set()


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    made = Rig(tmp_path / "switch.sock")
    yield made
    for link in made.links:
        await link.close()


@pytest.fixture
async def switch(tmp_path: Path) -> AsyncIterator[FakeSwitch]:
    made = FakeSwitch(tmp_path / "switch.sock")
    await made.start()
    yield made
    await made.close()
