"""The sums of the counters: those of the business day for the boards, and what the rollups have not been given yet."""

from typing import TypeAlias

from msgspec import Struct, field

from api.statistics.counters import Booking, Counters, operator_scope
from api.statistics.facts import StatusSpan
from api.statistics.timeline import Calendar

Hours: TypeAlias = dict[str, dict[int, Counters]]
"""Scope → hour (wall ms of its begin) → counters."""


class Ledger(Struct):
    """`hours`: sums of the hours from `begin` on, earlier ones are not kept. `unbooked`: of any hour, what has come to
    it since it was last taken for the rollups (F7.8), negative where something was taken back."""

    hours: Hours = field(default_factory=dict)
    begin: int = 0
    unbooked: Hours = field(default_factory=dict)

    def put(self, scope: str, hour: int, counters: Counters, sign: int = 1) -> None:
        """Add counters to those of an hour, or with `sign` -1 take them away."""
        if any(counters.values()):
            _put(self.unbooked, scope, hour, counters, sign)
            if hour >= self.begin:
                _put(self.hours, scope, hour, counters, sign)

    def book(self, booking: Booking, calendar: Calendar, sign: int = 1) -> None:
        """Add a booking, or with `sign` -1 take it back."""
        for (scope, at), counters in booking.items():
            self.put(scope, calendar.hour(at), counters, sign)

    def total(self, scope: str, begin: int, end: int | None = None) -> Counters:
        """The counters of the hours that begin in [`begin`, `end`)."""
        total: Counters = {}
        for hour, counters in self.hours.get(scope, {}).items():
            if hour >= begin and (end is None or hour < end):
                for counter, amount in counters.items():
                    total[counter] = total.get(counter, 0) + amount
        return total

    def forget_before(self, begin: int) -> None:
        """Drop the hours before `begin`, and keep none of them from now on: their figures are in the rollups."""
        self.begin = begin
        _take(self.hours, begin)

    def settle(self, before: int) -> Hours:
        """Take what is unbooked of the hours that begin before `before`."""
        return _take(self.unbooked, before)


def _put(hours: Hours, scope: str, hour: int, counters: Counters, sign: int) -> None:
    known = hours.get(scope)
    if known is None:
        known = hours[scope] = {}
    sums = known.get(hour)
    if sums is None:
        sums = known[hour] = {}
    for counter, amount in counters.items():
        if total := sums.get(counter, 0) + sign * amount:
            sums[counter] = total
        else:
            sums.pop(counter, None)


def _take(hours: Hours, before: int) -> Hours:
    """Remove the hours that begin before `before`, and give them."""
    taken: Hours = {}
    for scope, known in list(hours.items()):
        old = [hour for hour in known if hour < before]
        if old:
            taken[scope] = {hour: known.pop(hour) for hour in old}
        if not known:
            del hours[scope]
    return taken


def book_status(ledger: Ledger, calendar: Calendar, span: StatusSpan, sign: int = 1) -> None:
    """Book a status span; `sign` -1 takes it back."""
    _put_all(ledger, span, status_hours(span, calendar), sign)


def book_time(ledger: Ledger, calendar: Calendar, span: StatusSpan) -> None:
    """Book a status span that was booked when it began and has ended now."""
    _put_all(ledger, span, status_time(span, calendar), 1)


def _put_all(ledger: Ledger, span: StatusSpan, hours: dict[int, Counters], sign: int) -> None:
    scope = operator_scope(span.operator)
    for hour, counters in hours.items():
        ledger.put(scope, hour, counters, sign)


def status_hours(span: StatusSpan, calendar: Calendar) -> dict[int, Counters]:
    """What a status span is worth: its entry and its time."""
    hours = status_time(span, calendar)
    if not span.void:
        hours.setdefault(calendar.hour(span.begin), {})[f"n_status:{span.status}"] = 1
    return hours


def status_time(span: StatusSpan, calendar: Calendar) -> dict[int, Counters]:
    """The time of a status span, clipped at the hours' edges; login time and the days with a log-in go with it, so
    `Σ status spans = login time` holds per hour."""
    hours: dict[int, Counters] = {}
    counted, name = span.days_after, f"t_status:{span.status}"
    for hour, part in calendar.slices(span.begin, span.duration or 0):
        counters = hours.setdefault(hour, {})
        counters[name] = counters.get(name, 0) + part
        counters["t_login"] = counters.get("t_login", 0) + part
        if (day := calendar.day(hour)) > counted:
            counted = day
            counters["d_login"] = counters.get("d_login", 0) + 1
    return hours
