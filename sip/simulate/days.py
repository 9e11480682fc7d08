"""Local days as moments in UTC, with the rules of the time zone for days of 23 and 25 hours."""

import datetime
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sip.contract.scenario import Arrivals

QUARTER_MS = 900_000


class Days:
    """The days of a time zone. Raises `zoneinfo.ZoneInfoNotFoundError` for an unknown one."""

    def __init__(self, zone: str, holidays: tuple[datetime.date, ...] = ()) -> None:
        self._zone = ZoneInfo(zone)
        self._holidays = frozenset(holidays)

    def date(self, at: int) -> datetime.date:
        """The date at a moment (UTC, ms)."""
        return datetime.datetime.fromtimestamp(at / 1000, self._zone).date()

    def moment(self, day: datetime.date, minutes: int = 0) -> int:
        """When the local clock shows so many minutes after midnight, UTC ms; from 1440 on it is of the next days."""
        day += datetime.timedelta(days=minutes // 1440)
        time = datetime.time(minutes % 1440 // 60, minutes % 60)
        return int(datetime.datetime.combine(day, time, self._zone).timestamp()) * 1000

    def is_holiday(self, day: datetime.date) -> bool:
        """Whether the day is a holiday."""
        return day in self._holidays

    def slots(self, day: datetime.date, arrivals: Arrivals) -> Iterator[tuple[int, int, float]]:
        """The day cut at quarters of an hour and gathered by hour of the clock: begin and end (UTC, ms) of each
        stretch, and the weight of its hour."""
        begin, end = self.moment(day), self.moment(day, 1440)
        since, weight = begin, -1.0
        for at in range(begin, end, QUARTER_MS):
            here = arrivals.hours[datetime.datetime.fromtimestamp(at / 1000, self._zone).hour]
            if here != weight:
                if at > since:
                    yield since, at, weight
                since, weight = at, here
        yield since, end, weight


def minutes(clock: str) -> int:
    """Minutes after midnight of `HH:MM`."""
    hours, _, rest = clock.partition(":")
    return int(hours) * 60 + int(rest)
