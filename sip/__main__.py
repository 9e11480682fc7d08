"""`python -m sip`: run one switch until SIGTERM or SIGINT."""

import asyncio
import logging
import signal
import sys

import uvloop

from sip import options
from sip.media.client import MediaUnavailable
from sip.outbox import OutboxError
from sip.switch import Switch


async def run(chosen: options.Options) -> int:
    """Serve until told to stop. The exit status is 1 where the switch cannot start."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    try:
        switch = Switch(chosen)
        await switch.start()
    except (OSError, MediaUnavailable, OutboxError) as error:
        logging.getLogger("sip").critical("cannot start: %s", error)
        return 1
    await stopping.wait()
    await switch.stop()
    return 0


def main() -> None:
    """Read the options and run."""
    chosen = options.parse()
    logging.basicConfig(
        level=chosen.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    sys.exit(uvloop.run(run(chosen)))


if __name__ == "__main__":
    main()
