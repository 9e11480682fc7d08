"""From opening hours as people write them to moments in UTC (pure)."""

import datetime
from collections.abc import Collection, Iterator
from typing import Final
from zoneinfo import ZoneInfo

from api.site.reception import SiteHours
from sip.contract.reception import Hours

DAY: Final = datetime.timedelta(days=1)
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def spans_of(hours: SiteHours, day: datetime.date, holidays: Collection[datetime.date]) -> list[str]:
    """The spans of one day: the exception for its date, else those of holidays, else its weekday's."""
    if day in hours.exceptions:
        return hours.exceptions[day]
    if day in holidays and hours.holidays is not None:
        return hours.holidays
    spans: list[str] = getattr(hours, WEEKDAYS[day.weekday()])
    return spans


def schedule(
    hours: SiteHours, holidays: Collection[datetime.date], zone: ZoneInfo, first: datetime.date, days: int
) -> Hours:
    """The stretches of `days` days from `first` on, and of a span of the day before that lasts over midnight.

    A day's clock is that of `zone`: where it is put forward or back, a span is shorter or longer in fact. Spans that
    touch or overlap are one stretch.
    """
    found: list[tuple[int, int]] = []
    for number in range(-1, days):
        day = first + number * DAY
        found += (_moments(span, day, zone) for span in spans_of(hours, day, holidays))
    begin, until = _moment(first, datetime.time(), zone), _moment(first + days * DAY, datetime.time(), zone)
    return Hours(open=tuple(_merged(found, begin)), until=until)


def _moments(span: str, day: datetime.date, zone: ZoneInfo) -> tuple[int, int]:
    begin, _, end = span.partition("-")
    opens = datetime.time.fromisoformat(begin)
    closes = datetime.time() if end == "24:00" else datetime.time.fromisoformat(end)
    last = day if closes > opens else day + DAY
    return _moment(day, opens, zone), _moment(last, closes, zone)


def _moment(day: datetime.date, time: datetime.time, zone: ZoneInfo) -> int:
    return int(datetime.datetime.combine(day, time, tzinfo=zone).timestamp()) * 1000


def _merged(spans: list[tuple[int, int]], begin: int) -> Iterator[tuple[int, int]]:
    opened, closed = 0, 0
    for start, end in sorted(spans):
        if end <= begin or end <= start:
            continue
        if start > closed:
            if closed:
                yield opened, closed
            opened = start
        closed = max(closed, end)
    if closed:
        yield opened, closed
