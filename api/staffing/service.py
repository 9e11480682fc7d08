"""A group's usual week from the stored facts, and what it needs."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final, Protocol, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from api.db import half_hours
from api.db.engine import Database
from api.faults import Fault, unknown
from api.paging import upside_down
from api.problems import Problem
from api.staffing.planning import answer, model_of, slot_plan, terms_of
from api.staffing.schemas import (
    MAX_DAYS,
    WEEKDAYS,
    FittedPatience,
    PlanAnswer,
    PlanRequest,
    PlanTerms,
    SkippedDay,
    StaffingSlot,
    StaffingView,
)
from api.staffing.tallies import DayTallies
from api.statistics.staffing.patience import LONGEST_S, MIN_ABANDONED, Patience, fit
from api.statistics.staffing.pattern import Pattern, Slot, Span, fold, grain, midnight
from api.statistics.staffing.plan import Demand, Terms, plan
from sip.contract.reception import Hours

_Made = TypeVar("_Made")

WEEKS: Final = 4
"""The period where none is asked for, up to yesterday."""


class KnownHolidays(Protocol):
    """See `api.hours.service.Holidays`."""

    @property
    def days(self) -> Mapping[date, str]:
        """Names by date."""


class OpeningHours(Protocol):
    """See `api.hours.service.Opening`."""

    async def hours(self, group: str, first: date | None, days: int) -> Hours | None:
        """When a group is open; None: always. Raises `LookupError` for one without a reception."""

    async def holidays(self) -> KnownHolidays:
        """The national holidays."""


class StaffingQuery(Struct, frozen=True, kw_only=True):
    """What to look at: whole days of the site, both included, by default the last weeks up to yesterday. `holidays`:
    count them as if they were usual days. `within_s` None: the group's own target."""

    group: str
    first: date | None
    last: date | None
    holidays: bool
    within_s: int | None
    terms: PlanTerms


class Staffing:
    """Plans for the groups of one database, whose days are those of `zone`. `now_ms`: wall clock."""

    def __init__(self, db: Database, opening: OpeningHours, zone: str, now_ms: Callable[[], int]) -> None:
        self._db = db
        self._opening = opening
        self._zone_name = zone
        self._zone = ZoneInfo(zone)
        self._now_ms = now_ms
        self._days = DayTallies(db, self._zone)
        # One at a time: a large centre's weeks take the database a while, and a plan a processor.
        self._looking = asyncio.Lock()
        self._planning = asyncio.Lock()

    async def view(self, query: StaffingQuery) -> StaffingView:
        """The plan of a usual week. Raises `Problem` for an unknown group or a period that is none."""
        info = await half_hours.group_info(self._db, query.group)
        if info is None:
            raise Problem("invalid", errors=[unknown("group", query.group)])
        first, last = self._period(query)
        skipped = {} if query.holidays else await self._holidays(first, last)
        span, observed = await self._span(query.group, first, last, skipped)
        pattern = await self._pattern(query.group, span)
        total = pattern.total
        patience = fit(total.waits, total.abandoned, total.waited / 1000)
        asked = _completed(query.terms, patience, info.target_s if query.within_s is None else query.within_s)
        terms = terms_of(asked)
        return StaffingView(
            group=query.group,
            group_name=info.name,
            time_zone=self._zone_name,
            first=first,
            last=last,
            observed_from=observed,
            always_open=span.opened is None,
            skipped=[SkippedDay(date=day, name=name) for day, name in sorted(skipped.items())],
            calls=total.visits,
            answered=total.answered,
            abandoned=total.abandoned,
            outside=pattern.outside,
            handle_s=_rounded(total.handle_s),
            patience=_fitted(patience),
            model=model_of(terms),
            terms=asked,
            slots=await self._in_turn(lambda: _slots(pattern, terms)),
        )

    async def plan(self, request: PlanRequest) -> PlanAnswer:
        """The plan of half-hours that are given by their numbers; nothing is read. Raises `Problem`."""
        if request.curve is not None and request.curve >= len(request.slots):
            raise Problem("invalid", errors=[Fault(field="curve", code="out_of_range")])
        terms = terms_of(request.terms)
        return await self._in_turn(lambda: answer(request.slots, terms, request.curve))

    async def _in_turn(self, work: Callable[[], _Made]) -> _Made:
        async with self._planning:
            return await asyncio.to_thread(work)

    def _period(self, query: StaffingQuery) -> tuple[date, date]:
        yesterday = self._day(self._now_ms()) - timedelta(1)
        last = query.last or yesterday
        first = query.first or last - timedelta(7 * WEEKS - 1)
        if first > last:
            raise Problem("invalid", errors=[upside_down("from", first.isoformat(), last.isoformat())])
        if (last - first).days >= MAX_DAYS:
            raise Problem("invalid", errors=[Fault(field="from", code="period_too_long", params={"most": MAX_DAYS})])
        return first, last

    def _day(self, at: int) -> date:
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(self._zone).date()

    async def _holidays(self, first: date, last: date) -> dict[date, str]:
        days = (await self._opening.holidays()).days
        return {day: name for day, name in days.items() if first <= day <= last}

    async def _span(self, group: str, first: date, last: date, skipped: Collection[date]) -> tuple[Span, date | None]:
        """What is looked at, and the day of the group's first call where the period begins before it."""
        try:
            hours = await self._opening.hours(group, first, (last - first).days + 1)
        except LookupError:
            hours = None
        since = await half_hours.first_visit(self._db, group) or 0
        span = Span(
            first=first,
            last=last,
            zone=self._zone,
            skipped=skipped,
            since=since,
            until=self._now_ms(),
            opened=None if hours is None else hours.open,
        )
        return span, self._day(since) if since > midnight(first, self._zone) else None

    async def _pattern(self, group: str, span: Span) -> Pattern:
        unit = grain(span.first, span.last, span.zone)
        days = [span.first + timedelta(number) for number in range((span.last - span.first).days + 1)]
        async with self._looking:
            tallies = await self._days.read(group, days, span.until, unit)
        return fold(tallies, span, unit)


def _completed(terms: PlanTerms, patience: Patience, within_s: int) -> PlanTerms:
    """With the patience that was found, where none is given."""
    found = None if patience.mean_s is None else min(max(round(patience.mean_s, 1), 1.0), LONGEST_S)
    return msgspec.structs.replace(
        terms, within_s=within_s, patience_s=found if terms.patience_s is None else terms.patience_s
    )


def _slots(pattern: Pattern, terms: Terms) -> list[StaffingSlot]:
    return [_slot(pattern, slot, terms) for slot in pattern.slots]


def _slot(pattern: Pattern, slot: Slot, terms: Terms) -> StaffingSlot:
    handle_s, own = pattern.handle_s(slot)
    return StaffingSlot(
        weekday=WEEKDAYS[slot.weekday],
        begin=f"{slot.half_hour // 2:02}:{slot.half_hour % 2 * 30:02}",
        times=round(slot.times, 2),
        calls=slot.tally.visits,
        volume=round(slot.volume, 4),
        handle_s=_rounded(handle_s),
        handle_own=own,
        plan=slot_plan(plan(Demand(slot.volume, handle_s), terms)) if handle_s else None,
    )


def _fitted(patience: Patience) -> FittedPatience:
    return FittedPatience(
        mean_s=_rounded(patience.mean_s),
        low_s=_rounded(patience.low_s),
        high_s=_rounded(patience.high_s),
        waits=patience.waits,
        abandoned=patience.abandoned,
        min_abandoned=MIN_ABANDONED,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
