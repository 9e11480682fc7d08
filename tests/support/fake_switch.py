"""A switch without calls, for tests of the api: speaks the contract over a Unix socket, as told by the test.

The server is the real one (`sip.link`); only the log is in memory and the commands are answered by the test::

    switch = FakeSwitch(tmp_path / "switch.sock")
    await switch.start()
    switch.answers[Dial] = Dialled(call="c1")          # or a function of the command
    switch.emit(CallStarted(call="c1", ...))
    command = await switch.received(Dial)               # waits for the next one of this class
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from sip.contract.commands import AnyCommand, AnyResult, Command, Done
from sip.contract.events import AnyEvent, Logged
from sip.link import ApiLink
from sip.outbox import Batch

C = TypeVar("C", bound=Command)
Reply = AnyResult | Callable[[AnyCommand], AnyResult]


class MemoryLog:
    """What `sip.link` needs of an outbox, in memory; survives the `FakeSwitch` that uses it."""

    def __init__(self, switch: str = "fake") -> None:
        self.switch = switch
        self.committed = 0
        self.forgotten = 0
        self.logged: list[Logged] = []
        self._taken = asyncio.Event()
        self._callbacks: list[Callable[[Batch], None]] = []

    def append(self, *events: AnyEvent, at: int = 0, mono: int = 0) -> int:
        """Log `events` and announce them as one batch; returns the last seq. Times: `at` or the seq in ms."""
        first = self.committed + 1
        new = [
            Logged(seq=seq, at=at or seq, mono=mono or at or seq, event=event)
            for seq, event in enumerate(events, start=first)
        ]
        self.logged += new
        self.committed += len(new)
        for callback in self._callbacks:
            callback(Batch(first, tuple(map(msgspec.msgpack.encode, new))))
        return self.committed

    def on_committed(self, callback: Callable[[Batch], None]) -> None:
        self._callbacks.append(callback)

    async def read(self, after: int, limit: int) -> Batch:
        await asyncio.sleep(0)
        return Batch(after + 1, tuple(map(msgspec.msgpack.encode, self.logged[after : after + limit])))

    def taken(self, seq: int) -> None:
        self.forgotten = max(self.forgotten, seq)
        self._taken.set()

    async def until_taken(self, seq: int) -> None:
        """Wait until everything up to `seq` is acknowledged."""
        while self.forgotten < seq:
            self._taken.clear()
            await self._taken.wait()

    async def renew(self) -> None:
        self.switch += "+"


class FakeSwitch:
    """Listens on `path` after `start`. `answers` gives the reply per class of command, `Done` where there is none;
    `commands` holds all that came in, in order."""

    def __init__(self, path: Path, log: MemoryLog | None = None, boot: str = "boot-1") -> None:
        self.log = log or MemoryLog()
        self.path = path
        self.commands: list[AnyCommand] = []
        self.answers: dict[type[Command], Reply] = {}
        self.paused: set[type[Command]] = set()
        """Commands of these classes get no answer."""
        self.api_up = False
        self._seen: dict[type[Command], int] = {}
        self._changed = asyncio.Condition()
        self._link = ApiLink(path, self.log, boot, self._handle, self._on_api)

    async def start(self) -> None:
        """Listen."""
        await self._link.start()

    async def close(self) -> None:
        """Stop as if killed: the connection ends, the log stays."""
        await self._link.close()

    def emit(self, *events: AnyEvent, at: int = 0, mono: int = 0) -> int:
        """Log events (times in ms; default: the seq); returns the last seq."""
        return self.log.append(*events, at=at, mono=mono)

    async def received(self, kind: type[C]) -> C:
        """The next command of the class `kind` that no earlier call of this method has returned."""
        number = self._seen.get(kind, 0)
        async with self._changed:
            await self._changed.wait_for(lambda: len(self._of(kind)) > number)
        self._seen[kind] = number + 1
        return self._of(kind)[number]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition()` is true; it is asked again after each command and change of the connection."""
        async with self._changed:
            await self._changed.wait_for(condition)

    async def until_taken(self, seq: int) -> None:
        """Wait until the api has acknowledged `seq`."""
        await self.log.until_taken(seq)

    def _of(self, kind: type[C]) -> list[C]:
        return [command for command in self.commands if isinstance(command, kind)]

    async def _handle(self, command: AnyCommand) -> AnyResult:
        self.commands.append(command)
        await self._notify()
        if type(command) in self.paused:
            await asyncio.Event().wait()
        reply = self.answers.get(type(command), Done())
        return reply(command) if callable(reply) else reply

    def _on_api(self, up: bool) -> None:
        self.api_up = up
        self._waking = asyncio.create_task(self._notify())

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()
