"""A switch with nothing but its log and its link, for the tests to kill: appends events for ever."""

import asyncio
import os
import sys
from pathlib import Path

from sip.contract.commands import AnyCommand, AnyResult, Done
from sip.contract.events import CallRinging
from sip.link import ApiLink
from sip.outbox import Outbox


async def _handle(command: AnyCommand) -> AnyResult:
    return Done()


async def main(folder: Path) -> None:
    """Serve in `folder` until killed. Each event carries its own number and this process's."""
    outbox = Outbox(folder / "outbox.db", lambda: "sw", lambda kind, detail: None)
    await ApiLink(folder / "switch.sock", outbox, str(os.getpid()), _handle, lambda up: None).start()
    seq = outbox.committed
    while True:
        # Keep ahead of the api, but not without bound: it may be slower than we are.
        if seq - outbox.forgotten < 20_000:
            for _ in range(50):
                seq = outbox.append(1, 1, CallRinging(call=f"{seq + 1} {os.getpid()}"))
        outbox.alive(1, 1)
        await asyncio.sleep(0.001)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
