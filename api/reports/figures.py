"""The calls and status spans behind every figure of boards and reports (F7.9)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from api.db import figures_search as search
from api.db.engine import Database
from api.db.figures_search import Place, Where
from api.faults import Fault, unknown
from api.paging import encode_cursor
from api.problems import Problem
from api.reports import figure_rows as rows
from api.reports.figure_schemas import FigureCall, FigureCalls, FigureStatus, FigureStatuses, FigureTotal
from api.reports.service import Figures, Reports
from api.reports.wish import Asked, Wish, all_columns, understood
from api.statistics.counters import ALL, book_call
from api.statistics.facts import StatusSpan
from api.statistics.figure import NOTHING, Figure, Lens, Part, Source
from api.statistics.metric import Scope
from api.statistics.names import Names
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.registry import METRICS
from api.statistics.report import Column, ReportKind
from api.statistics.running import running_spans
from api.statistics.state import LiveState

MAX_LOOKED_AT: Final = 2_000
"""Calls or spans that one page looks at, if most of them give nothing."""
MAX_PASSED: Final = 20_000
"""As `MAX_LOOKED_AT`, with those that lie in other buckets."""


class LiveFigures(Figures, Protocol):
    """`Figures` that also show the statuses of the moment."""

    @property
    def live(self) -> LiveState:
        """The centre as it is."""


class FigureAsked(Struct, frozen=True, kw_only=True):
    """Which figure, as the parameters came: one subject, one period ("": what lasts now), one column."""

    kind: ReportKind
    unit: ReportUnit
    period: str
    bucket: str
    subject: str
    item: str
    profile: Profile
    differing: bool = False
    """Only those whose part is another one by the other profile."""
    before: tuple[int, str] | None = None
    limit: int = 100


class Looked(Struct, frozen=True):
    """A figure that is looked into."""

    lens: Lens
    total: FigureTotal
    running: dict[str, StatusSpan]


class FigureParts:
    """What the figures of one centre are made of."""

    def __init__(
        self,
        db: Database,
        figures: LiveFigures,
        reports: Reports,
        names: Callable[[], Names],
        now_ms: Callable[[], int],
    ) -> None:
        self._db = db
        self._figures = figures
        self._reports = reports
        self._names = names
        self._now_ms = now_ms

    async def calls(self, asked: FigureAsked) -> FigureCalls:
        """One page of calls. Raises `Problem`."""
        looked = await self._look(asked)
        if Source.CALLS not in looked.lens.sources:
            return FigureCalls(figure=looked.total, items=[], next_cursor=None)
        where = _where(looked.lens)
        place = None if asked.before is None else Place(*asked.before)
        items: list[FigureCall] = []
        at_end, seen, passed = False, 0, 0
        while not at_end and len(items) < asked.limit and seen < MAX_LOOKED_AT and passed < MAX_PASSED:
            found, more = await search.places(self._db, where, place, asked.limit)
            here = [each for each in found if looked.lens.holds(self._figures.calendar.hour(each.at))]
            items, last = await self._add(looked, asked, here, items)
            seen, passed = seen + len(here), passed + len(found)
            place = last or (found[-1] if found else place)
            at_end = last is None and not more
        cursor = None if at_end or place is None else encode_cursor(place.at, place.call)
        return FigureCalls(figure=looked.total, items=items, next_cursor=cursor)

    async def _add(
        self, looked: Looked, asked: FigureAsked, here: Sequence[Place], items: list[FigureCall]
    ) -> tuple[list[FigureCall], Place | None]:
        """The items with those at these places that give something; and the last place, if the page is full by then."""
        files = await search.calls(self._db, list(dict.fromkeys(place.call for place in here)))
        booked = {call: book_call(file) for call, file in files.items()}
        for number, place in enumerate(here):
            if len(items) == asked.limit:
                return items, here[number - 1]
            if place.call in files:
                booking = booked[place.call]
                part = looked.lens.of_call(booking, place.at)
                by_other = looked.lens.of_call(booking, place.at, rows.other(asked.profile))
                if _wanted(asked, part, by_other):
                    items = [*items, rows.call(files[place.call], place.at, self._names(), part, by_other)]
        return items, None

    async def statuses(self, asked: FigureAsked) -> FigureStatuses:
        """One page of status spans. Raises `Problem`."""
        looked = await self._look(asked)
        if Source.STATUSES not in looked.lens.sources:
            return FigureStatuses(figure=looked.total, items=[], next_cursor=None)
        lens, place = looked.lens, asked.before
        items: list[FigureStatus] = []
        at_end, seen = False, 0
        while not at_end and len(items) < asked.limit and seen < MAX_PASSED:
            found, more = await search.spans(self._db, lens.operators, lens.begin, lens.end, place, asked.limit)
            items, last = self._add_spans(looked, asked, found, items)
            seen += len(found)
            reached = last or (found[-1] if found else None)
            place = place if reached is None else (reached.begin, reached.span)
            at_end = last is None and not more
        cursor = None if at_end or place is None else encode_cursor(*place)
        return FigureStatuses(figure=looked.total, items=items, next_cursor=cursor)

    def _add_spans(
        self, looked: Looked, asked: FigureAsked, found: Sequence[StatusSpan], items: list[FigureStatus]
    ) -> tuple[list[FigureStatus], StatusSpan | None]:
        """As `_add`."""
        lens, names = looked.lens, self._names()
        for number, stored in enumerate(found):
            if len(items) == asked.limit:
                return items, found[number - 1]
            span = looked.running.get(stored.span, stored)
            part, by_other = lens.of_span(span), lens.of_span(span, rows.other(lens.figure.profile))
            if _wanted(asked, part, by_other):
                items = [*items, rows.status(span, lens.time(span), names, part)]
        return items, None

    async def _look(self, asked: FigureAsked) -> Looked:
        names, now = self._names(), self._now_ms()
        wish, column = self._wish(asked, names, now)
        calendar = self._figures.calendar
        figure = Figure(
            scope=wish.subjects[0].scope,
            metric=column.metric,
            status=column.status,
            unit=asked.unit,
            period=wish.periods[0],
            bucket=asked.bucket,
            profile=asked.profile,
        )
        lens = Lens(figure, calendar, self._figures.members, now, both=asked.differing)
        if not lens.known:
            raise Problem("invalid", errors=[unknown("bucket", asked.bucket)])
        report = await self._reports.report(wish)
        running = {span.span: span for span in running_spans(self._figures.live, now)}
        return Looked(lens, rows.total(report, lens, running.values()), running)

    def _wish(self, asked: FigureAsked, names: Names, now: int) -> tuple[Wish, Column]:
        """The report that has the figure, and no other. Raises `Problem`."""
        column = _column(asked, names)
        today = self._figures.calendar.business_date(now)
        plain = Asked(
            kind=asked.kind, unit=asked.unit, periods=[asked.period or _present(today, asked.unit)],
            subjects=[asked.subject], items=(), profile=asked.profile,
        )  # fmt: skip
        try:
            wish = understood(plain, names, today)
        except Problem as problem:
            of_item = [] if column else [unknown("item", asked.item)]
            raise Problem("invalid", errors=[*map(_alone, problem.errors), *of_item]) from None
        if column is None:
            raise Problem("invalid", errors=[unknown("item", asked.item)])
        return replace(wish, columns=[column]), column


def _present(today: date, unit: ReportUnit) -> str:
    """The business day that lasts, or its month, as a period is written."""
    day = today.isoformat()
    return day[: len("2026-11")] if unit is ReportUnit.MONTH else day


def _alone(fault: Fault) -> Fault:
    """A fault of the first of a list, where there is no list."""
    return replace(fault, field=fault.field.removesuffix(".0"))


def _column(asked: FigureAsked, names: Names) -> Column | None:
    """A report's column, or an item of the boards that has a numerator."""
    for column in all_columns(asked.kind, names, deleted=True):
        if column.id == asked.item:
            return column
    metric = METRICS.get(asked.item)
    board = Scope.BOARD if asked.kind is ReportKind.GROUP else Scope.BOARD_OPERATOR
    if metric is None or board not in metric.scopes or not metric.numerator:
        return None
    return Column(
        id=metric.id, item=metric.id, status="", label=metric.label, unit=metric.unit, explanation=metric.explanation
    )


def _wanted(asked: FigureAsked, part: Part, by_other: Part) -> bool:
    return part != by_other if asked.differing else part != NOTHING


def _where(lens: Lens) -> Where:
    figure = lens.figure
    operators = lens.operators if lens.of_operator or lens.of_members else ()
    whole = figure.scope == ALL
    group = None if lens.of_operator or whole else lens.group
    return Where(begin=lens.begin, end=lens.end, whole=whole, group=group, operators=operators)
