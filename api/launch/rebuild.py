"""`kikite rebuild`: facts, rollups and live state made anew of the event log, while no server uses it."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import msgspec

from api import settings
from api.db import memberships, site_store
from api.db.engine import Database, connect
from api.db.errors import DatabaseError
from api.db.eventlog import EventLog
from api.db.migrate import migrate
from api.events.intake import Intake
from api.events.rebuild import TruncatedLogError
from api.launch.options import RebuildOptions
from api.launch.words import words
from api.statistics.rollup import Memberships
from api.statistics.timeline import Calendar

GC_AFTER: Final = (100_000, 20, 100)
"""Thresholds of the cyclic collector: events make many objects that live for some milliseconds, in no cycles."""
_BAR: Final = 30


async def run(options: RebuildOptions) -> int:
    """The exit status: 0 done, 1 not done, with a sentence on the standard error."""
    gc.freeze()
    gc.set_threshold(*GC_AFTER)
    if not options.db and not (options.data / "kikite.db").exists():
        return _refused(options, "no_log")
    db = connect(options.database)
    try:
        await db.open()
        try:
            await migrate(db, time.time_ns() // 1_000_000)
            return await _rebuild(options, db)
        finally:
            await db.close()
    except (DatabaseError, OSError, ValueError, settings.SettingsError) as error:
        return _refused(options, "not_rebuilt", reason=error)


async def _rebuild(options: RebuildOptions, db: Database) -> int:
    events = EventLog(db)
    first, last = await events.extent()
    if not last:
        return _refused(options, "no_log")
    intake = Intake(events, await _calendar(options, db))
    intake.members = Memberships(await memberships.load(db))
    done = await intake.unfinished()
    key = "rebuilding_on" if done else "rebuilding"
    _complain(words(options.language, key, done=f"{done:,}", events=f"{last:,}"))
    begun = time.monotonic()
    work = asyncio.create_task(intake.rebuild(_progress(options)))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, work.cancel)
    try:
        with suppress(asyncio.CancelledError):
            await work
    except TruncatedLogError:
        return _refused(options, "truncated_log", first=f"{first:,}")
    if work.cancelled():
        return _refused(options, "rebuild_stopped")
    seconds = time.monotonic() - begun
    rate = f"{(last - done) / seconds:,.0f}"
    _complain(words(options.language, "rebuilt", events=f"{last:,}", seconds=f"{seconds:.1f}", rate=rate))
    return 0


async def _calendar(options: RebuildOptions, db: Database) -> Calendar:
    """That of the site: what the database says of it goes before the settings."""
    found = settings.load(os.environ | {"KIKITE_DATA": str(options.data), "KIKITE_DB_URL": options.database})
    found = msgspec.structs.replace(found, **await site_store.values(db, ("time_zone", "day_start")))
    hours, minutes = map(int, found.day_start.split(":"))
    return Calendar(found.time_zone, day_start_min=hours * 60 + minutes)


def _progress(options: RebuildOptions) -> Callable[[int, int], None]:
    """Tells on the standard error how far it is: on a terminal as a bar, else at every tenth."""
    terminal, shown = sys.stderr.isatty(), 0

    def told(done: int, last: int) -> None:
        nonlocal shown
        percent = done * 100 // last
        if not terminal and percent < shown + 10:
            return
        shown = percent
        text = words(options.language, "rebuild_progress", percent=percent, done=f"{done:,}", last=f"{last:,}")
        bar = "█" * (percent * _BAR // 100)
        print(f"\r{bar:░<{_BAR}} {text}\033[K" if terminal else text, end="" if terminal else "\n", file=sys.stderr)
        if terminal and done == last:
            print(file=sys.stderr)
        sys.stderr.flush()

    return told


def _refused(options: RebuildOptions, key: str, **values: object) -> int:
    _complain(words(options.language, key, **values))
    return 1


def _complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
