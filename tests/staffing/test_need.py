"""The operators that a target takes, shrinkage, callers' patience, and the plan of a half-hour."""

import math
import random

import pytest
from hypothesis import given, settings, strategies as st

from api.statistics.staffing.erlang import MAX_AGENTS, Traffic
from api.statistics.staffing.need import Target, need, performance, scheduled
from api.statistics.staffing.patience import LONGEST_S, MIN_ABANDONED, fit, poisson_limits
from api.statistics.staffing.plan import Demand, Terms, curve, plan

EIGHTY_TWENTY = Target(level=0.8, within_s=20.0)


def test_as_printed_by_others() -> None:
    """pyworkforce 0.1.0 (PyPI): 100 calls of 3 min in 30 min, 80 % in 20 s, 85 % busy at most, 30 % shrinkage.
    turbotab (PyPI): 25 calls of 180 s in 10 min, 80 % in 20 s, 30 % shrinkage."""
    found = need(Traffic(100 / 1800, 180.0), Target(level=0.8, within_s=20.0, occupancy=0.85), None)
    assert found is not None
    assert (found.agents, scheduled(found.agents, 0.3)) == (14, 20)
    found = need(Traffic(25 / 600, 180.0), EIGHTY_TWENTY, None)
    assert found is not None
    assert (found.agents, scheduled(found.agents, 0.3)) == (11, 16)


@settings(max_examples=80, deadline=None)
@given(
    load=st.floats(0.01, 300.0),
    handle_s=st.floats(20.0, 900.0),
    patience_s=st.none() | st.floats(5.0, 3600.0),
    level=st.none() | st.floats(0.1, 0.99),
    within_s=st.floats(0.0, 90.0),
    abandoned=st.none() | st.floats(0.005, 0.5),
    occupancy=st.floats(0.5, 0.99),
)
def test_the_fewest_that_reach_the_target(
    load: float,
    handle_s: float,
    patience_s: float | None,
    level: float | None,
    within_s: float,
    abandoned: float | None,
    occupancy: float,
) -> None:
    traffic = Traffic(load / handle_s, handle_s)
    target = Target(level=level, within_s=within_s, abandoned=abandoned, occupancy=occupancy)
    found = need(traffic, target, patience_s)
    assert found is not None
    assert target.reached(found.performance)
    assert found.performance == performance(traffic, found.agents, within_s, patience_s)
    if found.agents > 1:
        assert not target.reached(performance(traffic, found.agents - 1, within_s, patience_s))


def test_impatient_callers_need_fewer_operators_than_erlang_c_says() -> None:
    traffic = Traffic(100 / 1800, 180.0)
    without, given_up = need(traffic, EIGHTY_TWENTY, None), need(traffic, EIGHTY_TWENTY, 60.0)
    assert without is not None
    assert given_up is not None
    assert given_up.agents < without.agents


def test_nobody_calls_and_nobody_is_needed() -> None:
    found = need(Traffic(0.0, 180.0), EIGHTY_TWENTY, None)
    assert found is not None
    assert found.agents == 0


def test_what_no_number_of_operators_reaches() -> None:
    assert need(Traffic(MAX_AGENTS / 180.0, 180.0), EIGHTY_TWENTY, None) is None


@pytest.mark.parametrize(("agents", "shrinkage", "duty"), [(0, 0.3, 0), (7, 0.3, 10), (14, 0.3, 20), (9, 0.1, 10)])
def test_shrinkage(agents: int, shrinkage: float, duty: int) -> None:
    assert scheduled(agents, shrinkage) == duty


# Patience


def test_the_limits_are_those_of_the_tables() -> None:
    """Exact limits of a Poisson mean: 20 → 12.217 to 30.888, 100 → 81.364 to 121.627 (Breslow and Day, table 2.11)."""
    assert poisson_limits(20) == pytest.approx((12.217, 30.888), rel=1e-3)
    assert poisson_limits(100) == pytest.approx((81.364, 121.627), rel=1e-3)


def test_too_few_abandoned_calls_say_nothing() -> None:
    found = fit(5000, MIN_ABANDONED - 1, 40_000.0)
    assert (found.mean_s, found.low_s, found.high_s) == (None, None, None)
    assert (found.waits, found.abandoned) == (5000, MIN_ABANDONED - 1)
    assert fit(5000, MIN_ABANDONED, 40_000.0).mean_s == 2000.0


def test_patience_is_found_again_though_most_callers_are_answered_first() -> None:
    """The interval holds the true mean in some 95 of 100 samples; a mean of the abandoned waits alone would be 13 s."""
    chance = random.Random(4711)
    held, means = 0, []
    for _ in range(200):
        abandoned, waited = 0, 0.0
        for _ in range(600):
            patience, offered = chance.expovariate(1 / 90.0), chance.expovariate(1 / 15.0)
            abandoned += patience < offered
            waited += min(patience, offered)
        found = fit(600, abandoned, waited)
        assert found.mean_s is not None
        assert found.low_s is not None
        assert found.high_s is not None
        means.append(found.mean_s)
        held += found.low_s <= 90.0 <= found.high_s
    assert math.fsum(means) / 200 == pytest.approx(90.0, rel=0.03)
    assert 180 <= held <= 200


# Plan

DEMAND = Demand(100.0, 180.0)
TERMS = Terms(target=EIGHTY_TWENTY, patience_s=None, shrinkage=0.3)


def test_a_half_hour_is_planned() -> None:
    found = plan(DEMAND, TERMS)
    assert found.load == pytest.approx(10.0)
    assert found.need is not None
    assert (found.need.agents, found.scheduled) == (14, 20)


def test_what_if_there_were_more_calls_or_longer_ones() -> None:
    """Twice as many of half the length are the same work, but it comes more evenly."""
    more = plan(DEMAND, Terms(target=EIGHTY_TWENTY, patience_s=None, volume=2.0, handle=0.5))
    assert (more.volume, more.handle_s, more.load) == pytest.approx((200.0, 90.0, 10.0))
    longer = plan(DEMAND, Terms(target=EIGHTY_TWENTY, patience_s=None, handle=1.2))
    assert longer.need is not None
    assert longer.need.agents > 14


def test_no_patience_is_longer_than_the_longest() -> None:
    terms = [Terms(target=EIGHTY_TWENTY, patience_s=patience) for patience in (LONGEST_S, 10 * LONGEST_S)]
    assert plan(DEMAND, terms[0]) == plan(DEMAND, terms[1])


def test_the_curve_holds_what_the_plan_says() -> None:
    found = plan(DEMAND, TERMS)
    points = curve(DEMAND, TERMS, 8, 18)
    assert [point.agents for point in points] == list(range(8, 19))
    assert found.need in points
    assert [point.performance.answer_s is None for point in points[:4]] == [True, True, True, False]
