"""Schedules of reports and their runs. Times are ms since 1970 UTC."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct
from piccolo.columns import BigInt, Text
from piccolo.table import Table

from api.db.engine import Reader, Transaction
from api.db.rows import item_of, put, row_of
from api.db.tables import ENGINE

MAX_RUNS: Final = 500
"""Kept of all schedules together."""


class ScheduleRow(Table, db=ENGINE, tablename="report_schedule"):
    """The columns are the fields of `Schedule`."""

    id = Text(primary_key=True)
    content = Text()
    next_due = BigInt(null=True)
    created = BigInt()
    changed = BigInt()
    changed_by = Text()


class RunRow(Table, db=ENGINE, tablename="report_run"):
    """The columns are the fields of `Run`."""

    id = Text(primary_key=True)
    schedule = Text()
    name = Text()
    content = Text()
    due = BigInt()
    state = Text()
    attempts = BigInt()
    next_try = BigInt(null=True)
    finished = BigInt(null=True)
    error = Text()
    file_name = Text()
    size = BigInt()


class RunState(StrEnum):
    """`waiting`: not made yet, or to be tried again; `failed`: given up."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class Schedule(Struct, frozen=True, kw_only=True):
    """As stored. `content`: what and when, as JSON; `next_due` None: switched off; `changed_by`: a name."""

    id: str
    content: str
    next_due: int | None = None
    created: int
    changed: int
    changed_by: str


class Run(Struct, frozen=True, kw_only=True):
    """One time that a schedule was due. `content`: what it said at that time; `next_try` None: it is over; `error`: why
    it failed last, as JSON with `code` and `params` of a sentence, "" where it did not."""

    id: str
    schedule: str
    name: str
    content: str
    due: int
    state: RunState = RunState.WAITING
    attempts: int = 0
    next_try: int | None = None
    finished: int | None = None
    error: str = ""
    file_name: str = ""
    size: int = 0


async def schedules(db: Reader) -> list[Schedule]:
    """All, oldest first."""
    rows = await db.run(ScheduleRow.select().order_by(ScheduleRow.created, ScheduleRow.id))
    return [item_of(Schedule, row) for row in rows]


async def schedule(db: Reader, key: str) -> Schedule | None:
    """The one with this id."""
    row = await db.fetch_one("SELECT * FROM report_schedule WHERE id = {}", (key,))
    return None if row is None else item_of(Schedule, row)


async def save_schedule(tx: Transaction, one: Schedule) -> None:
    """Keep one, new or changed."""
    await put(tx, ScheduleRow, "id", row_of(ScheduleRow, one))


async def delete_schedule(tx: Transaction, key: str) -> None:
    """Remove one, and those of its runs that have not been made; the others stay on record."""
    await tx.execute("DELETE FROM report_schedule WHERE id = {}", (key,))
    await tx.execute("DELETE FROM report_run WHERE schedule = {} AND next_try IS NOT NULL", (key,))


async def runs(db: Reader, most: int, key: str | None = None) -> list[Run]:
    """The newest, or those of one schedule."""
    query = RunRow.select().order_by(RunRow.due, RunRow.id, ascending=False).limit(most)
    return [item_of(Run, row) for row in await db.run(query if key is None else query.where(RunRow.schedule == key))]


async def run(db: Reader, key: str) -> Run | None:
    """The one with this id."""
    row = await db.fetch_one("SELECT * FROM report_run WHERE id = {}", (key,))
    return None if row is None else item_of(Run, row)


async def add_run(tx: Transaction, one: Run) -> None:
    """A run that is due; nothing where that time of the schedule has one."""
    known = await tx.fetch_one("SELECT id FROM report_run WHERE schedule = {} AND due = {}", (one.schedule, one.due))
    if known is None:
        await put(tx, RunRow, "id", row_of(RunRow, one))


async def save_run(tx: Transaction, one: Run) -> bool:
    """What has become of a run. False where it is there no longer."""
    if await tx.fetch_one("SELECT id FROM report_run WHERE id = {}", (one.id,)) is None:
        return False
    await put(tx, RunRow, "id", row_of(RunRow, one))
    return True


async def due_runs(db: Reader, now: int) -> list[Run]:
    """Those to be made by `now`, the oldest first."""
    rows = await db.fetch("SELECT * FROM report_run WHERE next_try <= {} ORDER BY due, id", (now,))
    return [item_of(Run, row) for row in rows]


async def next_moment(db: Reader) -> int | None:
    """When something is due next."""
    row = await db.fetch_one(
        "SELECT MIN(at) AS at FROM (SELECT MIN(next_due) AS at FROM report_schedule"
        " UNION ALL SELECT MIN(next_try) AS at FROM report_run) AS moments"
    )
    return None if row is None else row["at"]


async def too_old(db: Reader) -> list[Run]:
    """Finished runs beyond `MAX_RUNS`."""
    rows = await db.fetch(
        "SELECT * FROM report_run WHERE next_try IS NULL ORDER BY due DESC, id DESC LIMIT 1000 OFFSET {}", (MAX_RUNS,)
    )
    return [item_of(Run, row) for row in rows]


async def forget(tx: Transaction, keys: Sequence[str]) -> None:
    """Remove runs."""
    await tx.executemany("DELETE FROM report_run WHERE id = {}", [(key,) for key in keys])
