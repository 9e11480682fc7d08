"""Events in: into the database, into the live state, and on to the boards."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final, TypeAlias

from msgspec import Struct

from api.db.eventlog import Entry, EventLog, FoldState
from api.events import rebuild
from api.statistics.facts import FactChange
from api.statistics.fold import Fold, Gap
from api.statistics.rollup import Memberships, Moment, Rollups, spread, summed
from api.statistics.running import running
from api.statistics.state import LiveState
from api.statistics.timeline import Calendar
from sip.contract.events import Logged
from sip.contract.frames import Events

FOLD_VERSION: Final = 12
"""To be raised with every change of what the fold keeps or books: older dumped states are then made anew."""
DUMP_EVERY: Final = 20_000
"""Events between two dumps of the fold's state; what a start has to replay at most."""

log = logging.getLogger(__name__)


class Batch(Struct, frozen=True):
    """What was taken. `changes`: facts that began or changed, each once, in its present state. `touched`: scopes of
    the counters (`api.statistics.counters`) whose figures or rows may differ. After a failed commit the state was made
    anew and `touched` is None: everything may differ."""

    switch: str
    position: int
    events: tuple[Logged, ...]
    changes: tuple[FactChange, ...]
    touched: frozenset[str] | None


Subscriber: TypeAlias = Callable[[Batch], None]


