"""`python -m sip.simulate`: a `Simulation` (JSON) on the standard input, its log as `Events` frames on the output.

SIGTERM lets the day under way be the last. The reader that goes away ends it at once.
"""

import gc
import os
import signal
import sys
from itertools import islice
from typing import Final

import msgspec

from sip.contract.frames import Events, encode
from sip.contract.scenario import Simulation
from sip.simulate.centre import SimulatedCentre

AT_ONCE: Final = 2_000
"""Events in one frame."""


def main() -> int:
    """Read, simulate, write."""
    wanted = msgspec.json.decode(sys.stdin.buffer.read(), type=Simulation)
    centre = SimulatedCentre(wanted)
    signal.signal(signal.SIGTERM, lambda *_: centre.stop())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; who started us decides
    gc.freeze()
    gc.disable()  # calls leave no cycles behind
    log = centre.run()
    switch = wanted.switch or f"simulated-{wanted.seed}"
    try:
        while events := tuple(islice(log, AT_ONCE)):
            _write(encode(Events(switch=switch, events=events)))
    except BrokenPipeError:
        return 1
    return 0


def _write(frame: bytes) -> None:
    """All of it. Not by `sys.stdout.buffer`: a signal during a write to a full pipe makes that lose a part."""
    rest = memoryview(frame)
    while rest:
        rest = rest[os.write(1, rest) :]


if __name__ == "__main__":
    sys.exit(main())
