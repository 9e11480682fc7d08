"""The calls of the signalling bench through other systems that pip and apt bring: `nox -s bench -- peers`.

Sippy B2BUA (`b2bua_simple`: a bare B2BUA in Python, no dialling rules, no media) and Kamailio (a bare stateful proxy in
C, no media) do much less for a call than the switch; they show what the machine can do. `$SIPPY`: its `b2bua_simple`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import tempfile
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.callers import HERE, Result, called, rows, run
from tests.bench.machine import children
from tests.support.ports import free_port

NUMBER = "0312345678"
RATES = (50, 100, 300, 500)


@dataclass
class Peer:
    """A running system."""

    pid: int
    port: int

    @property
    def workers(self) -> list[int]:
        """Its further processes."""
        return children(self.pid)


@contextlib.asynccontextmanager
async def _running(port: int, argv: list[str], folder: Path) -> AsyncIterator[Peer]:
    """The process, once it has the UDP port `port`."""
    environment = os.environ | {"SIPLOG_BEND": "none"}
    process = await asyncio.create_subprocess_exec(*argv, cwd=folder, env=environment, stdout=DEVNULL, stderr=DEVNULL)
    try:
        async with asyncio.timeout(30):
            while f":{port:04X} " not in Path("/proc/net/udp").read_text():
                if process.returncode is not None:
                    raise RuntimeError(f"{argv[0]} ended with status {process.returncode}")
                await asyncio.sleep(0.05)
        yield Peer(process.pid, port)
    finally:
        process.terminate()
        await process.wait()


def sippy(folder: Path, uas: int) -> AbstractAsyncContextManager[Peer]:
    """Sippy B2BUA."""
    port = free_port()
    program = os.environ.get("SIPPY", "b2bua_simple")
    return _running(port, [program, "-f", "-l", "127.0.0.1", "-p", str(port), "-n", f"127.0.0.1:{uas}"], folder)


def kamailio(folder: Path, uas: int) -> AbstractAsyncContextManager[Peer]:
    """Kamailio."""
    port = free_port()
    settings = folder / "kamailio.cfg"
    settings.write_text((HERE / "kamailio.cfg").read_text().replace("PEER", str(uas)))
    own = ["-Y", str(folder), "-P", str(folder / "kamailio.pid"), "-l", f"udp:127.0.0.1:{port}"]
    return _running(port, ["kamailio", "-DD", "-f", str(settings), *own], folder)


async def measure(
    start: Callable[[Path, int], AbstractAsyncContextManager[Peer]], rates: tuple[int, ...], seconds: int
) -> list[Result]:
    """Runs at each of `rates`."""
    with tempfile.TemporaryDirectory(prefix="kikite-bench-") as name:
        folder, uas = Path(name), free_port()
        async with called(folder, uas), start(folder, uas) as peer:
            await run(peer, folder, 20, 2, [NUMBER])  # warm
            return [await run(peer, folder, rate, seconds, [NUMBER]) for rate in rates]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.peers", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short runs, for trying it out")
    quick = parser.parse_args().quick
    for title, start in (("Sippy B2BUA", sippy), ("Kamailio (CPU of its parent | of its children)", kamailio)):
        found = asyncio.run(measure(start, RATES[:2] if quick else RATES, 3 if quick else 15))
        print(f"{title}\n{rows(found)}", flush=True)


if __name__ == "__main__":
    main()
