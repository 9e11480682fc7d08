"""Periods and units of reports (F7.1): business days from – to, and the buckets into which their figures are sorted."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from api.statistics.rollup import Grain, Key
from api.statistics.timeline import Calendar

_DAY: Final = timedelta(days=1)


class ReportUnit(StrEnum):
    """集計単位. `hour` and `weekday` put all days of the period together; `date_hour` is every hour of every day."""

    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    WEEKDAY = "weekday"
    DATE_HOUR = "date_hour"


class Period(Struct, frozen=True):
    """Business days, the last one included."""

    begin: date
    end: date

    def days(self) -> int:
        """How many."""
        return (self.end - self.begin).days + 1


class Span(Struct, frozen=True):
    """Rollups of one grain with slots in [`first`, `last`]."""

    grain: Grain
    first: int
    last: int

    def holds(self, key: Key) -> bool:
        """Whether a rollup is one of them."""
        return key.grain is self.grain and self.first <= key.slot <= self.last


def month_of(day: date) -> int:
    """As the slots of rollups write it: 202611."""
    return day.year * 100 + day.month


def day_of(day: date) -> int:
    """As the slots of rollups write it: 20261123."""
    return month_of(day) * 100 + day.day


def first_of_month(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """The last day of its month."""
    return first_of_month(first_of_month(day) + 31 * _DAY) - _DAY


def spans(unit: ReportUnit, period: Period, calendar: Calendar) -> list[Span]:
    """The rollups that make up a period: the coarsest that are fine enough, and each hour in exactly one. With the unit
    `month` the period is one of whole months."""
    match unit:
        case ReportUnit.MONTH:
            return [Span(Grain.MONTH, month_of(period.begin), month_of(period.end))]
        case ReportUnit.DAY | ReportUnit.WEEKDAY:
            return [Span(Grain.DAY, day_of(period.begin), day_of(period.end))]
        case ReportUnit.DATE_HOUR:
            return [_hours(period.begin, period.end, calendar)]
        case ReportUnit.HOUR:
            return _hours_of_months(period, calendar)


def _hours_of_months(period: Period, calendar: Calendar) -> list[Span]:
    first = period.begin if period.begin.day == 1 else last_of_month(period.begin) + _DAY
    after = period.end + _DAY if period.end == last_of_month(period.end) else first_of_month(period.end)
    if first >= after:
        return [_hours(period.begin, period.end, calendar)]
    last = after - _DAY
    whole = Span(Grain.MONTH_HOUR, month_of(first) * 100, month_of(last) * 100 + 23)
    before = [_hours(period.begin, first - _DAY, calendar)] if period.begin < first else []
    rest = [_hours(after, period.end, calendar)] if last < period.end else []
    return [*before, whole, *rest]


def _hours(begin: date, end: date, calendar: Calendar) -> Span:
    return Span(Grain.HOUR, calendar.begin(begin), calendar.begin(end + _DAY) - 1)


def bucket_of(unit: ReportUnit, grain: Grain, slot: int, calendar: Calendar) -> str:
    """The bucket of a rollup: `2026-11`, `2026-11-23`, `09`, `1` (Monday) to `7`, `2026-11-23T09`."""
    match grain, unit:
        case Grain.MONTH, _:
            return f"{slot // 100}-{slot % 100:02}"
        case Grain.DAY, ReportUnit.WEEKDAY:
            return str(_date(slot).isoweekday())
        case Grain.DAY, _:
            return _date(slot).isoformat()
        case Grain.MONTH_HOUR, _:
            return f"{slot % 100:02}"
        case _, ReportUnit.DATE_HOUR:
            return f"{calendar.business_date(slot).isoformat()}T{calendar.clock(slot):02}"
    return f"{calendar.clock(slot):02}"


def _date(slot: int) -> date:
    return date(slot // 10_000, slot // 100 % 100, slot % 100)


def buckets(unit: ReportUnit, period: Period, calendar: Calendar, now: int) -> Iterator[tuple[str, bool]]:
    """Every bucket of a period in order, and whether it is not over at `now` (wall ms). Those of days that have not
    begun are left out."""
    today = calendar.business_date(now)
    end = min(period.end, today)
    here = period.begin <= today <= period.end
    match unit:
        case ReportUnit.MONTH:
            yield from _months(period.begin, end, today)
        case ReportUnit.DAY:
            yield from ((day.isoformat(), day == today) for day in days(period.begin, end))
        case ReportUnit.WEEKDAY:
            yield from ((str(number), here and number == today.isoweekday()) for number in range(1, 8))
        case ReportUnit.HOUR:
            clock = calendar.clock(now)
            first = calendar.day_start_min // 60
            yield from ((f"{hour % 24:02}", here and hour % 24 == clock) for hour in range(first, first + 24))
        case ReportUnit.DATE_HOUR:
            yield from _date_hours(period.begin, end, calendar, now)


def days(begin: date, end: date) -> Iterator[date]:
    """The days from `begin` to `end`, both included."""
    day = begin
    while day <= end:
        yield day
        day += _DAY


def _months(begin: date, end: date, today: date) -> Iterator[tuple[str, bool]]:
    month = first_of_month(begin)
    while month <= end:
        yield f"{month.year}-{month.month:02}", month_of(month) == month_of(today)
        month = last_of_month(month) + _DAY


def _date_hours(begin: date, end: date, calendar: Calendar, now: int) -> Iterator[tuple[str, bool]]:
    present = calendar.hour(now)
    for day in days(begin, end):
        seen: dict[str, bool] = {}
        first, after = calendar.begin(day), calendar.begin(day + _DAY)
        for hour, _ in calendar.slices(first, after - first):
            if hour <= present:
                key = bucket_of(ReportUnit.DATE_HOUR, Grain.HOUR, hour, calendar)
                seen[key] = seen.get(key, False) or hour == present
        yield from seen.items()
