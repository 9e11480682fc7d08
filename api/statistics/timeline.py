"""Two clocks made one: elapsed time of a switch's log, and hours and days of a time zone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from sip.contract.events import Logged

HOUR: Final = 3_600_000
DAY: Final = 24 * HOUR
_QUARTER: Final = 900_000
_MINUTE: Final = 60_000
_REMEMBERED: Final = 3_000
"""Minutes of which the hour and the day are known."""
_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()


class Timeline(Struct, kw_only=True):
    """Elapsed milliseconds of one switch's log. Goes with the monotonic clock, so that jumps of the wall clock do not
    bend durations; where the monotonic clock ran backwards (the machine was restarted) it goes with the wall clock for
    that one step. Never runs backwards itself, so stretches of it tile exactly."""

    seq: int = 0
    at: int = 0
    mono: int = 0
    elapsed: int = 0
    restarted: int = 0
    """Where on the timeline the monotonic clock last ran backwards."""

    def advance(self, logged: Logged, reached: int = 0) -> None:
        """Move to an event of the log, but not to before `reached`: where the machine was restarted with its wall clock
        set back, neither clock tells how long it was away, yet nothing begins again before what ended before."""
        if self.seq == 0:
            self.elapsed = self.restarted = logged.at
        elif logged.mono >= self.mono:
            self.elapsed += logged.mono - self.mono
        else:
            self.elapsed += max(logged.at - self.at, 0)
            self.restarted = self.elapsed
        if reached > self.elapsed:
            self.elapsed = self.restarted = reached
        self.seq, self.at, self.mono = logged.seq, logged.at, logged.mono

    def place(self, at: int, mono: int) -> int:
        """Where on the timeline a moment lies that is not later than the last event, given by its two clocks."""
        elapsed = self.elapsed - (self.mono - mono)
        if mono > self.mono or elapsed < self.restarted:
            elapsed = self.elapsed - max(self.at - at, 0)
        return min(elapsed, self.elapsed)

    def after(self, at: int, mono: int) -> int:
        """How long after the last event a later moment was, ms: by the monotonic clock, else by the wall clock."""
        return mono - self.mono if mono >= self.mono else max(at - self.at, 0)


class Calendar:
    """Hours and business days of a site. `zone`: IANA name; `day_start_min`: minutes after local midnight at which the
    business day begins (F1.7). Raises `zoneinfo.ZoneInfoNotFoundError` for an unknown zone."""

    def __init__(self, zone: str = "Asia/Tokyo", day_start_min: int = 0) -> None:
        self.zone = zone
        self._zone = ZoneInfo(zone)
        self.day_start_min = day_start_min
        self._day_start = day_start_min * 60_000
        self._offsets: dict[int, int] = {}
        self._begins: dict[int, int] = {}
        self._hours: dict[int, int] = {}
        self._days: dict[int, int] = {}

    def _offset(self, at: int) -> int:
        # No zone changes its offset within a quarter of an hour, so one look-up serves all moments of it.
        quarter = at // _QUARTER
        offset = self._offsets.get(quarter)
        if offset is None:
            if len(self._offsets) > 1000:
                self._offsets.clear()
            local = datetime.fromtimestamp(quarter * (_QUARTER // 1000), UTC).astimezone(self._zone)
            offset = self._offsets[quarter] = (local.utcoffset() or timedelta()) // timedelta(milliseconds=1)
        return offset

    def day(self, at: int) -> int:
        """When the business day that holds `at` began."""
        # Days, hours and offsets change at whole minutes, so one look-up serves all moments of a minute.
        day = self._days.get(at // _MINUTE)
        if day is None:
            if len(self._days) > _REMEMBERED:
                self._days.clear()
            day = self._days[at // _MINUTE] = self._begin(self._ordinal(at))
        return day

    def _ordinal(self, at: int) -> int:
        # Right but where the clock is changed just when the day begins.
        number = (at + self._offset(at) - self._day_start) // DAY + _EPOCH_DAY
        if self._begin(number) > at:
            return number - 1
        return number + 1 if self._begin(number + 1) <= at else number

    def _begin(self, number: int) -> int:
        begin = self._begins.get(number)
        if begin is None:
            if len(self._begins) > 1000:
                self._begins.clear()
            local = datetime.fromordinal(number) + timedelta(milliseconds=self._day_start)
            # The earlier of two such moments; of none, as long after the change as it would have been before.
            begin = self._begins[number] = int(local.replace(tzinfo=self._zone).timestamp()) * 1000
        return begin

    def hour(self, at: int) -> int:
        """When the hour that holds `at` began, or its business day where that cuts the hour."""
        hour = self._hours.get(at // _MINUTE)
        if hour is None:
            if len(self._hours) > _REMEMBERED:
                self._hours.clear()
            hour = self._hours[at // _MINUTE] = max(self._clock_hour(at), self.day(at))
        return hour

    def _clock_hour(self, at: int) -> int:
        offset = self._offset(at)
        return (at + offset) // HOUR * HOUR - offset

    def slices(self, begin: int, duration: int) -> Iterator[tuple[int, int]]:
        """Cut a stretch at the edges of hours: pairs of hour and ms, which sum to `duration`."""
        end = begin + duration
        while begin < end:
            cut = min(end, self._clock_hour(begin) + HOUR)
            if (day := self.day(cut)) > begin:
                cut = min(cut, day)
            yield self.hour(begin), cut - begin
            begin = cut

    def business_date(self, at: int) -> date:
        """The date of the business day that holds `at`: the local date on which it began."""
        return date.fromordinal(self._ordinal(at))

    def begin(self, day: date) -> int:
        """When the business day of a date begins."""
        return self._begin(day.toordinal())

    def clock(self, at: int) -> int:
        """The hour that the site's clocks show, 0 to 23."""
        return (at + self._offset(at)) // HOUR % 24
