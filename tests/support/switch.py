"""A switch process with the api's link, intake and database in the test, without web server and pages.

```
async with switch(tmp_path, config) as running:
    await running.send(LogIn(operator="a", session="s"))
    await running.until(lambda snapshot: not snapshot.calls)
    for file in await running.history(): ...
```
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from api.db.engine import Database, connect
from api.db.eventlog import EventLog
from api.db.facts_search import CallQuery, search
from api.db.migrate import migrate
from api.events.intake import Intake
from api.statistics.facts import CallFile
from api.statistics.timeline import Calendar
from api.switch.link import SwitchLink
from sip.contract.commands import AnyCommand, AnyResult, Configure, GetSnapshot, SnapshotTaken
from sip.contract.config import SwitchConfig
from sip.contract.snapshot import Snapshot
from tests.support.ports import HIGHEST, LOWEST, free_port

ROOT = Path(__file__).parents[2]


def _range_beside(port: int, size: int) -> tuple[int, int]:
    """First and last of `size` ports in a row, `port` not among them; the switch passes over those that somebody has.
    On one side of `port` there must be so many."""
    sides = [(LOWEST, min(port, HIGHEST)), (port + 2 - port % 2, HIGHEST)]
    lowest, highest = random.choice([side for side in sides if side[1] - side[0] > size])
    first = random.randrange(lowest, highest - size, 2)
    return first, first + size - 1


class RunningSwitch:
    """`port`: SIP, UDP and TCP. `rtp`: first and last RTP port."""

    def __init__(self, folder: Path, config: SwitchConfig, port: int, rtp_ports: int) -> None:
        self.folder = folder
        self.config = config
        self.port = port
        self.rtp = _range_beside(port, rtp_ports)
        self._media_port = free_port()
        while self.rtp[0] <= self._media_port <= self.rtp[1]:
            self._media_port = free_port()
        self.database: Database = connect(f"sqlite:///{folder / 'kikite.db'}")
        self.process: asyncio.subprocess.Process | None = None
        self._link: SwitchLink | None = None
        self._intake: Intake | None = None

    async def start(self) -> None:
        """Start the process, and wait until it is configured."""
        first, last = self.rtp
        argv = [
            *(sys.executable, "-m", "sip", "--socket", str(self.folder / "switch.sock"), "--data", str(self.folder)),
            *("--log-level", "WARNING", "--sip-host", "127.0.0.1", "--sip-port", str(self.port)),
            *("--media-port", str(self._media_port), "--rtp-ports", f"{first}-{last}"),
        ]
        with (self.folder / "switch.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(*argv, cwd=ROOT, stderr=log)
        if self._link is None:
            await self.database.open()
            await migrate(self.database, 0)
            self._intake = Intake(EventLog(self.database), Calendar())
            await self._intake.start()
            self._link = SwitchLink(self.folder / "switch.sock", self._intake, self._config, self._restore)
            self._link.start()
        async with asyncio.timeout(60):
            while not self._link.connected:
                await asyncio.sleep(0.05)

    async def kill(self) -> None:
        """As in a crash; returns when the link has noticed."""
        assert self.process is not None and self._link is not None
        self.process.kill()
        await self.process.wait()
        async with asyncio.timeout(30):
            while self._link.connected:
                await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """End it in order."""
        if self._link is not None:
            await self._link.close()
        if self.process is not None and self.process.returncode is None:
            self.process.terminate()
            await self.process.wait()
        await self.database.close()

    async def _config(self) -> SwitchConfig:
        return self.config

    async def _restore(self, switch: str) -> tuple[AnyCommand, ...]:
        return ()

    async def send(self, command: AnyCommand) -> AnyResult:
        """A command of the api."""
        assert self._link is not None
        return await self._link.send(command, 20.0)

    async def configure(self, config: SwitchConfig) -> None:
        """Another configuration."""
        self.config = config
        await self.send(Configure(config=config))

    async def snapshot(self) -> Snapshot:
        """The live state."""
        answer = await self.send(GetSnapshot())
        assert isinstance(answer, SnapshotTaken)
        return answer.snapshot

    async def until(self, true: Callable[[Snapshot], object], seconds: float = 60.0) -> Snapshot:
        """The live state once `true` of it. Fails with the last one after `seconds`."""
        deadline = asyncio.get_running_loop().time() + seconds
        while True:
            found = await self.snapshot()
            if true(found):
                return found
            assert asyncio.get_running_loop().time() < deadline, found
            await asyncio.sleep(0.1)

    async def history(self) -> list[CallFile]:
        """All calls of the database, once it has what the switch has told so far."""
        snapshot = await self.snapshot()
        assert self._intake is not None
        async with asyncio.timeout(30):
            while await self._intake.last_seq(snapshot.switch) < snapshot.seq:
                await asyncio.sleep(0.05)
        return await search(self.database, CallQuery(limit=100_000))

    def rtp_taken(self) -> set[int]:
        """The RTP ports that the switch and its media workers have open now (proc(5))."""
        assert self.process is not None
        pids = [str(self.process.pid)]
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            pids += (task / "children").read_text().split()
        inodes = set()
        for pid in pids:
            for entry in Path(f"/proc/{pid}/fd").iterdir():
                with contextlib.suppress(OSError):
                    inodes.add(entry.readlink().name.removeprefix("socket:[").removesuffix("]"))
        rows = [line.split() for line in Path("/proc/net/udp").read_text().splitlines()[1:]]
        ports = {int(row[1].partition(":")[2], 16) for row in rows if row[9] in inodes}
        return {port for port in ports if self.rtp[0] <= port <= self.rtp[1]}

    def log(self) -> str:
        """What the process has written."""
        return (self.folder / "switch.log").read_text(errors="replace")


@contextlib.asynccontextmanager
async def switch(
    folder: Path, config: SwitchConfig | None = None, port: int = 0, rtp_ports: int = 2400
) -> AsyncIterator[RunningSwitch]:
    """A configured switch on free ports, stopped at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    running = RunningSwitch(folder, config or SwitchConfig(version=1), port or free_port(), rtp_ports)
    try:
        await running.start()
        yield running
    finally:
        await running.stop()
