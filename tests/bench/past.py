"""A past of millions of calls for the bench of the reports: some simulated weeks, laid one behind the other.

The weeks are simulated and taken in like real ones. Their facts are then copied in the database, each copy four weeks
earlier, so that weekdays and hours stay, ids with a prefix, so that those of a copy lie together; and the rollups are
made of the copied hours.
"""

from __future__ import annotations

import datetime
import json
import time
from pathlib import Path
from typing import Final

import asyncpg

from api.db import memberships, rollups
from api.db.driver import Kind
from api.db.engine import Database, Transaction, connect
from api.db.facts import TABLES
from api.db.migrate import migrate
from api.launch import history
from api.launch.simulator import Simulator, simulation
from api.settings import Settings
from api.site import large, loader
from api.statistics.periods import Span
from api.statistics.rollup import Grain, Key, Memberships, Rollups, add, slots
from api.statistics.timeline import DAY, Calendar
from sip.contract.scenario import Scenario

DAYS = 28
"""Simulated; the weeks of the copies begin so many days earlier each."""
MOMENTS = {"begin", "since", "end", "ringing", "answered"}
"""Columns of facts that are moments."""
NOTE = "past.json"
"""What was learnt in making a past that is kept, beside its database."""
IDS = {"call", "visit", "offer", "segment", "hold", "span", "login", "refusal", "supervision"}
"""Columns that name a fact."""


class Past:
    """The database, and what was learnt in filling it."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self.db = db
        self.settings = settings
        self.calendar = Calendar(settings.time_zone)
        self.events = 0
        self.seconds = 0.0
        self.first = datetime.date(2026, 10, 5)
        self.copies = 0

    @property
    def end(self) -> int:
        """When the last day is over, wall ms."""
        return self.calendar.begin(self.first + datetime.timedelta(days=DAYS))

    async def calls(self) -> int:
        """How many calls there are."""
        row = await self.db.fetch_one("SELECT COUNT(*) AS n FROM fact_call")
        return 0 if row is None else int(row["n"])


async def simulated(url: str, folder: Path, seats: int) -> Past:
    """Four weeks of a centre of so many seats, through the same intake as real ones."""
    settings = Settings(data=folder, db_url=url)
    db = connect(settings.database_url)
    await db.open()
    await migrate(db, 0)
    await loader.fill(db, large.large(seats))
    past = Past(db, settings)
    wanted = await simulation(db, settings, Scenario(), 1, past.first, DAYS)
    begun = time.monotonic()
    past.events = await history.fill(db, wanted, Simulator(wanted))
    past.seconds = time.monotonic() - begun
    return past


async def kept(url: str, folder: Path) -> Past | None:
    """A past that `keep` left there, or None."""
    note = folder / NOTE
    if not note.exists():
        return None
    settings = Settings(data=folder, db_url=url)
    db = connect(settings.database_url)
    await db.open()
    past = Past(db, settings)
    learnt = json.loads(note.read_text())
    past.events, past.seconds, past.copies = learnt["events"], learnt["seconds"], learnt["copies"]
    return past


def keep(past: Past, folder: Path) -> None:
    """Note that the past is complete, for `kept`."""
    note = {"events": past.events, "seconds": past.seconds, "copies": past.copies}
    (folder / NOTE).write_text(json.dumps(note))


async def multiply(past: Past, wanted: int) -> None:
    """Copy the weeks until there are `wanted` calls; copies that are there from a run before it was stopped count."""
    row = await past.db.fetch_one('SELECT COUNT(*) AS n FROM fact_call WHERE "begin" >= {}', (_begin(past),))
    one = 1 if row is None else int(row["n"])
    there = await past.calls() // one - 1
    past.copies = max(-(-wanted // one) - 1, there)
    if past.copies == there:
        return
    hours = await _hours(past)
    await _set_aside(past)
    indexes = await _without_indexes(past.db)
    for number in range(there + 1, past.copies + 1):
        async with past.db.transaction() as tx:
            await _copy_facts(tx, past, number)
            await _copy_rollups(tx, past, number, hours)
    for statement in (*indexes, *(f"DROP TABLE bench_{table}" for table, _ in TABLES.values()), "ANALYZE"):
        await _take_time(past, statement)


async def _take_time(past: Past, statement: str) -> None:
    """Run what may take minutes: longer than the api lets anything run on PostgreSQL."""
    if past.db.kind == "postgres":
        connection = await asyncpg.connect(past.settings.database_url)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()
        return
    async with past.db.transaction() as tx:
        await tx.execute(statement)


async def _set_aside(past: Past) -> None:
    """The simulated weeks in tables of their own, to be copied from."""
    for table, _ in TABLES.values():
        async with past.db.transaction() as tx:
            await tx.execute(f"DROP TABLE IF EXISTS bench_{table}")
        await _take_time(past, f'CREATE TABLE bench_{table} AS SELECT * FROM {table} WHERE "begin" >= {_begin(past)}')


def _begin(past: Past) -> int:
    """Where the simulated weeks begin, wall ms: what is before are copies."""
    return past.calendar.begin(past.first)


_INDEXES: Final[dict[Kind, str]] = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name LIKE 'fact%' AND sql IS NOT NULL",
    "postgres": "SELECT indexname AS name, indexdef AS sql FROM pg_indexes"
    " WHERE tablename LIKE 'fact%' AND indexname NOT LIKE '%pkey'",
}


async def _without_indexes(db: Database) -> list[str]:
    """Drop the indexes of the facts, as one does who fills in much; gives what makes them again."""
    found = await db.fetch(_INDEXES[db.kind])
    async with db.transaction() as tx:
        for row in found:
            await tx.execute(f"DROP INDEX {row['name']}")
    return [row["sql"] for row in found]


async def _copy_facts(tx: Transaction, past: Past, number: int) -> None:
    shift = number * DAYS * DAY
    for kind, (table, _) in TABLES.items():
        names = kind.__struct_fields__
        columns = ", ".join(f'"{name}"' for name in names)
        values = ", ".join(_value(name, shift, number) for name in names)
        await tx.execute(f"INSERT INTO {table} ({columns}) SELECT {values} FROM bench_{table}")


def _value(name: str, shift: int, number: int) -> str:
    if name in MOMENTS:
        return f'"{name}" - {shift}'
    return f"CASE WHEN \"{name}\" = '' THEN '' ELSE '{number}~' || \"{name}\" END" if name in IDS else f'"{name}"'


async def _hours(past: Past) -> Rollups:
    scopes = [row["scope"] for row in await past.db.fetch('SELECT DISTINCT "scope" FROM rollup')]
    every = Span(Grain.HOUR, _begin(past), past.end)
    return dict(await rollups.read(past.db, scopes, [every]))


async def _copy_rollups(tx: Transaction, past: Past, number: int, hours: Rollups) -> None:
    """Those of hours as they are, for no other hours are there; the others are sums of several copies."""
    shift = number * DAYS * DAY
    await tx.execute(
        'INSERT INTO rollup ("scope", "grain", "slot", "counters") SELECT "scope", "grain", "slot" - {}, "counters"'
        ' FROM rollup WHERE "grain" = {} AND "slot" >= {}',
        (shift, Grain.HOUR.value, _begin(past)),
    )
    found: Rollups = {}
    for key, counters in hours.items():
        for grain, slot in slots(key.slot - shift, past.calendar).items():
            if grain is not Grain.HOUR:
                add(found.setdefault(Key(key.scope, grain, slot), {}), counters)
    await rollups.merge(tx, found)


async def members_of(past: Past) -> Memberships:
    """Who is a member of what."""
    return Memberships(await memberships.load(past.db))
