"""What goes on just now and is in no counter yet: the time of statuses that have not ended (未確定).

A ledger is given a status's time when it ends, since a late log-out may still take some of it back (F3.12). A report
must not wait for that: an hour in which nobody changed their status was worked, too.
"""

from api.statistics.counters import Counters, operator_scope
from api.statistics.ledger import Hours
from api.statistics.state import LiveState, OperatorState
from api.statistics.timeline import Calendar


def running(state: LiveState, calendar: Calendar, now: int) -> Hours:
    """The time up to `now` (wall ms) of every operator's present status, clipped at the hours' edges, with the log-in
    time and day that go with it."""
    return {
        operator_scope(operator): hours
        for operator, one in state.operators.items()
        if (hours := _of(one, state, calendar, now))
    }


def _of(one: OperatorState, state: LiveState, calendar: Calendar, now: int) -> dict[int, Counters]:
    span, login = one.span, one.login
    if span is None or login is None:
        return {}
    timeline = state.timelines[login.switch]
    lasted = max(timeline.elapsed + max(now - timeline.at, 0) - span.since, 0)
    hours: dict[int, Counters] = {}
    last_day = one.last_day
    for hour, part in calendar.slices(span.begin, lasted):
        counters = hours.setdefault(hour, {})
        for name in (f"t_status:{span.status}", "t_login"):
            counters[name] = counters.get(name, 0) + part
        if (day := calendar.day(hour)) > last_day:
            last_day = day
            counters["d_login"] = 1
    return hours
