"""What the measured figures of a test mean to whoever will talk on that phone. Pure.

The limits are those for speech over G.711 without concealment worth the name: ITU-T G.114 (150 ms one way go unnoticed,
400 ms are the planning limit; the round trip is twice that), G.107 and G.113 appendix I (with 1 % of packets lost
nobody complains, beyond 5 % words are), and a jitter that the 40 to 60 ms of a browser's buffer take in.
"""

from enum import StrEnum
from typing import Final, NamedTuple


class Verdict(StrEnum):
    """Whether one can work with it."""

    GOOD = "good"
    USABLE = "usable"
    BAD = "bad"
    SILENT = "silent"  # nothing, or next to nothing, came back: whatever the network is like, nobody would hear one


class Limits(NamedTuple):
    """The most that a verdict allows: loss in percent, jitter and round trip in ms."""

    loss: float
    jitter: float
    rtt: float


GOOD: Final = Limits(1.0, 30.0, 300.0)
USABLE: Final = Limits(5.0, 60.0, 800.0)


def loss(packets: int, lost: int) -> float:
    """Percent of the packets that were sent, of which `packets` came and `lost` did not; 0 to 100. Where more were
    repeated than lost, none are."""
    missing = max(0, lost)
    sent = packets + missing
    return 100.0 * missing / sent if sent else 100.0


def verdict(heard: bool, worst_loss: float, worst_jitter: float, rtt: float | None) -> Verdict:
    """`heard`: whether what was said came back. The worse direction counts; a round trip that is not known does not."""
    if not heard:
        return Verdict.SILENT
    for limits, found in ((GOOD, Verdict.GOOD), (USABLE, Verdict.USABLE)):
        if worst_loss <= limits.loss and worst_jitter <= limits.jitter and (rtt or 0.0) <= limits.rtt:
            return found
    return Verdict.BAD
