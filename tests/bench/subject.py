"""The switch that a bench loads, and what stands in for its api: takes events, acknowledges them, sends commands."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from sip.contract.commands import AnyCommand, Configure
from sip.contract.config import SwitchConfig
from sip.contract.events import AnyEvent, CallAnswered
from sip.contract.frames import AnyFrame, Decoder, Events, Hello, Request, Response, Taken, encode
from tests.bench.machine import children
from tests.support.ports import free_port, free_range

ROOT = Path(__file__).parents[2]
Heard = Callable[["Switch", AnyEvent], None]


class Switch:
    """A running switch. `port`: of its SIP; `events`: how many it has told so far, `answered`: those of them that say
    that the far end of a call answered."""

    def __init__(self, pid: int, port: int, writer: asyncio.StreamWriter) -> None:
        self.pid = pid
        self.port = port
        self.events = 0
        self.answered = 0
        self._writer = writer
        self._ids = itertools.count(1)

    @property
    def workers(self) -> list[int]:
        """Process ids of its media workers."""
        return children(self.pid)

    def command(self, command: AnyCommand) -> None:
        """Send a command; nobody looks at the reply."""
        self._writer.write(encode(Request(id=next(self._ids), command=command)))

    async def _play_api(self, reader: asyncio.StreamReader, decoder: Decoder, heard: Heard | None) -> None:
        while data := await reader.read(1 << 20):
            for frame in decoder.feed(data):
                if isinstance(frame, Events):
                    self._take(frame, heard)

    def _take(self, frame: Events, heard: Heard | None) -> None:
        self.events += len(frame.events)
        self.answered += sum(isinstance(logged.event, CallAnswered) for logged in frame.events)
        self._writer.write(encode(Taken(seq=frame.events[-1].seq)))
        for logged in frame.events if heard else ():
            assert heard is not None
            heard(self, logged.event)


@contextlib.asynccontextmanager
async def switch(folder: Path, config: SwitchConfig, heard: Heard | None = None) -> AsyncIterator[Switch]:
    """`python -m sip` with this configuration; `heard` is told each event."""
    port, path = free_port(), folder / "switch.sock"
    first, last = free_range(6000)
    argv = [
        *(sys.executable, "-m", "sip", "--socket", str(path), "--data", str(folder), "--log-level", "WARNING"),
        *("--sip-host", "127.0.0.1", "--sip-port", str(port), "--media-port", str(free_port())),
        *("--rtp-ports", f"{first}-{last}"),
    ]
    process = await asyncio.create_subprocess_exec(*argv, cwd=ROOT)
    try:
        reader, writer = await _connect(path)
        running, decoder = Switch(process.pid, port, writer), Decoder()
        writer.write(encode(Hello()))
        running.command(Configure(config=config))
        await _until_answered(reader, decoder)
        taking = asyncio.create_task(running._play_api(reader, decoder, heard))
        yield running
        taking.cancel()
        writer.close()
    finally:
        process.terminate()
        await process.wait()


async def _connect(path: Path) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    async with asyncio.timeout(30):
        while True:
            try:
                return await asyncio.open_unix_connection(path)
            except OSError:
                await asyncio.sleep(0.05)


async def _until_answered(reader: asyncio.StreamReader, decoder: Decoder) -> None:
    async with asyncio.timeout(30):
        while True:
            frames: list[AnyFrame] = decoder.feed(await reader.read(65536))
            if any(isinstance(frame, Response) for frame in frames):
                return
