"""What goes on just now and is in no counter yet: the time of statuses that have not ended (未確定).

A ledger is given a status's time when it ends, since a late log-out may still take some of it back (F3.12). A report
must not wait for that: an hour in which nobody changed their status was worked, too.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from api.statistics.counters import operator_scope
from api.statistics.facts import StatusSpan
from api.statistics.ledger import Hours, status_time
from api.statistics.state import LiveState
from api.statistics.timeline import Calendar


def running(state: LiveState, calendar: Calendar, now: int) -> Hours:
    """The time up to `now` (wall ms) of every operator's present status, clipped at the hours' edges, with the log-in
    time and day that go with it."""
    worth = {operator_scope(span.operator): status_time(span, calendar) for span in running_spans(state, now)}
    return {scope: hours for scope, hours in worth.items() if hours}


def running_spans(state: LiveState, now: int) -> Iterator[StatusSpan]:
    """Copies of the present status spans, each with the duration that it has at `now`; they are still open."""
    for one in state.operators.values():
        if one.span is not None and one.login is not None:
            timeline = state.timelines[one.login.switch]
            lasted = timeline.elapsed + max(now - timeline.at, 0) - one.span.since
            yield replace(one.span, duration=max(lasted, 0))
