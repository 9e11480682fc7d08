"""How fast days are simulated, and how fast their log is stored: `python -m tests.bench.simulate [days]`.

The sample centre of 100 seats with 60 callers a day for each. CPU time is of the simulator alone, or of the process
that stores; the rates are events and calls in a second of it.
"""

from __future__ import annotations

import asyncio
import datetime
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from api.db.engine import Database, connect
from api.db.migrate import migrate
from api.launch import history
from api.launch.simulator import Simulator, simulation
from api.settings import Settings
from api.site import large, loader
from sip.contract.frames import Decoder, Events
from sip.contract.scenario import Arrivals, Scenario, Simulation
from tests.bench.machine import load, table

SEATS = 100
FIRST = datetime.date(2026, 4, 1)
BUSY = Scenario(arrivals=Arrivals(per_seat=60))

MEASURED = """
import sys, time
from sip.simulate.__main__ import main
main()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak.split()[1], time.process_time(), file=sys.stderr)
"""
"""The simulator, which says at its end how much memory it had (kB) and how long it took (CPU, s). What the system tells
of a child that has ended counts the memory of its parent, too."""


def simulated(wanted: Simulation) -> tuple[object, ...]:
    """A row about the simulator alone: its output is thrown away, and counted in a second run."""
    asked = msgspec.json.encode(wanted)
    argv = [sys.executable, "-m", "sip.simulate"]
    with Path(os.devnull).open("wb") as nowhere, tempfile.TemporaryFile() as source:
        source.write(asked)
        source.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-c", MEASURED], stdin=source, stdout=nowhere, stderr=subprocess.PIPE, text=True
        )
        assert process.stderr is not None
        peak_kb, cpu_s = process.stderr.read().split()
        process.wait()
    events = calls = 0
    decoder = Decoder()
    output = subprocess.run(argv, input=asked, capture_output=True, check=True).stdout
    for frame in decoder.feed(output):
        if isinstance(frame, Events):
            events += len(frame.events)
            calls += sum(type(logged.event).__name__ == "CallStarted" for logged in frame.events)
    return row("simulated", wanted.days, events, calls, float(cpu_s), int(peak_kb))


async def stored(db: Database, wanted: Simulation) -> tuple[object, ...]:
    """A row about storing it in SQLite."""
    before = time.process_time()
    events = await history.fill(db, wanted, Simulator(wanted))
    found = await db.fetch_one("SELECT COUNT(*) AS n FROM fact_call")
    return row("stored", wanted.days, events, 0 if found is None else found["n"], time.process_time() - before, 0)


def row(what: str, days: int, events: int, calls: int, cpu_s: float, kb: int) -> tuple[object, ...]:
    rates = f"{events / cpu_s:,.0f}", f"{calls / cpu_s:,.0f}"
    return what, days, f"{calls:,}", f"{events:,}", f"{cpu_s:.1f}", *rates, f"{kb / 1024:.0f}" if kb else "–"


async def measure(days: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        db = connect(f"sqlite:///{folder}/kikite.db")
        await db.open()
        try:
            await migrate(db, 0)
            await loader.fill(db, large.large(SEATS))
            settings = Settings(data=Path(folder))
            few = await simulation(db, settings, BUSY, 1, FIRST, max(days // 5, 1))
            rows = [simulated(await simulation(db, settings, BUSY, 1, FIRST, days)), await stored(db, few)]
        finally:
            await db.close()
    print(f"## Simulated days of {SEATS} seats (load {load()})")
    print(table(("", "days", "calls", "events", "CPU, s", "events/s", "calls/s", "most memory, MB"), rows))


if __name__ == "__main__":
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
