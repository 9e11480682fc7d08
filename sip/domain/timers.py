"""The timers of the domain: one heap, cancelled ones skipped when they surface."""

from collections.abc import Iterator
from enum import StrEnum
from heapq import heapify, heappop, heappush
from typing import Final, NamedTuple


class TimerKind(StrEnum):
    """What a timer is for; with the id of what it belongs to it names the timer."""

    MAX_WAIT = "max_wait"  # visit: its caller has waited long enough
    TIER = "tier"  # visit: the next tier is rung too
    ANNOUNCE = "announce"  # visit: its caller is told again how things stand
    REST = "rest"  # visit: an operator who refused it may be rung again
    OFFER = "offer"  # visit: the one operator rung for it has been rung long enough
    KEY = "key"  # call: its caller has had time to press a key
    MAILBOX = "mailbox"  # call: the extension has rung long enough, its mailbox answers
    MESSAGE = "message"  # call: the message is as long as one may be
    WORK = "work"  # operator: after-call work has lasted long enough
    CLIENT = "client"  # operator: look when the client was last heard
    TRANSFER = "transfer"  # call: whom it was handed on to has been rung, or it has been parked, long enough
    PHONE = "phone"  # user: the lost browser phone has been gone long enough
    ECHO = "echo"  # user: nobody has stopped the echo test


VISIT_TIMERS: Final = frozenset(
    {TimerKind.MAX_WAIT, TimerKind.TIER, TimerKind.ANNOUNCE, TimerKind.REST, TimerKind.OFFER}
)
"""Those that belong to a visit."""


class TimerKey(NamedTuple):
    """Names a timer; setting the same key again moves the timer."""

    kind: TimerKind
    owner: str


class Timers:
    """Due times by key; iterates over the keys that are set. Setting and cancelling cost O(log n) at most; times in
    ms."""

    __slots__ = ("_due", "_heap")

    def __init__(self) -> None:
        self._due: dict[TimerKey, int] = {}
        self._heap: list[tuple[int, TimerKey]] = []

    def __iter__(self) -> Iterator[TimerKey]:
        return iter(self._due)

    def set(self, kind: TimerKind, owner: str, due: int) -> None:
        """Let the timer go off at `due` instead of any earlier setting."""
        key = TimerKey(kind, owner)
        self._due[key] = due
        heappush(self._heap, (due, key))
        # Cancelled and moved entries may not pile up where calls are many and their limits long.
        if len(self._heap) > 64 + 2 * len(self._due):
            self._heap = [(at, live) for live, at in self._due.items()]
            heapify(self._heap)

    def cancel(self, kind: TimerKind, owner: str) -> None:
        """Forget the timer, if there is one."""
        self._due.pop(TimerKey(kind, owner), None)

    def next_due(self) -> int | None:
        """When the next timer goes off; None: none is set."""
        self._skip()
        return self._heap[0][0] if self._heap else None

    def pop(self, now: int) -> TimerKey | None:
        """The next timer that is due by `now`, no longer set; None: none is."""
        self._skip()
        if not self._heap or self._heap[0][0] > now:
            return None
        key = heappop(self._heap)[1]
        del self._due[key]
        return key

    def _skip(self) -> None:
        while self._heap and self._due.get(self._heap[0][1]) != self._heap[0][0]:
            heappop(self._heap)
