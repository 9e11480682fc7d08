"""The command `kikite`."""

from __future__ import annotations

import asyncio
import fcntl
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from io import TextIOWrapper
from pathlib import Path

from api.launch import rebuild, simulate
from api.launch.options import Options, RebuildOptions, SimulateOptions, parse
from api.launch.ports import PortTaken
from api.launch.readiness import NotReady
from api.launch.run import Centre, log_file
from api.launch.supervisor import Ended, follow_parent
from api.launch.words import words

_TAIL_LINES = 15


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status: 0 stopped as asked, 1 could not start."""
    options = parse(arguments)
    if isinstance(options, SimulateOptions):
        return _simulate(options)
    if isinstance(options, RebuildOptions):
        return _alone(options, lambda: rebuild.run(options))
    parent = os.getppid()
    if options.exit_with_parent:
        follow_parent()
        if os.getppid() != parent:
            return 1
    options.data.mkdir(parents=True, exist_ok=True, mode=0o750)
    lock = _lock(options.data / "lock")
    if lock is None:
        _complain(words(options.language, "in_use", data=options.data))
        return 1
    with lock:
        return asyncio.run(_run(options))


def _simulate(options: SimulateOptions) -> int:
    if options.out:  # the database is only read, if that
        return asyncio.run(simulate.run(options))
    return _alone(options, lambda: simulate.run(options))


def _alone(options: SimulateOptions | RebuildOptions, work: Callable[[], Coroutine[None, None, int]]) -> int:
    """Do it while nobody else uses the data folder."""
    options.data.mkdir(parents=True, exist_ok=True, mode=0o750)
    lock = _lock(options.data / "lock")
    if lock is None:
        _complain(words(options.language, "in_use", data=options.data))
        return 1
    with lock:
        return asyncio.run(work())


async def _run(options: Options) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, stop.set)
    _say(words(options.language, "starting"))
    centre = Centre(options, lambda ended: _report_end(options, ended), _say)
    try:
        starting = asyncio.create_task(centre.start())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((starting, stopping), return_when=asyncio.FIRST_COMPLETED)
        if not starting.done():
            starting.cancel()
            await asyncio.gather(starting, return_exceptions=True)
        elif not _started(options, starting):
            return 1
        else:
            _say(starting.result())
        await stopping
        _say(words(options.language, "stopping"))
    finally:
        await centre.stop()
    _say(words(options.language, "stopped"))
    return 0


def _started(options: Options, starting: asyncio.Task[str]) -> bool:
    error = starting.exception()
    if error is None:
        return True
    if isinstance(error, NotReady):
        log = log_file(options, error.name)
        _complain(words(options.language, "not_ready", reason=error, log=log))
        _complain(_tail(log))
    elif isinstance(error, PortTaken):
        _complain(words(options.language, "port_taken", port=error.port.number, option=error.port.option))
    elif isinstance(error, (OSError, ValueError)):
        _complain(words(options.language, "failed", reason=error))
    else:
        raise error
    return False


def _report_end(options: Options, ended: Ended) -> None:
    key = "given_up" if ended.given_up else "restarted"
    log = log_file(options, ended.name)
    _complain(words(options.language, key, name=ended.name, code=ended.code, log=log))


def _tail(log: Path) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-_TAIL_LINES:])
    except OSError:
        return ""


def _lock(path: Path) -> TextIOWrapper | None:
    """Hold `path` for as long as we live; None where another process holds it."""
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _say(text: str) -> None:
    print(text, flush=True)


def _complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
