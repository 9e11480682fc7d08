"""Reports out of the rollups and of what has not come to them yet."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from msgspec.structs import replace

from api.db import rollups
from api.db.engine import Database
from api.moments import moment as utc
from api.reports.schemas import Report, ReportColumn, ReportPeriod, ReportRow, ReportSubject
from api.reports.wish import MAX_DATE_HOUR_DAYS, Asked, Wish, all_columns, understood
from api.statistics.counters import Counters
from api.statistics.names import Named, Names
from api.statistics.periods import Span, spans
from api.statistics.profile import Profile
from api.statistics.report import Column, ReportKind, Row, Rows, Subject
from api.statistics.rollup import Key, Memberships, Moment, spread
from api.statistics.timeline import Calendar


class Figures(Protocol):
    """What reports rest on: `api.events.intake.Intake`."""

    calendar: Calendar
    members: Memberships

    async def moment(self, now: int) -> Moment:
        """What is not in the rollups yet."""

    def holds(self, moment: Moment) -> bool:
        """Whether the rollups are as they were at that moment."""


class Reports:
    """The reports of one centre. `names`: of everybody that ever was; `now_ms`: wall clock."""

    def __init__(self, db: Database, figures: Figures, names: Callable[[], Names], now_ms: Callable[[], int]) -> None:
        self._db = db
        self._figures = figures
        self.names = names
        self._now_ms = now_ms

    def now(self) -> int:
        """The wall clock, ms."""
        return self._now_ms()

    def today(self) -> date:
        """The present business day."""
        return self._figures.calendar.business_date(self._now_ms())

    def wish(self, asked: Asked, *, max_date_hour_days: int = MAX_DATE_HOUR_DAYS) -> Wish:
        """What is asked for. Raises `Problem`."""
        return understood(asked, self.names(), self.today(), max_date_hour_days=max_date_hour_days)

    def columns(self, kind: ReportKind) -> list[Column]:
        """All columns of a kind of report."""
        return all_columns(kind, self.names())

    async def report(self, wish: Wish) -> Report:
        """The whole report."""
        [report] = await self.by_profiles(wish, [wish.profile])
        return report

    async def by_profiles(self, wish: Wish, profiles: Sequence[Profile]) -> list[Report]:
        """The same report by several profiles, at one position of the log and of one moment."""
        now = self._now_ms()
        moment, found = await self._sums(wish, now)
        return [self._made(replace(wish, profile=profile), moment, found, now) for profile in profiles]

    def _made(self, wish: Wish, moment: Moment, found: list[list[tuple[Key, Counters]]], now: int) -> Report:
        calendar = self._figures.calendar
        make = Rows(wish.subjects, wish.columns, wish.unit, wish.profile, calendar)
        rows: list[Row] = []
        totals: list[Row] = []
        for number, period in enumerate(wish.periods):
            of_period, total = make.of_period(number, period, found[number], now)
            rows += of_period
            totals += total
        return Report(
            kind=wish.kind,
            unit=wish.unit,
            profile=wish.profile,
            time_zone=calendar.zone,
            position=moment.position,
            as_of=utc(now),
            periods=[ReportPeriod(begin=period.begin, end=period.end) for period in wish.periods],
            subjects=[subject_schema(subject, wish.names) for subject in wish.subjects],
            columns=[column_schema(column) for column in wish.columns],
            rows=[_row(row) for row in rows],
            totals=[_row(row) for row in totals],
        )

    async def _sums(self, wish: Wish, now: int) -> tuple[Moment, list[list[tuple[Key, Counters]]]]:
        """The rollups of each period, all at one position of the log."""
        calendar = self._figures.calendar
        scopes = [subject.scope for subject in wish.subjects]
        parts = [spans(wish.unit, period, calendar) for period in wish.periods]
        while True:
            moment = await self._figures.moment(now)
            found = [await rollups.read(self._db, scopes, part) for part in parts]
            if self._figures.holds(moment):
                break
        grains = {span.grain for part in parts for span in part}
        fresh = spread(moment.hours, calendar, self._figures.members, grains)
        for of_period, part in zip(found, parts, strict=True):
            of_period += [each for each in fresh.items() if each[0].scope in scopes and _within(each[0], part)]
        return moment, found


def _within(key: Key, part: Sequence[Span]) -> bool:
    return any(span.holds(key) for span in part)


def subject_schema(subject: Subject, names: Names) -> ReportSubject:
    """A subject as clients get it."""
    known = names.users if subject.scope.startswith("operator:") else names.groups
    deleted = known.get(subject.id, Named(id="", name="")).deleted
    return ReportSubject(id=subject.id, name=subject.name, number=subject.number, deleted=deleted)


def column_schema(column: Column) -> ReportColumn:
    """A column as clients get it."""
    return ReportColumn(
        id=column.id,
        item=column.item,
        status=column.status,
        label=column.label,
        unit=column.unit,
        explanation=column.explanation,
    )


def _row(row: Row) -> ReportRow:
    return ReportRow(
        period=row.period,
        bucket=row.bucket,
        subject=row.subject,
        pending=row.pending,
        values=row.values,
        n=row.n,
        d=row.d,
    )
