"""The api's end of the contract (`sip/contract/frames.py`): one object per switch, nothing global.

The connection is made anew for as long as the link runs. Two things never wait for each other: answers to commands,
and events on their way into the database.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from pathlib import Path
from typing import Final, Protocol

from api.switch.connection import Connection
from api.switch.errors import SwitchDown, SwitchError, SwitchRefused
from sip.contract.commands import AnyCommand, AnyResult, Configure, Refused
from sip.contract.config import SwitchConfig
from sip.contract.frames import Events, FrameError, Hello, Taken

BACKOFF_S: Final = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Pauses between attempts to connect, and to store events; the last one repeats."""
TIMEOUT_S: Final = 5.0
"""Default time for an answer, s."""

log = logging.getLogger(__name__)

Listener = Callable[[bool], None]


class Intake(Protocol):
    """Where events go."""

    async def last_seq(self, switch: str) -> int:
        """Seq of the last stored event of the log `switch`; 0 = none."""

    def take(self, events: Events) -> Coroutine[None, None, int]:
        """Store `events` (those stored already are passed over); returns the last stored seq. An exception means
        that it is not certain that they are stored: they are given again."""


Restore = Callable[[str], Awaitable[tuple[AnyCommand, ...]]]
"""Given the id of the log: the commands that tell a switch just connected who is logged in. It is asked when all
events that the switch had logged before the connection are stored."""


