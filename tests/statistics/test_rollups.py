"""Rollups: however a day is cut into pieces, they sum to what the ledger of the whole day says."""

from datetime import date, timedelta

from hypothesis import given, settings, strategies as st

from api.statistics.counters import Counters, operator_scope
from api.statistics.fold import Fold
from api.statistics.periods import Period, ReportUnit, buckets, spans
from api.statistics.rollup import (
    EVERYBODY,
    Grain,
    Membership,
    Memberships,
    Rollups,
    add,
    spread,
    without_zeros,
)
from api.statistics.running import running
from api.statistics.timeline import DAY, HOUR, Calendar
from tests.statistics.randomcentre import GROUPS, OPERATORS
from tests.statistics.test_statistics_properties import CHOICES, ZONES, play

EVER = [Membership(EVERYBODY, operator, 0) for operator in OPERATORS]
EVER += [Membership(GROUPS[0], operator, 0) for operator in OPERATORS[:3]]


def merged(*parts: Rollups) -> Rollups:
    """The sums of rollups, without those that come to nothing."""
    total: Rollups = {}
    for part in parts:
        for key, counters in part.items():
            add(total.setdefault(key, {}), counters)
    return {key: clean for key, counters in total.items() if (clean := without_zeros(counters))}


@settings(max_examples=100, deadline=None)
@given(CHOICES, ZONES, st.integers(1, 40), st.integers(0, 60))
def test_pieces_sum_to_the_whole(choices: list[tuple[int, int, int]], zone: str, piece: int, joins: int) -> None:
    """Also where somebody becomes a member, and ceases to be one, in between."""
    log = play(choices)
    calendar = Calendar(zone)
    changing = Membership(GROUPS[1], OPERATORS[0], log[min(joins, len(log) - 1)].at, log[-1].at)
    members = Memberships([*EVER, changing])
    whole, fold = Fold(calendar), Fold(calendar)
    booked: list[Rollups] = []
    for number, logged in enumerate(log):
        whole.apply(logged)
        fold.apply(logged)
        if number % piece == 0:
            booked.append(spread(fold.settle(), calendar, members))
            fold = Fold.load(calendar, fold.dump())
    whole.flush()
    fold.flush()
    booked.append(spread(fold.state.ledger.unbooked, calendar, members))
    assert merged(*booked) == spread(whole.state.ledger.unbooked, calendar, members)


@settings(max_examples=100, deadline=None)
@given(CHOICES, ZONES, st.sampled_from([0, 300, 150]))
def test_every_grain_sums_to_the_same(choices: list[tuple[int, int, int]], zone: str, day_start: int) -> None:
    fold = Fold(Calendar(zone, day_start))
    for logged in play(choices):
        fold.apply(logged)
    fold.flush()
    sums: dict[Grain, dict[str, Counters]] = {grain: {} for grain in Grain}
    for key, counters in spread(fold.state.ledger.unbooked, fold.calendar, Memberships(EVER)).items():
        add(sums[key.grain].setdefault(key.scope, {}), counters)
    plain = {grain: {scope: without_zeros(of) for scope, of in sums[grain].items()} for grain in Grain}
    assert plain[Grain.HOUR] == plain[Grain.DAY] == plain[Grain.MONTH] == plain[Grain.MONTH_HOUR]


@settings(max_examples=100, deadline=None)
@given(CHOICES, ZONES)
def test_booked_and_running_time_is_the_time_logged_in(choices: list[tuple[int, int, int]], zone: str) -> None:
    """At any moment after the last event, closed and running statuses sum to the time from log-in to log-out or now."""
    fold = Fold(Calendar(zone))
    for logged in play(choices):
        fold.apply(logged)
    fold.flush()
    state, now = fold.state, fold.state.at + 5 * HOUR
    more = running(state, fold.calendar, now)
    for operator, one in state.operators.items():
        total: Counters = {}
        for counters in more.get(operator_scope(operator), {}).values():
            add(total, counters)
        times = sum(amount for name, amount in total.items() if name.startswith("t_status:"))
        assert times == total.get("t_login", 0)
        if one.span is None:
            assert total == {}
        else:
            timeline = state.timelines[one.login.switch if one.login else ""]
            assert times == timeline.elapsed + 5 * HOUR - one.span.since
        add(total, state.ledger.total(operator_scope(operator), 0))
        assert total.get("d_login", 0) <= 3


PERIODS = st.tuples(st.dates(date(2023, 1, 1), date(2026, 12, 31)), st.integers(0, 500)).map(
    lambda pair: Period(pair[0], pair[0] + timedelta(days=pair[1]))
)


@settings(max_examples=200, deadline=None)
@given(PERIODS, ZONES, st.sampled_from([0, 300, 1410]))
def test_the_spans_of_a_period_hold_each_hour_once(period: Period, zone: str, day_start: int) -> None:
    calendar = Calendar(zone, day_start)
    hours = {}
    place = calendar.begin(period.begin)
    end = calendar.begin(period.end + timedelta(days=1))
    for hour, _ in calendar.slices(place, end - place):
        hours[hour] = {"x": 1}
    rolled = spread({"all": hours}, calendar, Memberships())
    for unit in (ReportUnit.DAY, ReportUnit.HOUR, ReportUnit.WEEKDAY, ReportUnit.DATE_HOUR):
        parts = spans(unit, period, calendar)
        found = sum(
            counters["x"]
            for key, counters in rolled.items()
            if any(part.grain is key.grain and part.first <= key.slot <= part.last for part in parts)
        )
        assert found == len(hours)


@settings(max_examples=100, deadline=None)
@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(["Asia/Tokyo", "Europe/Berlin", "America/Sao_Paulo"])
)
def test_business_days_follow_one_another(day: date, zone: str) -> None:
    for day_start in (0, 120, 150, 300):
        calendar = Calendar(zone, day_start)
        begin, after = calendar.begin(day), calendar.begin(day + timedelta(days=1))
        assert 22 * HOUR < after - begin < 26 * HOUR
        for at in (begin, (begin + after) // 2, after - 1):
            assert (calendar.day(at), calendar.business_date(at)) == (begin, day)


def test_buckets_that_have_not_begun_are_left_out() -> None:
    calendar = Calendar()
    now = calendar.begin(date(2026, 11, 23)) + DAY // 2
    month = Period(date(2026, 11, 21), date(2026, 11, 30))
    assert list(buckets(ReportUnit.DAY, month, calendar, now)) == [
        ("2026-11-21", False),
        ("2026-11-22", False),
        ("2026-11-23", True),
    ]
    assert [running for _, running in buckets(ReportUnit.HOUR, month, calendar, now)].index(True) == 12
    hours = list(buckets(ReportUnit.DATE_HOUR, Period(month.end, month.end), calendar, now))
    assert hours == []
    assert list(buckets(ReportUnit.MONTH, Period(date(2026, 10, 1), date(2026, 11, 30)), calendar, now)) == [
        ("2026-10", False),
        ("2026-11", True),
    ]
