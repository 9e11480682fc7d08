"""How fast reports are over a long past, and beside them what a user would do instead: SQL over a table of calls.

`python -m tests.bench.reports [--calls 1000000] [--seats 100] [--postgres] [--keep FOLDER]`. Figures are of one process
that asks the database itself; HTTP and TLS come on top. Times in ms unless said otherwise. With `--keep` the past stays
there, and is measured again without being made the next time.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec

from api.calls.service import Calls
from api.db import name_store, rollups
from api.db.eventlog import EventLog
from api.db.facts_search import CallQuery
from api.events import rebuild
from api.events.intake import Intake
from api.reports.csv_files import MAX_DAYS, CsvFiles
from api.reports.csv_text import Encoding
from api.reports.figures import FigureAsked, FigureParts
from api.reports.pdf_files import PdfFiles
from api.reports.service import Reports
from api.reports.wish import Asked
from api.statistics.fold import Fold
from api.statistics.names import Names
from api.statistics.periods import ReportUnit, Span
from api.statistics.profile import Profile
from api.statistics.report import ReportKind
from api.statistics.rollup import Grain, Key, Rollups, slots
from tests.bench.machine import load, percentile, table
from tests.bench.past import NOTE, Past, keep, kept, members_of, multiply, simulated
from tests.support.postgres import PgCluster

REPEATS = 20


class Measured:
    """Rows of the table."""

    def __init__(self) -> None:
        self.rows: list[list[object]] = []

    async def take(self, name: str, do: Callable[[], Awaitable[object]], repeats: int = REPEATS) -> None:
        """Do it several times; how long it took by the clock and by the processor."""
        clock, processor = [], []
        for _ in range(repeats):
            begun, used = time.perf_counter(), time.process_time()
            await do()
            clock.append((time.perf_counter() - begun) * 1000)
            processor.append((time.process_time() - used) * 1000)
        row = [percentile(clock, 0.5), percentile(clock, 0.95), percentile(processor, 0.5)]
        print(f"{name}: {', '.join(f'{each:.1f}' for each in row)}", flush=True)
        self.rows.append([name, *row])


async def measure(past: Past, calls: int, size: Callable[[], Awaitable[int]]) -> None:
    """Everything, of one database."""
    if not past.copies:
        await _fill(past)
    begun = time.monotonic()
    await multiply(past, calls)
    print(f"copied in {time.monotonic() - begun:.0f} s")
    number = await past.calls()
    print(f"{number:,} calls ({past.copies} copies), load {load()}")
    print(f"{await size() / number:,.0f} bytes a call; the log is that of the simulated weeks only")
    names = await name_store.names(past.db)
    intake = Intake(EventLog(past.db), past.calendar)
    intake.members = await members_of(past)
    await intake.start()
    reports = Reports(past.db, intake, lambda: names, lambda: past.end)
    measured = Measured()
    await _reports(measured, reports, names, past)
    await _parts(measured, FigureParts(past.db, intake, reports, lambda: names, lambda: past.end), names, past)
    await _pdf(measured, reports, names, past)
    await _hour(measured, past)
    await _csv(intake, reports, names, past)
    await _history(measured, names, past)
    await _plain_sql(measured, names, past)
    print(table(["", "p50", "p95", "CPU"], measured.rows))
    await intake.close()


async def _fill(past: Past) -> None:
    print(
        f"{past.events:,} events taken in {past.seconds:.0f} s: {past.events / past.seconds:,.0f}/s (simulated beside)"
    )
    await _rebuild(past)


async def _reports(measured: Measured, reports: Reports, names: Names, past: Past) -> None:
    month = _period(past.first, past.first + datetime.timedelta(days=30))
    year = _period(past.first - datetime.timedelta(days=337), past.first + datetime.timedelta(days=27))
    groups, people = list(names.groups)[:10], _people(names)
    for name, asked in {
        "one group, a month by day": _asked(ReportKind.GROUP, ReportUnit.DAY, month, groups[:1]),
        f"{len(groups)} groups, a year by hour": _asked(ReportKind.GROUP, ReportUnit.HOUR, year, groups),
        f"{len(people)} operators, a month by day": _asked(ReportKind.OPERATOR_ALL, ReportUnit.DAY, month, people),
        f"{len(people)} operators, a year by weekday": _asked(
            ReportKind.OPERATOR_CALLS, ReportUnit.WEEKDAY, year, people
        ),
    }.items():

        async def one(asked: Asked = asked) -> bytes:
            return msgspec.json.encode(await reports.report(reports.wish(asked)))

        await measured.take(name, one)


def _people(names: Names) -> list[str]:
    return [each for each in names.users if each.startswith("op")][:50]


def _period(begin: datetime.date, end: datetime.date) -> str:
    return f"{begin}..{end}"


def _asked(kind: ReportKind, unit: ReportUnit, period: str, subjects: list[str]) -> Asked:
    return Asked(kind=kind, unit=unit, periods=[period], subjects=subjects, items=[])


CDR = """CREATE TABLE IF NOT EXISTS bench_cdr AS SELECT c."call", c."begin", v."group", s."operator", v."outcome",
    v."duration" AS ring, s."duration" AS talk, a."duration" AS acw
    FROM fact_call c LEFT JOIN fact_visit v ON v."call" = c."call"
    LEFT JOIN fact_segment s ON s."call" = c."call" LEFT JOIN fact_acw a ON a."segment" = s."segment" """
DAILY = """SELECT {which}, ("begin" + 32400000) / 86400000 AS day, COUNT(*) AS n,
    SUM(CASE WHEN "outcome" = 'answered' THEN 1 ELSE 0 END) AS ans,
    SUM(ring) AS ring, SUM(talk) AS talk, SUM(acw) AS acw
    FROM bench_cdr WHERE {which} IN ({places}) AND "begin" BETWEEN {{}} AND {{}} GROUP BY {which}, day"""


async def _plain_sql(measured: Measured, names: Names, past: Past) -> None:
    """A table of calls with the usual indexes, and six figures of it (a report has forty and more)."""
    async with past.db.transaction() as tx:
        await tx.execute(CDR)
        await tx.execute('CREATE INDEX IF NOT EXISTS bench_cdr_group ON bench_cdr ("group", "begin")')
        await tx.execute('CREATE INDEX IF NOT EXISTS bench_cdr_operator ON bench_cdr ("operator", "begin")')
    begin = past.calendar.begin(past.first)
    for name, which, of in (
        ("SQL over calls: one group, a month by day", '"group"', list(names.groups)[:1]),
        ("SQL over calls: 50 operators, a month by day", '"operator"', _people(names)),
    ):
        sql = DAILY.format(which=which, places=", ".join("{}" for _ in of))

        async def one(sql: str = sql, of: list[str] = of) -> object:
            return await past.db.fetch(sql, (*of, begin, past.end))

        await measured.take(name, one, 5)


class UndoneError(Exception):
    """Ends a transaction without a trace."""


async def _history(measured: Measured, names: Names, past: Past) -> None:
    """Searches in the history (F8.1): one page of a hundred calls, as it is answered."""
    calls = Calls(past.db, lambda: names)
    row = await past.db.fetch_one('SELECT "from_number" FROM fact_call WHERE "direction" = {} LIMIT 1', ("inbound",))
    number = "" if row is None else str(row["from_number"])
    operator, group = _people(names)[0], next(iter(names.groups))
    begin = past.calendar.begin(past.first - datetime.timedelta(days=180))
    for name, query in {
        "the newest": CallQuery(),
        "before half a year ago": CallQuery(end=begin),
        "a whole number": CallQuery(number=number),
        "last four digits": CallQuery(number=number[-4:]),
        "a number that never called": CallQuery(number="0999999"),
        "one operator": CallQuery(operator=operator),
        "one group, abandoned": CallQuery(group=group, result="abandoned"),
        "one operator, failed": CallQuery(operator=operator, result="failed"),
        "somebody who was never there": CallQuery(operator="nobody"),
    }.items():

        async def one(query: CallQuery = query) -> bytes:
            return msgspec.json.encode(await calls.page(query))

        await measured.take(f"history: {name}", one, 2)


async def _parts(measured: Measured, parts: FigureParts, names: Names, past: Past) -> None:
    """The calls behind a figure (F7.9): the first page of one of a year, and its sum."""
    year = _period(past.first - datetime.timedelta(days=337), past.first + datetime.timedelta(days=27))
    for name, kind, subject, item in (
        ("全体 answered", ReportKind.GROUP, "*", "ans"),
        ("a group's mean talk", ReportKind.GROUP, next(iter(names.groups)), "avg_talk_in"),
        ("an operator's holds", ReportKind.OPERATOR_ALL, _people(names)[0], "holds"),
    ):
        asked = FigureAsked(
            kind=kind,
            unit=ReportUnit.HOUR,
            period=year,
            bucket="",
            subject=subject,
            item=item,
            profile=Profile.MANUAL,
        )

        async def one(asked: FigureAsked = asked) -> bytes:
            return msgspec.json.encode(await parts.calls(asked))

        await measured.take(f"calls behind {name}, a year", one, 5)


async def _pdf(measured: Measured, reports: Reports, names: Names, past: Past) -> None:
    """A month of 50 operators on paper, made by a process of its own: CPU is that of this one."""
    month = _period(past.first, past.first + datetime.timedelta(days=27))
    wish = reports.wish(_asked(ReportKind.OPERATOR_ALL, ReportUnit.DAY, month, _people(names)))
    files = PdfFiles(past.db, reports)
    await measured.take("PDF of 50 operators, a month by day", lambda: files.make(wish, "ja"), 5)


async def _hour(measured: Measured, past: Past) -> None:
    """Book the busiest hour of a weekday once more, and undo it."""
    hour = past.calendar.begin(past.first) + 10 * 3_600_000
    rows = await past.db.fetch('SELECT DISTINCT "scope" FROM rollup')
    found = await rollups.read(past.db, [row["scope"] for row in rows], [Span(Grain.HOUR, hour, hour)])
    fresh: Rollups = {
        Key(key.scope, grain, slot): counters
        for key, counters in found
        for grain, slot in slots(hour, past.calendar).items()
    }

    async def book() -> None:
        try:
            async with past.db.transaction() as tx:
                await rollups.merge(tx, fresh)
                raise UndoneError
        except UndoneError:
            pass

    await measured.take(f"booking an hour ({len(fresh):,} rollups)", book)


async def _rebuild(past: Past) -> None:
    """All facts and rollups of the simulated weeks once more."""
    log = EventLog(past.db)
    kind = Intake(log, past.calendar).kind
    await rebuild.begin(log, kind, clear_facts=True)
    begun, used = time.perf_counter(), time.process_time()
    await rebuild.go_on(log, Fold(past.calendar), kind, await members_of(past))
    clock, processor = time.perf_counter() - begun, time.process_time() - used
    print(f"rebuild: {past.events / clock:,.0f} events/s, {processor / past.events * 1e6:.1f} µs CPU an event")


async def _csv(intake: Intake, reports: Reports, names: Names, past: Past) -> None:
    """Every hour of a year of 50 operators."""
    end = past.first + datetime.timedelta(days=27)
    year = _period(end - datetime.timedelta(days=364), end)
    asked = _asked(ReportKind.OPERATOR_CALLS, ReportUnit.DATE_HOUR, year, _people(names))
    wish = reports.wish(asked, max_date_hour_days=MAX_DAYS)
    begun, used = time.perf_counter(), time.process_time()
    file = await CsvFiles(past.db, intake).make(wish, past.end, "ja", Encoding.UTF_8)
    clock, processor = time.perf_counter() - begun, time.process_time() - used
    rows = 0
    async for piece in file.pieces():
        rows += piece.count(b"\n")
    print(f"CSV: {rows - 1:,} rows of {len(wish.columns)} items, {file.size / 1e6:.0f} MB")
    print(f"     {rows / clock:,.0f} rows/s, {processor / rows * 1e6:.1f} µs CPU a row")


async def _past(url: str, folder: Path, seats: int) -> Past:
    return await kept(url, folder) or await simulated(url, folder, seats)


async def _sqlite(folder: Path, calls: int, seats: int) -> None:
    past = await _past("", folder, seats)

    async def size() -> int:
        return sum(file.stat().st_size for file in folder.glob("kikite.db*"))

    print("SQLite")
    try:
        await measure(past, calls, size)
        keep(past, folder)
    finally:
        await past.db.close()


async def _postgres(folder: Path, calls: int, seats: int) -> None:
    cluster = PgCluster(folder / "cluster")
    try:
        url = cluster.url("kikite") if (folder / NOTE).exists() else cluster.create_database("kikite")
        past = await _past(url, folder, seats)

        async def size() -> int:
            row = await past.db.fetch_one("SELECT pg_database_size(current_database()) AS n")
            return 0 if row is None else int(row["n"])

        print("PostgreSQL")
        try:
            await measure(past, calls, size)
            keep(past, folder)
        finally:
            await past.db.close()
    finally:
        cluster.stop("fast")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--seats", type=int, default=100)
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL in place of SQLite")
    parser.add_argument("--keep", type=Path, help="a folder in which the past stays")
    options = parser.parse_args()
    bench = _postgres if options.postgres else _sqlite
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
        asyncio.run(bench(options.keep, options.calls, options.seats))
        return
    with tempfile.TemporaryDirectory(prefix="kikite-bench-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL runs as a user of its own
        asyncio.run(bench(Path(folder), options.calls, options.seats))


if __name__ == "__main__":
    main()