class SwitchLink:
    """The link to the switch that listens on the Unix socket `path`.

    On every connection, in this order: greet, `Configure` with what `configure` returns, take the events that were
    missed, send what `restore` returns, then `connected` becomes true and the listeners hear of it. Commands are
    accepted from the configuration on: after a long absence, operators must not lose their calls or count as silent
    only because the history is still being caught up with.
    """

    def __init__(
        self,
        path: Path,
        intake: Intake,
        configure: Callable[[], Awaitable[SwitchConfig]],
        restore: Restore,
        *,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        self._path = path
        self._intake = intake
        self._configure = configure
        self._restore = restore
        self._timeout_s = timeout_s
        self._connection: Connection | None = None
        self._configured = False
        self._configuring = asyncio.Lock()
        self._connected = False
        self._attempt = 0
        self._closing = False
        self._listeners: list[Listener] = []
        self._task: asyncio.Task[None] | None = None
        self.switch = ""
        """Id of the switch's log; "" before the first connection."""
        self.boot = ""
        """Id of the switch's present run."""

    @property
    def connected(self) -> bool:
        """Whether the switch is there, configured, told who is logged in, and its events are taken up to then."""
        return self._connected

    def listen(self, listener: Listener) -> Callable[[], None]:
        """`listener(connected)` is called at every change; the returned function ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def start(self) -> None:
        """Begin to connect, in the running loop."""
        self._closing = False
        self._task = asyncio.create_task(self._run(), name=f"switch link {self._path}")

    async def close(self) -> None:
        """End the connection and stop; events being stored are stored first."""
        self._closing = True
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def send(self, command: AnyCommand, timeout_s: float | None = None) -> AnyResult:
        """Have `command` carried out. Raises `SwitchRefused`, or `SwitchDown` where there is no link or no answer
        within `timeout_s` seconds."""
        connection = self._connection
        if connection is None or not self._configured:
            raise SwitchDown(f"not connected to {self._path}")
        return await self._ask(connection, command, timeout_s)

    async def configure(self) -> None:
        """The configuration has changed: send it. Does nothing while there is no connection, as each one begins with
        it. Raises `SwitchError`."""
        async with self._configuring:  # or an older configuration could overtake a newer one
            if self._connection is not None:
                await self._ask(self._connection, Configure(config=await self._configure()))

    async def _ask(self, connection: Connection, command: AnyCommand, timeout_s: float | None = None) -> AnyResult:
        try:
            async with asyncio.timeout(self._timeout_s if timeout_s is None else timeout_s):
                result = await connection.ask(command)
        except TimeoutError as error:
            raise SwitchDown(f"no answer to {type(command).__name__} in time") from error
        if isinstance(result, Refused):
            raise SwitchRefused(result.code, result.detail)
        return result

    async def _run(self) -> None:
        # A flag beside the cancellation: a task group that ends by an error at that moment swallows the cancellation.
        while not self._closing:
            try:
                await self._connect()
            except* (OSError, EOFError, TimeoutError, FrameError, SwitchError) as group:
                level = logging.WARNING if self._attempt == 0 else logging.DEBUG
                log.log(level, "switch %s: %s", self._path, "; ".join(str(each) for each in _leaves(group)))
            except* Exception:
                # Configuring or restoring failed in a way of its own, perhaps in the database: the link must survive.
                log.exception("switch %s", self._path)
            if not self._closing:
                await asyncio.sleep(_pause(self._attempt))
                self._attempt += 1

    async def _connect(self) -> None:
        reader, writer = await asyncio.open_unix_connection(str(self._path))
        connection = Connection(reader, writer)
        try:
            async with asyncio.timeout(self._timeout_s):
                hello = await connection.greeting()
            self.switch, self.boot = hello.switch, hello.boot
            stored = await self._intake.last_seq(hello.switch)
            connection.write(Hello(taken=stored))
            self._connection = connection
            taker = _Taker(self._intake, connection, stored)
            async with asyncio.TaskGroup() as group:
                group.create_task(self._read(connection, taker))
                group.create_task(taker.run())
                group.create_task(self._open(connection, taker, hello))
        finally:
            self._connection = None
            self._configured = False
            connection.close()
            self._mark(False)

    async def _read(self, connection: Connection, taker: "_Taker") -> None:
        async for frame in connection.frames():
            if not isinstance(frame, Events):
                raise FrameError(f"unexpected {type(frame).__name__} from the switch")
            taker.put(frame)

    async def _open(self, connection: Connection, taker: "_Taker", hello: Hello) -> None:
        await self.configure()
        self._configured = True
        await taker.reached(hello.last)
        for command in await self._restore(hello.switch):
            try:
                await self._ask(connection, command)
            except SwitchRefused as refused:
                log.warning("switch %s refused %s: %s", self._path, type(command).__name__, refused)
        self._attempt = 0
        self._mark(True)

    def _mark(self, connected: bool) -> None:
        if connected != self._connected:
            self._connected = connected
            log.info("switch %s %s", self._path, "connected" if connected else "lost")
            for listener in tuple(self._listeners):
                try:
                    listener(connected)
                except Exception:
                    log.exception("a listener to the link failed")


class _Taker:
    """Stores the events of one connection, in order, and acknowledges them."""

    def __init__(self, intake: Intake, connection: Connection, stored: int) -> None:
        self._intake = intake
        self._connection = connection
        self._stored = stored
        self._changed = asyncio.Condition()
        # Bounded by the contract: the switch sends at most WINDOW events ahead of what is acknowledged.
        self._queue: asyncio.Queue[Events] = asyncio.Queue()

    def put(self, events: Events) -> None:
        """`events` came in."""
        self._queue.put_nowait(events)

    async def reached(self, seq: int) -> None:
        """Returns when everything up to `seq` is stored."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._stored >= seq)

    async def run(self) -> None:
        """Take what comes, for ever. A batch that is being stored is stored even if this is cancelled meanwhile."""
        while True:
            events = await self._queue.get()
            self._stored = await self._take(events)
            self._connection.write(Taken(seq=self._stored))
            async with self._changed:
                self._changed.notify_all()

    async def _take(self, events: Events) -> int:
        attempt = 0
        while True:
            try:
                return await _to_its_end(self._intake.take(events))
            except Exception:
                log.log(
                    logging.ERROR if attempt == 0 else logging.DEBUG, "events not stored, again soon", exc_info=True
                )
                await asyncio.sleep(_pause(attempt))
                attempt += 1


async def _to_its_end(work: Coroutine[None, None, int]) -> int:
    """Await `work`; a cancellation is passed on only when it is over, so that no transaction is torn in the middle."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise


def _pause(attempt: int) -> float:
    return BACKOFF_S[min(attempt, len(BACKOFF_S) - 1)]


def _leaves(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            yield from _leaves(error)
        else:
            yield error
