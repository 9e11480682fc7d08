"""When schedules are due, and of which days. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from api.reports.schedules.schemas import Every, NewSchedule, Relative
from api.statistics.periods import Period, ReportUnit, first_of_month, last_of_month

_DAY: Final = timedelta(days=1)
MAX_MISSED: Final = 31
"""Reports that were due while the system was down and are made afterwards: the newest."""


def occurrences(plan: NewSchedule, zone: ZoneInfo, after: int) -> Iterator[int]:
    """Every moment (wall ms) later than `after` at which a schedule is due. A time that the clock leaves out is that
    much later; one that it shows twice counts the first time."""
    hour, minute = map(int, plan.at.split(":"))
    day = datetime.fromtimestamp(after / 1000, zone).date() - _DAY
    while True:
        if _on(plan, day):
            local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
            at = int(local.timestamp()) * 1000
            if at > after:
                yield at
        day += _DAY


def _on(plan: NewSchedule, day: date) -> bool:
    match plan.every:
        case Every.DAY:
            return True
        case Every.WEEK:
            return day.isoweekday() == plan.weekday
        case Every.MONTH:
            return day.day == plan.day


def missed(plan: NewSchedule, zone: ZoneInfo, first: int, now: int) -> tuple[list[int], int]:
    """The moments from `first` on that are over at `now`, the newest `MAX_MISSED` of them, and the next one."""
    over: list[int] = []
    for at in occurrences(plan, zone, first - 1):
        if at > now:
            return over[-MAX_MISSED:], at
        over.append(at)
    raise AssertionError("there is always a next day")


def period_of(plan: NewSchedule, today: date) -> str:
    """The period as the routes of the reports take it, for a report due on the business day `today`."""
    found = _period(plan.period, today)
    if plan.unit is ReportUnit.MONTH:
        return f"{found.begin:%Y-%m}..{found.end:%Y-%m}"
    return f"{found.begin.isoformat()}..{found.end.isoformat()}"


def _period(relative: Relative, today: date) -> Period:
    yesterday = today - _DAY
    monday = today - timedelta(days=today.weekday())
    match relative:
        case Relative.YESTERDAY:
            return Period(yesterday, yesterday)
        case Relative.LAST_WEEK:
            return Period(monday - 7 * _DAY, monday - _DAY)
        case Relative.LAST_MONTH:
            end = first_of_month(today) - _DAY
            return Period(first_of_month(end), end)
        case Relative.THIS_MONTH:
            return Period(first_of_month(today), last_of_month(today))
        case Relative.LAST_7_DAYS:
            return Period(today - 7 * _DAY, yesterday)
        case Relative.LAST_30_DAYS:
            return Period(today - 30 * _DAY, yesterday)
