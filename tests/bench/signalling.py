"""What a call costs the switch, and how many it sets up: sipp → Kikite → sipp over UDP.

A trunk call to a number that is forwarded to another outside number: the B2BUA with dialling rules, media legs, events
and outbox, the events taken and acknowledged as the api does. `python -m tests.bench.signalling [--quick]`.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sip.contract.config import Route, SwitchConfig, Trunk
from tests.bench.callers import Result, call, called, rows, run
from tests.bench.machine import rss_kb
from tests.bench.subject import Switch, switch
from tests.support.ports import free_port

NUMBER = "0399990000"
RATES = (20, 50, 100, 300)
HELD = (200, 300, 400, 500, 600, 800)


HELD_CALLS = 500
"""Calls that are up at once where memory is looked at."""


@dataclass
class Memory:
    """What `calls` calls that are up take, kB."""

    calls: int
    switch: int
    media: int


async def measure(
    rates: tuple[int, ...], seconds: int, held: tuple[int, ...], hold_s: int
) -> tuple[list[Result], Memory]:
    """Runs at each of `rates`, then at rising `held` rates for `hold_s` until a call fails."""
    uas = free_port()
    config = SwitchConfig(
        version=1,
        trunks=(Trunk(id="bench", host="127.0.0.1", port=uas, accept_from=("127.0.0.1",)),),
        routes=(Route(number=NUMBER, external="0312345678"),),
    )
    with tempfile.TemporaryDirectory(prefix="kikite-bench-") as name:
        folder = Path(name)
        async with called(folder, uas), switch(folder, config) as running:
            memory = await _memory(running, folder)
            results = [await run(running, folder, rate, seconds, [NUMBER]) for rate in rates]
            for rate in held:
                results.append(await run(running, folder, rate, hold_s, [NUMBER]))
                if results[-1].failed:
                    break
            return results, memory


async def _memory(running: Switch, folder: Path) -> Memory:
    await run(running, folder, 20, 2, [NUMBER])  # everything is loaded
    switch_kb, media_kb, begun = rss_kb(running.pid), sum(map(rss_kb, running.workers)), running.answered
    calls = await call(running, folder, 100, HELD_CALLS, [NUMBER], talk_s=10)
    async with asyncio.timeout(30):
        while running.answered - begun < HELD_CALLS:
            await asyncio.sleep(0.05)
    found = Memory(HELD_CALLS, rss_kb(running.pid) - switch_kb, sum(map(rss_kb, running.workers)) - media_kb)
    await calls.wait()
    return found


def report(results: list[Result], memory: Memory, hold_s: int) -> str:
    """The table, the highest rate that was held, and memory."""
    held = [one.rate for one in results if one.failed == 0 and one.calls >= one.rate * hold_s]
    best = f"highest rate held for {hold_s} s with no failed call: {max(held)} calls/s" if held else "no rate was held"
    each = 100 / memory.calls
    taken = (
        f"memory with {memory.calls} calls up, per 100 calls: switch {memory.switch * each:.0f} kB, "
        f"media worker {memory.media * each:.0f} kB"
    )
    return f"Signalling: sipp → Kikite → sipp over UDP, one second connected\n{rows(results)}\n{best}\n{taken}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.signalling", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="short runs, for trying it out")
    quick = parser.parse_args().quick
    seconds, hold_s = (3, 5) if quick else (15, 30)
    held = (100, 200) if quick else HELD
    print(report(*asyncio.run(measure(RATES, seconds, held, hold_s)), hold_s))


if __name__ == "__main__":
    main()
