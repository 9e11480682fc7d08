"""The half-hours of a group, day by day, each added up once.

A plan looks at weeks, of which only the last hours change. The log is in the order of time: once calls are known that
began an hour after a day, all of that day are, and once the last of them is over, with its 後処理, nothing of the day
changes any more.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, timedelta, tzinfo
from typing import Final

from api.db import half_hours
from api.db.engine import Database
from api.statistics.staffing.pattern import Tally, midnight

MAX_KEPT: Final = 3_000
"""Days of groups that are kept, some kB each."""
SLACK_MS: Final = 3_600_000
"""So much a clock may have been set back."""


class DayTallies:
    """What happened in the half-hours of each group of one database."""

    def __init__(self, db: Database, zone: tzinfo) -> None:
        self._db = db
        self._zone = zone
        self._kept: OrderedDict[tuple[str, int, date], list[Tally]] = OrderedDict()

    async def read(self, group: str, days: Sequence[date], until: int, unit: int) -> list[Tally]:
        """Of days in order, one after the other, before `until` (wall ms), in stretches of `unit` ms. Raises as the
        database."""
        missing = [day for day in days if (group, unit, day) not in self._kept]
        fresh = await self._fresh(group, missing[0], missing[-1], until, unit) if missing else {}
        found: list[Tally] = []
        for day in days:
            key = (group, unit, day)
            if key in self._kept:
                self._kept.move_to_end(key)
            found += fresh[day] if day in fresh else self._kept[key]
        while len(self._kept) > MAX_KEPT:
            self._kept.popitem(last=False)
        return found

    async def _fresh(self, group: str, first: date, last: date, until: int, unit: int) -> dict[date, list[Tally]]:
        """Those from `first` to `last`; what is settled of them is kept."""
        edges = [midnight(first + timedelta(number), self._zone) for number in range((last - first).days + 2)]
        # Asked before the tallies: what comes meanwhile may be in them, but nothing that is settled lacks.
        settled = min(await half_hours.newest_call(self._db) - SLACK_MS, until)
        counted = await half_hours.counted(self._db, group, edges[0], min(edges[-1], until), unit)
        fresh: dict[date, list[Tally]] = {first + timedelta(number): [] for number in range(len(edges) - 1)}
        open_days: set[date] = set()
        for each in counted:
            day = first + timedelta(bisect_right(edges, each.tally.begin) - 1)
            fresh[day].append(each.tally)
            if each.going_on:
                open_days.add(day)
        for number, (day, tallies) in enumerate(fresh.items()):
            if edges[number + 1] <= settled and day not in open_days:
                self._kept[group, unit, day] = tallies
        return fresh
