"""Many timers with few different delays, for next to nothing. Pure: the clock and the waker are given.

SIP starts several timers per message and stops nearly all of them again. They come with a handful of delays, so each
delay has a queue that is in order by itself: starting one is an append, stopping one clears its callback.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final, Protocol

TICK: Final = 0.02
"""Seconds to which delays are rounded up; the finest step of SIP's timers is 0.5 s."""

T1: Final = 0.5
"""Round-trip estimate in seconds (RFC 3261 17.1.1.1)."""
T2: Final = 4.0
"""Largest interval between retransmissions of a non-INVITE request or of a final INVITE response."""
T4: Final = 5.0
"""How long a message may stay in the network."""
TIMEOUT: Final = 64 * T1
"""Timers B, D, F, H, J, L and M."""
TIMER_C: Final = 185.0
"""How long an INVITE of ours may stay without a final response and without news (RFC 3261 16.6 step 11)."""


class Timer:
    """One running timer; `cancel` any time, also after it fired."""

    __slots__ = ("callback", "due")

    def __init__(self, due: float, callback: Callable[[], None]) -> None:
        self.due = due
        self.callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        """Never call back, and let go of what the callback holds."""
        self.callback = None


class Schedule(Protocol):
    """`schedule(delay, callback)`: call back once, `delay` seconds from now."""

    def __call__(self, delay: float, callback: Callable[[], None]) -> Timer: ...


class Timers:
    """The queues. `clock()` gives seconds; `wake(at)` asks for one call of `run` at or soon after that time."""

    def __init__(self, clock: Callable[[], float], wake: Callable[[float], None]) -> None:
        self._clock = clock
        self._wake = wake
        self._queues: dict[int, deque[Timer]] = {}
        self._next = float("inf")

    def schedule(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Start a timer; see `Schedule`."""
        # At least one, so that a callback that starts a timer of no delay cannot keep `run` going.
        ticks = max(1, -int(-delay // TICK))
        timer = Timer(self._clock() + ticks * TICK, callback)
        queue = self._queues.get(ticks)
        if queue is None:
            queue = self._queues[ticks] = deque()
        queue.append(timer)
        if timer.due < self._next:
            self._next = timer.due
            self._wake(timer.due)
        return timer

    def run(self) -> None:
        """Fire what is due. What callbacks raise stops no other callback: an `ExceptionGroup` is raised at the end."""
        now = self._clock()
        errors: list[Exception] = []
        for ticks in list(self._queues):
            queue = self._queues[ticks]
            while queue and (queue[0].due <= now or queue[0].callback is None):
                callback, timer = queue[0].callback, queue.popleft()
                timer.callback = None
                if callback is not None:
                    try:
                        callback()
                    except Exception as error:
                        errors.append(error)
            if not queue:
                del self._queues[ticks]
        self._next = min((queue[0].due for queue in self._queues.values()), default=float("inf"))
        if self._queues:
            # Not more often than once a tick, however many delays there are.
            self._next = max(self._next, now + TICK)
            self._wake(self._next)
        if errors:
            raise ExceptionGroup("timers", errors)

    def __len__(self) -> int:
        """Timers in the queues, cancelled ones that have not come up yet included."""
        return sum(map(len, self._queues.values()))

    def clear(self) -> None:
        """Forget all."""
        self._queues.clear()
        self._next = float("inf")