class Intake:
    """Takes the events of all switches of one database. One instance per database."""

    def __init__(self, events: EventLog, calendar: Calendar, *, dump_every: int = DUMP_EVERY) -> None:
        self._events = events
        self.calendar = calendar
        self.kind = f"{FOLD_VERSION} {calendar.zone} {calendar.day_start_min}"
        """What the fold's stored state is made with: one of another kind is of no use."""
        self.members = Memberships()
        """Who was a member of what, when; to be kept up to date by whoever knows (`api.db.memberships`)."""
        self._fold = Fold(calendar)
        self._lock = asyncio.Lock()
        self._subscribers: list[Subscriber] = []
        self._dump_every = dump_every
        self._dumped = 0
        self._booked = 0
        self._bookings = 0
        self._stale = False

    @property
    def live(self) -> LiveState:
        """The centre as of the last event taken. To be read only, and anew each time: it may be replaced."""
        return self._fold.state

    async def start(self) -> None:
        """Take up the last state and replay the log from there. Raises `api.db.errors` where the database fails."""
        async with self._lock:
            await self._load()

    async def close(self) -> None:
        """Store the state, so that the next start has nothing to replay."""
        async with self._lock:
            if not self._stale and self._fold.state.position > self._dumped:
                state, booked = self._book()
                await self._events.store((), (), state, booked)

    async def unfinished(self) -> int:
        """The position that a rebuild has reached which was interrupted; 0 where there is none."""
        stored = await self._events.fold_state()
        return stored.position if stored is not None and stored.kind == self.kind + rebuild.UNFINISHED else 0

    async def rebuild(self, tell: rebuild.Progress = lambda done, last: None) -> None:
        """Make facts, rollups and state anew of the whole log, or go on with a rebuild that was interrupted. `members`
        must be known. Raises `TruncatedLogError`, having changed nothing."""
        async with self._lock:
            fold = None
            if await self.unfinished():
                stored = await self._events.fold_state()
                fold = None if stored is None else rebuild.load(self.calendar, stored)
            if fold is None:
                await rebuild.begin(self._events, self.kind, clear_facts=True)
                fold = Fold(self.calendar)
            self._stale = True  # until it is at the end
            await rebuild.go_on(self._events, fold, self.kind, self.members, tell)
            await self._load()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Have `subscriber` called after each commit; the returned function ends that."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    async def moment(self, now: int) -> Moment:
        """What is to be added to the rollups, as `holds` as long as it does, for the figures of `now` (wall ms)."""
        async with self._lock:  # between two batches
            await self._fresh()
            state = self._fold.state
            hours = summed(state.ledger.unbooked, running(state, self.calendar, now))
            return Moment(position=state.position, hours=hours, bookings=self._bookings)

    def holds(self, moment: Moment) -> bool:
        """Whether nothing has been added to the rollups since. Read them after the moment was taken, then ask this; if
        it does not hold, take another."""
        return moment.bookings == self._bookings

    async def last_seq(self, switch: str) -> int:
        """Seq of the last stored event of `switch`; 0 = none."""
        async with self._lock:
            await self._fresh()
            timeline = self._fold.state.timelines.get(switch)
            return 0 if timeline is None else timeline.seq

    async def take(self, events: Events) -> int:
        """Store a batch; the seq stored now. What was stored before is passed over. Raises `Gap` where an event is
        missing in between, and what the database raises: then the batch may or may not be stored, and is to be given
        again."""
        async with self._lock:
            await self._fresh()
            batch = await self._store(events)
        if batch.events:
            self._tell(batch)
        timeline = self._fold.state.timelines.get(events.switch)
        return 0 if timeline is None else timeline.seq

    async def _store(self, events: Events) -> Batch:
        fold = self._fold
        known = fold.state.timelines.get(events.switch)
        after = 0 if known is None else known.seq
        fresh = tuple(logged for logged in events.events if logged.seq > after)
        # A log that is new to this database may begin anywhere: its beginning may have been taken by another one.
        first = after + 1 if after or not fresh else fresh[0].seq
        if any(logged.seq != number for number, logged in enumerate(fresh, first)):
            raise Gap(f"events of switch {events.switch!r} after {after} are missing")
        if not fresh:
            return Batch(events.switch, fold.state.position, (), (), frozenset())
        self._stale = True  # until it is stored; if it is not, the fold is ahead of the database
        entries, changes = self._apply(events.switch, fresh)
        position = fold.state.position
        state, booked = self._book() if self._due() else (None, None)
        await self._events.store(entries, changes, state, booked)
        self._stale = False
        if state is not None:
            self._stored(state)
        rebuild.forget_past(fold)
        return Batch(events.switch, position, fresh, changes, frozenset(fold.flush()))

    def _apply(self, switch: str, fresh: tuple[Logged, ...]) -> tuple[list[Entry], tuple[FactChange, ...]]:
        entries: list[Entry] = []
        changes: dict[int, FactChange] = {}
        for logged in fresh:
            for fact in self._fold.apply(logged, switch):
                changes[id(fact)] = fact
            entries.append(Entry(self._fold.state.position, switch, logged))
        return entries, tuple(changes.values())

    def _tell(self, batch: Batch) -> None:
        for subscriber in tuple(self._subscribers):
            try:
                subscriber(batch)
            except Exception:
                log.exception("a subscriber failed on the events up to position %d", batch.position)

    def _due(self) -> bool:
        """Whether it is time to dump: an hour is over (F7.8), or a start would have too much to replay."""
        state = self._fold.state
        return state.position - self._dumped >= self._dump_every or self.calendar.hour(state.at) > self._booked

    def _book(self) -> tuple[FoldState, Rollups]:
        """The fold's state, to be stored together with the rollups that it has no longer."""
        self._bookings += 1
        booked = spread(self._fold.settle(), self.calendar, self.members)
        return FoldState(self._fold.state.position, self.kind, self._fold.dump().decode()), booked

    def _stored(self, state: FoldState) -> None:
        self._dumped, self._booked = state.position, self.calendar.hour(self._fold.state.at)

    async def _fresh(self) -> None:
        if self._stale:
            await self._load()
            self._tell(Batch("", self._fold.state.position, (), (), None))

    async def _load(self) -> None:
        """Make the fold anew: from the dumped state, or where none fits, from the beginning of the log."""
        stored = await self._events.fold_state()
        fold = self._taken_up(stored)
        if fold is None:
            fold = Fold(self.calendar)
            _, last = await self._events.extent()
            if last:
                log.warning("the figures are made anew of %d events", last)
                await rebuild.begin(self._events, self.kind)
                await rebuild.go_on(self._events, fold, self.kind, self.members, _told)
        elif stored is not None and stored.kind != self.kind:
            await rebuild.go_on(self._events, fold, self.kind, self.members, _told)
        self._dumped, self._booked = fold.state.position, self.calendar.hour(fold.state.at)
        async for entries in self._events.since(fold.state.position):
            for entry in entries:
                fold.apply(entry.logged, entry.switch)
            rebuild.forget_past(fold)
            fold.flush()
        self._fold = fold
        self._stale = False

    def _taken_up(self, stored: FoldState | None) -> Fold | None:
        if stored is None or stored.kind not in (self.kind, self.kind + rebuild.UNFINISHED):
            return None
        fold = rebuild.load(self.calendar, stored)
        if fold is None:
            log.error("the stored state of the fold does not decode")
        return fold


def _told(done: int, last: int) -> None:
    log.info("made anew: %d of %d events", done, last)
