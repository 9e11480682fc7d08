"""Keeps the board: makes anew the rows that events touched, and tells every stream what changed in them."""

import asyncio
import time
from collections.abc import Callable
from typing import Final, Protocol

from api.moments import moment
from api.monitor.schemas import BoardSnapshot, board_change, encode, operator_schema, row_schema, trunk_schema
from api.sse import Hub, Message, Valid
from api.statistics.board import Board, Rows
from api.statistics.directory import Directory
from api.statistics.profile import Profile
from api.statistics.state import LiveState
from api.statistics.timeline import DAY, Calendar

COALESCE_S: Final = 0.05
"""Changes within this time of the last event are sent as one."""


class Batch(Protocol):
    """What `api.events.intake` tells."""

    @property
    def position(self) -> int:
        """Of the log, after the batch."""

    @property
    def touched(self) -> frozenset[str] | None:
        """Scopes that may have changed; None: all."""


class Source(Protocol):
    """What the board rests on: `api.events.intake.Intake`."""

    calendar: Calendar

    @property
    def live(self) -> LiveState:
        """The centre now."""

    def subscribe(self, subscriber: Callable[[Batch], None]) -> Callable[[], None]:
        """Have `subscriber` called after each batch of events."""


def now_ms() -> int:
    """Wall clock, ms."""
    return time.time_ns() // 1_000_000


class Monitor:
    """The board of one centre. `directory` is asked at the start and at each `refresh`; `valid` as in `Hub`."""

    def __init__(
        self,
        source: Source,
        directory: Callable[[], Directory],
        *,
        valid: Valid | None = None,
        profile: Profile = Profile.MANUAL,
        clock: Callable[[], int] = now_ms,
        coalesce_s: float = COALESCE_S,
        hub: Hub | None = None,
    ) -> None:
        self.hub = hub if hub is not None else Hub(valid=valid)
        self._source = source
        self._directory = directory
        self._profile = profile
        self._clock = clock
        self._coalesce_s = coalesce_s
        self._touched: set[str] = set()
        self._all = False
        self._rows = Rows()
        self._board = Board(Directory(), source.calendar, profile)
        self._day = 0
        self._position = 0
        self._serial = 0
        self._boot = f"{clock():x}"
        self._id = ""
        self._sent_at = float("-inf")
        self._timer: asyncio.TimerHandle | None = None
        self._day_timer: asyncio.TimerHandle | None = None
        self._stop: Callable[[], None] | None = None
        self._watchers: list[Callable[[], None]] = []

    def start(self) -> None:
        """Make the board and follow the events, in the running loop."""
        self._position = self._source.live.position
        self._stop = self._source.subscribe(self._taken)
        self.refresh()

    async def close(self) -> None:
        """Follow no more, and end all streams."""
        if self._stop is not None:
            self._stop()
            self._stop = None
        for timer in (self._timer, self._day_timer):
            if timer is not None:
                timer.cancel()
        self.hub.close()

    def refresh(self) -> None:
        """Make the board anew from the directory, and send it to every stream as a snapshot."""
        now = self._clock()
        self._board = Board(self._directory(), self._source.calendar, self._profile)
        self._rows = self._board.rows(self._source.live, now)
        self._touched.clear()
        self._all = False
        self._turn_day(now)
        self._publish("snapshot", encode(self._snapshot(now)))

    def snapshot(self) -> BoardSnapshot:
        """The board now."""
        self._send()
        return self._snapshot(self._clock())

    def look(self) -> tuple[Rows, int]:
        """The rows now, which the next change replaces, and the position of the log that they show."""
        self._send()
        return self._rows, self._position

    def watch(self, watcher: Callable[[], None]) -> None:
        """Have `watcher` called after each change of the rows."""
        self._watchers.append(watcher)

    def message(self) -> Message:
        """The board now, as the first event of a stream."""
        return Message("snapshot", encode(self.snapshot()), self._id)

    def _snapshot(self, now: int) -> BoardSnapshot:
        overall = self._rows.overall
        if overall is None:
            raise RuntimeError("the monitor has not been started")
        return BoardSnapshot(
            position=self._position,
            at=moment(now),
            overall=row_schema(overall),
            groups=[row_schema(row) for row in self._rows.groups.values()],
            operators=[operator_schema(row) for row in self._rows.operators.values()],
            trunks=[trunk_schema(row) for row in self._rows.trunks.values()],
        )

    def _taken(self, batch: Batch) -> None:
        # Not the live state's: that may be ahead, with events that are still being stored.
        self._position = batch.position
        if batch.touched is None:
            self._all = True
        else:
            self._touched |= batch.touched
        if self._timer is not None or not (self._all or self._touched):
            return
        loop = asyncio.get_running_loop()
        wait_s = self._sent_at + self._coalesce_s - loop.time()
        if wait_s <= 0:
            self._send()
        else:
            self._timer = loop.call_later(wait_s, self._send)

    def _send(self) -> None:
        """Send what changed since the last time, if anything did."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._all and not self._touched:
            return
        now, live = self._clock(), self._source.live
        if self._all or self._source.calendar.day(now) != self._day:
            self.refresh()
            return
        new = self._board.rows(live, now, self._touched)
        self._touched.clear()
        change = board_change(self._rows, new, self._position, now)
        self._rows.overall = new.overall or self._rows.overall
        self._rows.groups |= new.groups
        self._rows.operators |= new.operators
        self._rows.trunks |= new.trunks
        if change is not None:
            self._sent_at = asyncio.get_running_loop().time()
            self._publish("change", encode(change))

    def _publish(self, name: str, data: bytes) -> None:
        self._serial += 1
        self._id = f"{self._position}-{self._serial}-{self._boot}"
        self.hub.publish(name, data, self._id)
        for watcher in self._watchers:
            watcher()

    def _turn_day(self, now: int) -> None:
        """Today's figures begin anew at `day_start`, whether or not anything happens then."""
        calendar = self._source.calendar
        self._day = calendar.day(now)
        if self._day_timer is not None:
            self._day_timer.cancel()
        tomorrow = calendar.day(self._day + DAY + DAY // 2)
        loop = asyncio.get_running_loop()
        self._day_timer = loop.call_later((tomorrow - now) / 1000 + 0.001, self.refresh)
