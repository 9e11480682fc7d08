"""What a bridged call costs the media worker: `python -m tests.bench.media`. Nothing is asserted.

The parties are a process of their own (`media_generator`). The row `direct` has them talk to one another without the
worker: its delay is that of the generator and the kernel, so the delay that the worker adds is what the others show
beyond it.
"""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from typing import Any

from sip.media.client import FromLeg, MediaClient, MediaSettings, RtpRemote
from tests.bench.machine import cpu_ms, load

CALLS = (20, 50, 100, 200)
SECONDS = 6.0


class Silent:
    """A listener that has nothing to do."""

    def connected(self, leg: str) -> None: ...
    def lost(self, leg: str, reason: str) -> None: ...
    def digit(self, leg: str, digit: str) -> None: ...
    def played(self, leg: str) -> None: ...
    def recording_failed(self, reason: str) -> None: ...
    def worker_died(self, legs: frozenset[str]) -> None: ...


async def point(media: MediaClient, kind: str, calls: int, seconds: float) -> dict[str, Any]:
    """One row: `kind` is direct, rtp or browser."""
    generator = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.media_generator", stdin=PIPE, stdout=PIPE, limit=1 << 24
    )
    await _tell(generator, {"kind": kind, "calls": calls, "seconds": seconds})
    own = json.loads(await _line(generator))
    await _tell(generator, _connect(media, kind, calls, own))
    await _line(generator)
    (worker,) = media.workers
    before = cpu_ms(worker)
    await _tell(generator, "go")
    await _line(generator)
    used = cpu_ms(worker) - before
    result: dict[str, Any] = json.loads(await _line(generator))
    await generator.wait()
    media.close_all()
    return result | {"cpu": used / seconds / calls}


def _connect(media: MediaClient, kind: str, calls: int, own: dict[str, Any]) -> dict[str, Any]:
    """Open and bridge all legs; what the generator must know."""
    if kind == "direct":
        return {"answers": [], "ports": own["ports"][::-1]}
    told: dict[str, Any] = {"answers": [], "ports": [[], []]}
    for call in range(calls):
        for side in range(2):
            leg = f"{call}-{side}"
            if kind == "browser" and side == 0:
                told["answers"].append(media.open_browser(leg, own["offers"][call]))
            else:
                told["ports"][side].append(media.open_rtp(leg).port)
                media.set_remote(leg, RtpRemote(host="127.0.0.1", port=own["ports"][side][call]))
        media.hear(f"{call}-0", FromLeg(f"{call}-1"))
        media.hear(f"{call}-1", FromLeg(f"{call}-0"))
    return told


async def _tell(generator: Process, message: object) -> None:
    assert generator.stdin is not None
    generator.stdin.write(json.dumps(message).encode() + b"\n")
    await generator.stdin.drain()


async def _line(generator: Process) -> str:
    assert generator.stdout is not None
    async with asyncio.timeout(60):
        return (await generator.stdout.readline()).decode()


async def _run(calls: tuple[int, ...], seconds: float) -> None:
    print(f"Media worker, {seconds:g} s per row")
    print("   kind  calls  CPU-ms/s per call  µs/packet   lost  p50 ms  p99 ms         load")
    media = MediaClient(Silent(), MediaSettings(rtp_ports=(40000, 43999)))
    await media.start()
    try:
        for kind in ("direct", "rtp", "browser"):
            for count in calls:
                _show(kind, count, await point(media, kind, count, seconds))
    finally:
        await media.stop()


def _show(kind: str, count: int, row: dict[str, Any]) -> None:
    # A call is 100 packets a second: two parties, 50 each.
    cost = " " * 29 if kind == "direct" else f"{row['cpu']:>18.2f} {row['cpu'] * 10:>10.1f}"
    delay = f"{row['p50']:>7.2f} {row['p99']:>7.2f}"
    print(f"{kind:>7} {count:>6} {cost} {row['lost']:>6} {delay} {load():>12}", flush=True)


def run(calls: tuple[int, ...] = CALLS, seconds: float = SECONDS) -> None:
    """Print the table: CPU of the worker per second of one bridged call, packets lost, delay."""
    asyncio.run(_run(calls, seconds))


if __name__ == "__main__":
    run()
