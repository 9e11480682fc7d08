"""CSV files of reports (F7.6): made a part at a time, so that a year of hours of 50 operators is never in memory.

The whole file is at one position of the log, whatever is booked while it is made: it is read in one snapshot of the
database. And it is complete before its first byte is sent. It lies in a temporary file that has no name, so that a slow
line holds up no database, what goes wrong is told as a problem and never as a file that ends too soon, and how many
characters were replaced stands in the header.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack
from datetime import date, timedelta
from tempfile import SpooledTemporaryFile
from typing import Final, TypeAlias
from urllib.parse import quote

from msgspec import Struct

from api.db import rollups
from api.db.engine import Database, Reader
from api.languages import Language
from api.reports.cells import said
from api.reports.csv_text import CsvText, Encoder, Encoding
from api.reports.service import Figures
from api.reports.wish import Wish
from api.statistics.counters import Counters
from api.statistics.metric import Text
from api.statistics.periods import Period, ReportUnit, last_of_month, spans
from api.statistics.report import ReportKind
from api.statistics.rollup import Key, Moment, spread

MAX_DAYS: Final = 366
"""Of a period with the unit `date_hour`."""
_IN_MEMORY: Final = 2_000_000
"""Bytes from which on the file is on the disk."""
_PIECE: Final = 256 * 1024
_DAYS: Final = {ReportUnit.DATE_HOUR: 2, ReportUnit.DAY: 48, ReportUnit.MONTH: 1464}
"""How many days are read at once; units that put all days together are read at once."""
_AT_ONCE: Final = 2
"""How many files are made at a time: the others wait."""
_NAMES: Final = {
    ReportKind.GROUP: Text("電話グループレポート", "group-report"),
    ReportKind.OPERATOR_CALLS: Text("オペレーターレポート_通話集計", "operator-report-calls"),
    ReportKind.OPERATOR_STATUS: Text("オペレーターレポート_ステータス集計", "operator-report-status"),
    ReportKind.OPERATOR_ALL: Text("オペレーターレポート", "operator-report"),
}

Spool: TypeAlias = "SpooledTemporaryFile[bytes]"


class CsvFile(Struct, kw_only=True):
    """A finished file. `lost`: the characters that were replaced, and how often each; `pending`: how many of its rows
    are 未確定."""

    spool: Spool
    size: int
    position: int
    lost: dict[str, int]
    pending: int

    async def pieces(self) -> AsyncIterator[bytes]:
        """Its bytes; the file is gone afterwards."""
        with self.spool:
            while piece := await asyncio.to_thread(self.spool.read, _PIECE):
                yield piece


class CsvFiles:
    """Makes the CSV files of one centre."""

    def __init__(self, db: Database, figures: Figures) -> None:
        self._db = db
        self._figures = figures
        self._turn = asyncio.Semaphore(_AT_ONCE)

    async def make(self, wish: Wish, now: int, lang: Language, encoding: Encoding) -> CsvFile:
        """The file of a report at `now` (wall ms)."""
        async with self._turn, AsyncExitStack() as stack:
            reader, moment = await self._snapshot(stack, now)
            spool: Spool = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed by `pieces`
            try:
                lost, pending = await self._fill(spool, reader, moment, wish, now, lang, encoding)
            except BaseException:
                spool.close()
                raise
            size = spool.tell()
            spool.seek(0)
            return CsvFile(spool=spool, size=size, position=moment.position, lost=lost, pending=pending)

    async def _snapshot(self, stack: AsyncExitStack, now: int) -> tuple[Reader, Moment]:
        """The rollups as they are at a moment, and what has come since they were booked."""
        while True:
            moment = await self._figures.moment(now)
            async with AsyncExitStack() as attempt:
                reader = await attempt.enter_async_context(self._db.snapshot())
                if self._figures.holds(moment):
                    await stack.enter_async_context(attempt.pop_all())
                    return reader, moment

    async def _fill(
        self, spool: Spool, db: Reader, moment: Moment, wish: Wish, now: int, lang: Language, encoding: Encoding
    ) -> tuple[dict[str, int], int]:
        calendar = self._figures.calendar
        text = CsvText(wish, calendar, lang)
        encoder = Encoder(encoding)
        scopes = [subject.scope for subject in wish.subjects]
        grains = {span.grain for period in wish.periods for span in spans(wish.unit, period, calendar)}
        spread_out = spread(moment.hours, calendar, self._figures.members, grains)
        fresh = [each for each in spread_out.items() if each[0].scope in set(scopes)]
        spool.write(encoder.encode(text.header()))
        today = calendar.business_date(now)

        def write(period: Period, part: Period, found: list[tuple[Key, str]], more: list[tuple[Key, Counters]]) -> None:
            spool.write(encoder.encode(text.lines(period, part, rollups.decoded(found) + more, now)))

        for period in wish.periods:
            for part in parts(wish.unit, period, today):
                wanted = spans(wish.unit, part, calendar)
                found = await rollups.read_raw(db, scopes, wanted)
                more = [each for each in fresh if any(span.holds(each[0]) for span in wanted)]
                await asyncio.to_thread(write, period, part, found, more)
        return encoder.lost, text.pending


def parts(unit: ReportUnit, period: Period, today: date) -> Iterator[Period]:
    """A period in stretches that are read one after the other; what lies in the future is left out."""
    days = _DAYS.get(unit)
    if days is None:
        yield period
        return
    end = min(period.end, last_of_month(today) if unit is ReportUnit.MONTH else today)
    begin = period.begin
    while begin <= end:
        last = begin + timedelta(days=days - 1)
        last = min(last_of_month(last) if unit is ReportUnit.MONTH else last, end)
        yield Period(begin, last)
        begin = last + timedelta(days=1)


def file_name(wish: Wish, extension: str, lang: Language) -> str:
    """What the file of a report is called: `電話グループレポート_20261101-20261130.csv`."""
    return f"{said(_NAMES[wish.kind], lang)}_{_days(wish.periods)}.{extension}"


def disposition(wish: Wish, extension: str, lang: Language) -> str:
    """`Content-Disposition` with that name, and one in ASCII for old clients (RFC 6266)."""
    plain, name = file_name(wish, extension, "en"), file_name(wish, extension, lang)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"


def _days(periods: Sequence[Period]) -> str:
    begin, end = min(each.begin for each in periods), max(each.end for each in periods)
    return f"{begin:%Y%m%d}" if begin == end else f"{begin:%Y%m%d}-{end:%Y%m%d}"
