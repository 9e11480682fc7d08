"""Processes that are started, watched, restarted within bounds and stopped in order.

Each child leads its own session, so Ctrl-C in the terminal reaches the launcher only, which then stops them one by
one; the kernel sends SIGTERM to a child whose launcher was killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Spec:
    """A process to run: `argv` with `env` added to our own environment, output to `log` (None: our own)."""

    name: str
    argv: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)
    log: Path | None = None


@dataclass(frozen=True)
class Limits:
    """Bounds: more than `restarts` ends within `window_s` seconds raise an alarm and end the restarting; a child that
    has not ended `stop_s` seconds after SIGTERM is killed. `pause_s` lies before each restart."""

    restarts: int = 5
    window_s: float = 60.0
    pause_s: float = 0.5
    stop_s: float = 10.0


@dataclass(frozen=True)
class Ended:
    """A child ended unasked. `code` as in `subprocess` (negative: signal). `given_up`: it is not started again."""

    name: str
    code: int
    given_up: bool


class Supervisor:
    """Runs `Spec`s until `stop()`. `on_end` is told of each end that was not asked for."""

    def __init__(self, on_end: Callable[[Ended], None], limits: Limits | None = None) -> None:
        self._on_end = on_end
        self._limits = limits or Limits()
        self._children: dict[str, _Child] = {}

    async def start(self, spec: Spec) -> None:
        """Start `spec` and keep it running. Raises `OSError` when it cannot be started at all."""
        child = _Child(spec, self._limits, self._on_end)
        await child.launch()
        self._children[spec.name] = child

    def pid(self, name: str) -> int:
        """Process id of the running child `name`; 0 while it does not run."""
        child = self._children.get(name)
        return child.pid if child else 0

    def pids(self) -> dict[str, int]:
        """Name → process id of all children."""
        return {name: child.pid for name, child in self._children.items()}

    def given_up(self) -> bool:
        """Whether one child at least is no longer restarted."""
        return any(child.given_up for child in self._children.values())

    async def stop(self) -> None:
        """Stop all in the reverse order of their start; returns when none is left."""
        while self._children:
            _, child = self._children.popitem()
            await child.stop()


class _Child:
    def __init__(self, spec: Spec, limits: Limits, on_end: Callable[[Ended], None]) -> None:
        self._spec = spec
        self._limits = limits
        self._on_end = on_end
        self._ends: deque[float] = deque()
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._stopping = False
        self.given_up = False

    @property
    def pid(self) -> int:
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if self._process is not None and running else 0

    async def launch(self) -> None:
        await self._spawn()
        self._watch = asyncio.create_task(self._keep_running(), name=f"watch {self._spec.name}")

    async def _spawn(self) -> None:
        output = (
            None if self._spec.log is None else os.open(self._spec.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
        )
        parent = os.getpid()
        try:
            self._process = await asyncio.create_subprocess_exec(
                *self._spec.argv,
                env={**os.environ, **self._spec.env},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=lambda: _die_with(parent),
            )
        finally:
            if output is not None:
                os.close(output)

    async def _keep_running(self) -> None:
        while self._process is not None:
            process = self._process
            code = await process.wait()
            _kill_group(process.pid)  # what the child started must not go on without it
            if self._stopping:
                return
            self.given_up = self._too_often(time.monotonic())
            self._on_end(Ended(self._spec.name, code, self.given_up))
            if self.given_up:
                return
            await asyncio.sleep(self._limits.pause_s)
            try:
                await self._spawn()
            except OSError as error:
                self.given_up = True
                self._on_end(Ended(self._spec.name, error.errno or 1, True))
                return

    def _too_often(self, now: float) -> bool:
        self._ends.append(now)
        while self._ends[0] < now - self._limits.window_s:
            self._ends.popleft()
        return len(self._ends) > self._limits.restarts

    async def stop(self) -> None:
        self._stopping = True
        process = self._process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                await asyncio.wait_for(process.wait(), self._limits.stop_s)
            except TimeoutError:
                _kill_group(process.pid)
                await process.wait()
            _kill_group(process.pid)
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)


def follow_parent() -> None:
    """Have the kernel send SIGTERM to this process when the one that started it ends, however it ends (prctl(2))."""
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def _die_with(parent: int) -> None:
    """In the child, before it becomes `argv`; the launcher may be dead already."""
    follow_parent()
    if os.getppid() != parent:
        os._exit(1)


def _kill_group(leader: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def python(*arguments: str) -> tuple[str, ...]:
    """Command line of this interpreter with `arguments`, e.g. `python("-m", "sip")`."""
    return (sys.executable, *arguments)
