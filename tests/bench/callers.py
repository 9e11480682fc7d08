"""sipp as caller and as called party of the signalling benches, and what its files say."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import subprocess
import tempfile
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.bench.machine import cpu_ms, load, percentile, table
from tests.support.ports import free_port

HERE = Path(__file__).parent
HEAD = ("calls/s", "calls", "failed", "switch CPU-ms/call", "media CPU-ms/call", "set-up p50 ms", "p99 ms", "load")


class Subject(Protocol):
    """What is loaded: SIP at `port`, CPU time of the process `pid` and of its `workers`."""

    @property
    def pid(self) -> int: ...
    @property
    def port(self) -> int: ...
    @property
    def workers(self) -> list[int]: ...


@dataclass
class Result:
    """One run at `rate` calls per second."""

    rate: int
    calls: int
    failed: int
    switch_ms: float
    """CPU of the switch process per call."""
    media_ms: float
    """CPU of its media workers per call."""
    setup: list[float]
    """INVITE to 200, ms."""
    load: str


async def sipp(folder: Path, *arguments: str) -> Process:
    """Start sipp in `folder`, without a screen."""
    quiet = subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        "sipp", *arguments, "-i", "127.0.0.1", "-nostdin", cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet
    )


@contextlib.asynccontextmanager
async def called(folder: Path, port: int) -> AsyncIterator[None]:
    """Parties that answer whatever comes to `port`."""
    process = await sipp(folder, "-sf", str(HERE / "uas.xml"), "-p", str(port))
    try:
        yield
    finally:
        process.kill()
        await process.wait()


async def call(
    running: Subject, folder: Path, rate: int, calls: int, numbers: Sequence[str], talk_s: int = 1
) -> Process:
    """Begin `calls` calls, `rate` per second, to each of `numbers` in turn, each connected for `talk_s`."""
    (folder / "numbers.csv").write_text("\n".join(["SEQUENTIAL", *numbers, ""]))
    return await sipp(
        folder,
        *(f"127.0.0.1:{running.port}", "-sf", str(HERE / "uac.xml"), "-inf", "numbers.csv", "-d", f"{talk_s}000"),
        *("-p", str(free_port()), "-r", str(rate), "-m", str(calls), "-l", str(calls)),
        *("-trace_rtt", "-rtt_freq", "1", "-trace_stat", "-fd", "1", "-recv_timeout", "20000"),
        *("-timeout", f"{calls // rate + 60}s"),
    )


async def run(running: Subject, folder: Path, rate: int, seconds: int, numbers: Sequence[str]) -> Result:
    """`rate` calls per second for `seconds` to each of `numbers` in turn, each connected for one second."""
    before, media_before = cpu_ms(running.pid), sum(map(cpu_ms, running.workers))
    calls = rate * seconds
    here = Path(tempfile.mkdtemp(prefix=f"uac-{rate}-", dir=folder))
    await (await call(running, here, rate, calls, numbers)).wait()
    return Result(
        rate=rate,
        calls=calls,
        failed=calls - _column(here, "SuccessfulCall(C)"),
        switch_ms=(cpu_ms(running.pid) - before) / calls,
        media_ms=(sum(map(cpu_ms, running.workers)) - media_before) / calls,
        setup=_setup_times(here),
        load=load(),
    )


def _column(folder: Path, name: str) -> int:
    """The last value of a column of sipp's statistics; 0 where it wrote none."""
    for path in folder.glob("uac_*_.csv"):
        with path.open(newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        if rows:
            return int(rows[-1][name])
    return 0


def _setup_times(folder: Path) -> list[float]:
    found = []
    for path in folder.glob("uac_*_rtt.csv"):
        with path.open(newline="") as file:
            found += [float(row[1]) for row in csv.reader(file, delimiter=";") if len(row) > 1 and row[0][:1].isdigit()]
    return found


def rows(results: Sequence[Result]) -> str:
    """The results as a table."""
    return table(
        HEAD,
        [
            (
                *(one.rate, one.calls, one.failed, one.switch_ms, one.media_ms),
                *(percentile(one.setup, 0.5), percentile(one.setup, 0.99), one.load),
            )
            for one in results
        ],
    )
