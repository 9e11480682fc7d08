"""The switch's two clocks."""

import time


def wall_ms() -> int:
    """UTC wall clock, ms since the epoch."""
    return time.time_ns() // 1_000_000


def mono_ms() -> int:
    """Boot-time clock (CLOCK_BOOTTIME), ms: goes on through suspends and restarts of the switch, never jumps."""
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
