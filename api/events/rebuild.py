"""Making anew of the log what is made of it: facts, rollups and the fold's state. Any step may be the last one before a
crash; the next start goes on where it ended."""

from collections.abc import Callable
from typing import Final, TypeAlias

import msgspec

from api.db.eventlog import EventLog, FoldState
from api.statistics.facts import FactChange
from api.statistics.fold import Fold
from api.statistics.rollup import Memberships, spread
from api.statistics.timeline import Calendar

STEP: Final = 100_000
"""Events gone through between two transactions, at least: these are made at the end of a page of the log."""
UNFINISHED: Final = " (being rebuilt)"
"""Behind the kind of a state that a rebuild has not finished with."""

Progress: TypeAlias = Callable[[int, int], None]
"""Told how far a rebuild has come: the position reached, and the last one."""


class TruncatedLogError(Exception):
    """The log does not begin with the first event: what was made of the events before cannot be made again."""


async def begin(events: EventLog, kind: str, *, clear_facts: bool = False) -> None:
    """Forget what was made of the log, so that `go_on` starts from nothing. With `clear_facts` the facts as well, which
    are otherwise written over one by one. Raises `TruncatedLogError`, having changed nothing."""
    first, last = await events.extent()
    if last and first != 1 and clear_facts:
        raise TruncatedLogError
    await events.begin_anew(FoldState(0, kind + UNFINISHED, Fold(Calendar()).dump().decode()), clear_facts=clear_facts)


async def go_on(
    events: EventLog, fold: Fold, kind: str, members: Memberships, tell: Progress = lambda done, last: None
) -> None:
    """Go through the log from where `fold` stands to its end, storing what comes of it. `fold` is at the end then."""
    _, last = await events.extent()
    changes: dict[int, FactChange] = {}
    stored = fold.state.position
    async for entries in events.since(stored):
        for entry in entries:
            for fact in fold.apply(entry.logged, entry.switch):
                changes[id(fact)] = fact
        if (position := entries[-1].position) >= stored + STEP:
            await _store(events, fold, kind + UNFINISHED, members, changes)
            tell(position, last)
            stored, changes = position, {}
    await _store(events, fold, kind, members, changes)
    tell(last, last)


async def _store(events: EventLog, fold: Fold, kind: str, members: Memberships, changes: dict[int, FactChange]) -> None:
    booked = spread(fold.settle(), fold.calendar, members)
    forget_past(fold)
    state = FoldState(fold.state.position, kind, fold.dump().decode())
    await events.replayed(changes.values(), state, booked)


def forget_past(fold: Fold) -> None:
    """Boards count the present business day; the figures of days before are in the rollups."""
    day = fold.calendar.day(fold.state.at)
    if day > fold.state.ledger.begin:
        fold.forget_before(day)


def load(calendar: Calendar, stored: FoldState) -> Fold | None:
    """The fold of a stored state; None where it does not decode."""
    try:
        return Fold.load(calendar, stored.body.encode())
    except msgspec.MsgspecError:
        return None
