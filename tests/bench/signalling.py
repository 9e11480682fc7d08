"""What a call costs the switch, and how many it sets up: sipp → Kikite → sipp over UDP.

A trunk call to a number that is forwarded to another outside number: the B2BUA with dialling rules, media legs, events
and outbox, the events taken and acknowledged as the api does. `python -m tests.bench.signalling [--quick]`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import csv
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from sip.contract.commands import Configure
from sip.contract.config import Route, SwitchConfig, Trunk
from sip.contract.frames import AnyFrame, Decoder, Events, Hello, Request, Response, Taken, encode
from tests.bench.machine import children, cpu_ms, load, percentile, table
from tests.support.ports import free_port, free_range

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NUMBER = "0399990000"
RATES = (20, 50, 100, 300)
HELD = (200, 300, 400, 500, 600, 800)


@dataclass
class Switch:
    """A running switch. `events`: how many it has told so far."""

    pid: int
    port: int
    events: int = 0


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


@contextlib.asynccontextmanager
async def switch(folder: Path, uas: int) -> AsyncIterator[Switch]:
    """`python -m sip`, configured to forward `NUMBER` to the carrier at port `uas`."""
    port, path = free_port(), folder / "switch.sock"
    first, last = free_range(6000)
    argv = [
        *(sys.executable, "-m", "sip", "--socket", str(path), "--data", str(folder), "--log-level", "WARNING"),
        *("--sip-host", "127.0.0.1", "--sip-port", str(port), "--media-port", str(free_port())),
        *("--rtp-ports", f"{first}-{last}"),
    ]
    process = await asyncio.create_subprocess_exec(*argv, cwd=ROOT)
    running = Switch(process.pid, port)
    try:
        reader, writer = await _connect(path)
        taking = asyncio.create_task(_play_api(reader, writer, running, await _configure(reader, writer, uas)))
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


async def _configure(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, uas: int) -> Decoder:
    config = SwitchConfig(
        version=1,
        trunks=(Trunk(id="bench", host="127.0.0.1", port=uas, accept_from=("127.0.0.1",)),),
        routes=(Route(number=NUMBER, external="0312345678"),),
    )
    writer.write(encode(Hello()) + encode(Request(id=1, command=Configure(config=config))))
    decoder = Decoder()
    async with asyncio.timeout(30):
        while True:
            frames: list[AnyFrame] = decoder.feed(await reader.read(65536))
            if any(isinstance(frame, Response) for frame in frames):
                return decoder


async def _play_api(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, running: Switch, decoder: Decoder
) -> None:
    while data := await reader.read(1 << 20):
        for frame in decoder.feed(data):
            if isinstance(frame, Events):
                running.events += len(frame.events)
                writer.write(encode(Taken(seq=frame.events[-1].seq)))


async def run(running: Switch, folder: Path, rate: int, seconds: int) -> Result:
    """`rate` calls per second for `seconds`, each connected for one second."""
    workers = children(running.pid)
    before, media_before = cpu_ms(running.pid), sum(map(cpu_ms, workers))
    calls = rate * seconds
    here = Path(tempfile.mkdtemp(prefix=f"uac-{rate}-", dir=folder))
    argv = [
        *("sipp", f"127.0.0.1:{running.port}", "-sf", str(HERE / "uac.xml"), "-s", NUMBER, "-i", "127.0.0.1"),
        *("-p", str(free_port()), "-r", str(rate), "-m", str(calls), "-l", str(calls), "-nostdin"),
        *("-trace_rtt", "-rtt_freq", "1", "-trace_stat", "-fd", "1", "-recv_timeout", "20000"),
        *("-timeout", f"{seconds + 60}s"),
    ]
    quiet = subprocess.DEVNULL
    uac = await asyncio.create_subprocess_exec(*argv, cwd=here, stdin=quiet, stdout=quiet, stderr=quiet)
    await uac.wait()
    return Result(
        rate=rate,
        calls=calls,
        failed=calls - _column(here, "SuccessfulCall(C)"),
        switch_ms=(cpu_ms(running.pid) - before) / calls,
        media_ms=(sum(map(cpu_ms, workers)) - media_before) / calls,
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


async def measure(rates: tuple[int, ...], seconds: int, held: tuple[int, ...], hold_s: int) -> list[Result]:
    """Runs at each of `rates`, then at rising `held` rates for `hold_s` until a call fails."""
    with tempfile.TemporaryDirectory(prefix="kikite-bench-") as name:
        folder, uas_port = Path(name), free_port()
        argv = ("sipp", "-sf", str(HERE / "uas.xml"), "-i", "127.0.0.1", "-p", str(uas_port), "-nostdin")
        quiet = subprocess.DEVNULL
        uas = await asyncio.create_subprocess_exec(*argv, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet)
        try:
            async with switch(folder, uas_port) as running:
                await run(running, folder, 20, 2)  # warm
                results = [await run(running, folder, rate, seconds) for rate in rates]
                for rate in held:
                    results.append(await run(running, folder, rate, hold_s))
                    if results[-1].failed:
                        break
                return results
        finally:
            uas.kill()
            await uas.wait()


def report(results: list[Result], hold_s: int) -> str:
    """The table, and the highest rate that was held."""
    head = ("calls/s", "calls", "failed", "switch CPU-ms/call", "media CPU-ms/call", "set-up p50 ms", "p99 ms", "load")
    rows = [
        (
            *(one.rate, one.calls, one.failed, one.switch_ms, one.media_ms),
            *(percentile(one.setup, 0.5), percentile(one.setup, 0.99), one.load),
        )
        for one in results
    ]
    held = [one.rate for one in results if one.failed == 0 and one.calls >= one.rate * hold_s]
    best = f"highest rate held for {hold_s} s with no failed call: {max(held)} calls/s" if held else "no rate was held"
    return f"Signalling: sipp → Kikite → sipp over UDP, one second connected\n{table(head, rows)}\n{best}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.signalling", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short runs, for trying it out")
    quick = parser.parse_args().quick
    seconds, hold_s = (3, 5) if quick else (15, 30)
    held = (100, 200) if quick else HELD
    print(report(asyncio.run(measure(RATES, seconds, held, hold_s)), hold_s))


if __name__ == "__main__":
    main()
