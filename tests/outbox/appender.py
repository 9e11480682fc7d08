"""Appends events for ever and prints each seq that was announced as committed: a process for the tests to kill."""

import asyncio
import sys
from pathlib import Path

from sip.contract.events import CallRinging
from sip.outbox import Batch, Outbox


def _announce(batch: Batch) -> None:
    sys.stdout.write(f"{batch.first} {batch.last}\n")
    sys.stdout.flush()


async def main(path: Path) -> None:
    """Append in bursts of seven until killed; forget all but the newest hundred."""
    outbox = Outbox(path, lambda: "killed", lambda kind, detail: None)
    outbox.on_committed(_announce)
    sys.stdout.write(f"next {outbox.committed + 1} alive {outbox.last_alive.at}\n")
    sys.stdout.flush()
    now = outbox.last_alive.at
    while True:
        for _ in range(7):
            now += 1
            outbox.append(now, now, CallRinging(call=str(now)))
        outbox.taken(outbox.committed - 100)
        outbox.alive(now, now)
        await asyncio.sleep(0)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
