"""Erlang B, C and A: published figures, an independent solution of the birth-and-death chain, and what must hold."""

import math

import pytest
from hypothesis import given, settings, strategies as st

from api.statistics.staffing.erlang import OVERLOADED, Traffic, erlang_b, erlang_c, performance_c
from api.statistics.staffing.erlang_a import digamma, performance_a
from api.statistics.staffing.quadrature import RULE, integral

# Published


def _load(agents: int, blocked: float) -> float:
    """The load of which this share is lost, by halving."""
    low, high = 0.0, 1000.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if erlang_b(agents, middle) < blocked else (low, middle)
    return low


@pytest.mark.parametrize(
    ("agents", "blocked", "load"),
    [
        (3, 0.05, 0.9),
        (5, 0.01, 1.4),
        (6, 0.02, 2.3),
        (7, 0.05, 3.7),
        (8, 0.001, 2.1),
        (9, 0.05, 5.4),
        (10, 0.0001, 2.3),
        (10, 0.001, 3.1),
        (10, 0.002, 3.4),
    ],
)
def test_tables_of_the_loss_formula(agents: int, blocked: float, load: float) -> None:
    """D. Collins, "Carrier grade voice over IP", second edition, appendix A: Erlang that so many channels carry."""
    assert round(_load(agents, blocked), 1) == load


def test_westbays_example_of_the_loss_formula() -> None:
    """Manual of the Erlang B calculator (erlang.com): 15 lines and one call in a hundred lost carry 8.108 Erlang."""
    assert round(_load(15, 0.01), 3) == 8.108


def test_erlang_c_as_printed_for_100_calls_of_180_s_in_half_an_hour() -> None:
    """Documentation of the packages pyworkforce 0.1.0 (PyPI) and ErlangC 0.1.0 (CRAN)."""
    found = performance_c(Traffic(100 / 1800, 180.0), 14, 20.0)
    assert found.waits == pytest.approx(0.1741319335950498, rel=1e-12)
    assert found.level == pytest.approx(0.8883500191794669, rel=1e-12)
    assert found.answer_s == pytest.approx(7.83593701177724, rel=1e-12)
    assert found.occupancy == pytest.approx(0.7142857142857143, rel=1e-12)


def test_erlang_c_as_printed_for_360_calls_of_4_minutes_in_half_an_hour() -> None:
    """I. Angus / Mitan Ltd., "The Erlang-C formula": 55 operators, 15 s."""
    found = performance_c(Traffic(360 / 1800, 240.0), 55, 15.0)
    assert round(found.waits, 3) == 0.239
    assert round(found.occupancy, 3) == 0.873
    assert found.answer_s is not None
    assert round(found.answer_s, 1) == 8.2
    assert round(found.level, 3) == 0.846


PALM = (48 / 60, 60.0, 50, 120.0)
"""Mandelbaum and Zeltyn, "Service engineering in action: the Palm/Erlang-A queue", table 1: 50 operators, 48 calls a
minute, one minute each, callers with two minutes' patience."""


def test_erlang_c_of_mandelbaum_and_zeltyn() -> None:
    """Mean wait 20.8 s, its 90th percentile 58.1 s, 96 % busy."""
    rate, handle_s, agents, _ = PALM
    found = performance_c(Traffic(rate, handle_s), agents, 58.1)
    assert found.answer_s is not None
    assert round(found.answer_s, 1) == 20.8
    assert round(found.level, 3) == 0.9
    assert round(found.occupancy, 2) == 0.96


def test_erlang_c_of_mandelbaum_and_zeltyn_with_fewer_calls() -> None:
    """The same with 3.1 % fewer calls: 8.8 s, 28.2 s, 93 %."""
    rate, handle_s, agents, _ = PALM
    found = performance_c(Traffic(rate * (1 - 0.031), handle_s), agents, 28.2)
    assert found.answer_s is not None
    assert round(found.answer_s, 1) == 8.8
    assert round(found.level, 2) == 0.9
    assert round(found.occupancy, 2) == 0.93


def test_erlang_a_of_mandelbaum_and_zeltyn() -> None:
    """3.1 % abandon, mean wait of all 3.7 s, its 90th percentile 12.5 s, 93 % busy."""
    rate, handle_s, agents, patience_s = PALM
    found = performance_a(Traffic(rate, handle_s), agents, 12.5, patience_s)
    assert round(found.abandoned, 3) == 0.031
    assert round(found.abandoned * patience_s, 1) == 3.7, "the mean wait of all is abandoned ÷ rate of leaving"
    assert round(found.occupancy, 2) == 0.93
    chain = Chain(rate, handle_s, agents, patience_s)
    assert chain.over(12.5) == pytest.approx(0.1, abs=0.002)
    assert found.level + chain.left_within(12.5) + chain.over(12.5) == pytest.approx(1.0, abs=1e-6)


# An independent solution: every state by itself, no formula of the above


class Chain:
    """The birth-and-death chain of Erlang A, solved state by state in logarithms; waits by the exponential steps that
    a caller goes through, integrated as differential equations."""

    def __init__(self, rate: float, handle_s: float, agents: int, patience_s: float) -> None:
        self.rate, self.agents = rate, agents
        self.answers, self.leaves = agents / handle_s, 1.0 / patience_s
        weights = [0.0]
        n, top = 0, 0.0
        while n < agents or weights[-1] > top - 60.0:
            n += 1
            out = min(n, agents) / handle_s + max(n - agents, 0) * self.leaves
            weights.append(weights[-1] + math.log(rate / out))
            top = max(top, weights[-1])
        unscaled = [math.exp(weight - top) for weight in weights]
        self.states = [one / math.fsum(unscaled) for one in unscaled]

    @property
    def waits(self) -> float:
        return math.fsum(self.states[self.agents :])

    @property
    def queue(self) -> float:
        return math.fsum(k * share for k, share in enumerate(self.states[self.agents :]))

    @property
    def busy(self) -> float:
        return math.fsum(min(n, self.agents) * share for n, share in enumerate(self.states)) / self.agents

    @property
    def answer_s(self) -> float:
        """Who finds k others waiting goes through k + 1 steps if they are answered, which is less likely the longer."""
        waited = served = 0.0
        mean = 0.0
        for k, share in enumerate(self.states[self.agents :]):
            out = self.answers + (k + 1) * self.leaves
            mean += 1.0 / out
            waited += share * self.answers / out * mean
            served += share * self.answers / out
        return waited / (served + 1.0 - self.waits)

    def _follow(self, end: float) -> tuple[float, float, float]:
        """Of all callers: answered after a wait up to `end`, left up to `end`, still waiting then (Runge and Kutta)."""
        ahead = self.states[self.agents :]
        rates = [self.answers + k * self.leaves for k in range(len(ahead))]

        def change(state: list[float]) -> list[float]:
            moved = [rate * share for rate, share in zip(rates, state, strict=True)]
            return [
                (moved[k + 1] if k + 1 < len(state) else 0.0) - moved[k] - self.leaves * state[k]
                for k in range(len(state))
            ]

        answered = left = 0.0
        steps = max(1, math.ceil(end * (rates[-1] + self.leaves) / 0.2))
        h = end / steps
        state = ahead
        for _ in range(steps):
            one = change(state)
            two = change([s + h / 2 * d for s, d in zip(state, one, strict=True)])
            three = change([s + h / 2 * d for s, d in zip(state, two, strict=True)])
            four = change([s + h * d for s, d in zip(state, three, strict=True)])
            after = [
                s + h / 6 * (a + 2 * b + 2 * c + d) for s, a, b, c, d in zip(state, one, two, three, four, strict=True)
            ]
            middle = [s + h / 2 * d for s, d in zip(state, two, strict=True)]
            # Simpson: what flows out of the first place is answered, what leaves from any place has left.
            answered += h / 6 * rates[0] * (state[0] + 4 * middle[0] + after[0])
            left += h / 6 * self.leaves * (math.fsum(state) + 4 * math.fsum(middle) + math.fsum(after))
            state = after
        return answered, left, math.fsum(state)

    def level(self, within_s: float) -> float:
        return 1.0 - self.waits + self._follow(within_s)[0]

    def left_within(self, within_s: float) -> float:
        return self._follow(within_s)[1]

    def over(self, within_s: float) -> float:
        return self._follow(within_s)[2]


def test_the_chain_sums_to_one_and_agrees_with_erlang_c_where_nobody_leaves() -> None:
    chain = Chain(0.05, 200.0, 14, 1e9)
    assert math.fsum(chain.states) == pytest.approx(1.0, abs=1e-12)
    assert chain.waits == pytest.approx(erlang_c(14, 10.0), rel=1e-5)


@settings(max_examples=40, deadline=None)
@given(
    agents=st.integers(1, 25),
    ratio=st.floats(0.1, 2.0),
    handle_s=st.floats(20.0, 600.0),
    patience_s=st.floats(10.0, 900.0),
    within_s=st.floats(0.0, 60.0),
)
def test_erlang_a_is_what_the_chain_says(
    agents: int, ratio: float, handle_s: float, patience_s: float, within_s: float
) -> None:
    rate = agents * ratio / handle_s
    found = performance_a(Traffic(rate, handle_s), agents, within_s, patience_s)
    chain = Chain(rate, handle_s, agents, patience_s)
    assert found.waits == pytest.approx(chain.waits, rel=1e-9, abs=1e-12)
    assert found.abandoned == pytest.approx(chain.queue / patience_s / rate, rel=1e-9, abs=1e-12)
    assert found.occupancy == pytest.approx(chain.busy, rel=1e-9)
    assert found.answer_s == pytest.approx(chain.answer_s, rel=1e-8, abs=1e-9)
    assert found.level == pytest.approx(chain.level(within_s), abs=2e-4)


@pytest.mark.parametrize(
    ("agents", "patience_s"), [(20, 3600.0), (1, 7200.0), (29, 7200.0), (30, 7200.0), (31, 7200.0)]
)
def test_overload_is_summed_around_its_peak(agents: int, patience_s: float) -> None:
    """30 Erlang and very patient callers: the first hundreds or thousands of states are left out."""
    rate, handle_s = 0.5, 60.0
    found = performance_a(Traffic(rate, handle_s), agents, 20.0, patience_s)
    chain = Chain(rate, handle_s, agents, patience_s)
    assert found.waits == pytest.approx(chain.waits, rel=1e-9)
    assert found.abandoned == pytest.approx(chain.queue / patience_s / rate, rel=1e-9)
    assert found.occupancy == pytest.approx(chain.busy, rel=1e-9)
    assert found.answer_s == pytest.approx(chain.answer_s, rel=1e-8)


def test_digamma() -> None:
    """ψ(1) = -γ, ψ(1/2) = -γ - 2 ln 2 (Abramowitz and Stegun 6.3.2 and 6.3.3), and its differences are sums."""
    gamma = 0.5772156649015329
    assert digamma(1.0) == pytest.approx(-gamma, rel=1e-14)
    assert digamma(0.5) == pytest.approx(-gamma - 2 * math.log(2), rel=1e-14)
    assert digamma(103.7) - digamma(3.7) == pytest.approx(math.fsum(1 / (3.7 + i) for i in range(100)), rel=1e-13)


def test_the_mean_wait_of_those_answered_is_what_their_waits_sum_to() -> None:
    """∫ of the share answered later than t, from the service levels, over the share answered at all."""
    traffic, agents, patience_s = Traffic(0.06, 180.0), 11, 90.0
    found = performance_a(traffic, agents, 0.0, patience_s)
    served = 1.0 - found.abandoned
    step = 0.5
    later = [served - performance_a(traffic, agents, step * n, patience_s).level for n in range(2000)]
    mean = step * (math.fsum(later) - later[0] / 2) / served
    assert found.answer_s == pytest.approx(mean, rel=1e-4)


# What must hold

traffics = st.builds(Traffic, rate=st.floats(1e-5, 2.0), handle_s=st.floats(10.0, 1000.0))


@settings(max_examples=60, deadline=None)
@given(traffic=traffics, agents=st.integers(1, 400), patience_s=st.floats(5.0, 3600.0), within_s=st.floats(0.0, 120.0))
def test_one_more_operator_never_makes_it_worse(
    traffic: Traffic, agents: int, patience_s: float, within_s: float
) -> None:
    for one, more in (
        (
            performance_a(traffic, agents, within_s, patience_s),
            performance_a(traffic, agents + 1, within_s, patience_s),
        ),
        (performance_c(traffic, agents, within_s), performance_c(traffic, agents + 1, within_s)),
    ):
        assert more.level >= one.level - 1e-9
        assert more.waits <= one.waits + 1e-9
        assert more.abandoned <= one.abandoned + 1e-9
        assert more.occupancy <= one.occupancy + 1e-9
        for each in (one, more):
            assert 0.0 <= each.level <= 1.0 - each.abandoned + 1e-12
            assert 0.0 <= each.waits <= 1.0
            assert 0.0 <= each.occupancy <= 1.0


@settings(max_examples=60, deadline=None)
@given(load=st.floats(0.05, 200.0), spare=st.integers(1, 20), within_s=st.floats(0.0, 60.0))
def test_callers_who_never_leave_make_erlang_c_of_it(load: float, spare: int, within_s: float) -> None:
    agents = math.ceil(load) + spare
    traffic = Traffic(load / 180.0, 180.0)
    patient, endless = performance_a(traffic, agents, within_s, 1e12), performance_c(traffic, agents, within_s)
    assert patient.waits == pytest.approx(endless.waits, rel=1e-5)
    assert patient.level == pytest.approx(endless.level, abs=1e-6)
    assert patient.answer_s == pytest.approx(endless.answer_s, rel=1e-4)
    assert patient.abandoned < 1e-6


def test_callers_who_leave_at_once_make_erlang_b_of_it() -> None:
    found = performance_a(Traffic(10 / 180.0, 180.0), 12, 20.0, 1e-6)
    assert found.abandoned == pytest.approx(erlang_b(12, 10.0), rel=1e-5)


@pytest.mark.parametrize("agents", [1, 200, 1000, 1900, 2000, 2100, 5000])
@pytest.mark.parametrize("patience_s", [5.0, 120.0, 7200.0])
def test_large_centres_are_computed_without_overflow(agents: int, patience_s: float) -> None:
    """2,000 Erlang. What is not answered leaves: the flow through the operators balances."""
    traffic = Traffic(2000 / 180.0, 180.0)
    found = performance_a(traffic, agents, 20.0, patience_s)
    assert all(math.isfinite(one) for one in (found.waits, found.level, found.abandoned, found.occupancy))
    assert found.occupancy * agents == pytest.approx(2000 * (1 - found.abandoned), rel=1e-9)
    if agents < 1900:
        assert found.abandoned == pytest.approx(1 - agents / 2000, rel=1e-3)


def test_within_an_hour_of_overload_everybody_is_answered_or_gone() -> None:
    """The density of the wait has its peak e^6000 times above its beginning here: nothing may overflow."""
    traffic = Traffic(2000 / 180.0, 180.0)
    found = performance_a(traffic, 1000, 3600.0, 3600.0)
    assert found.level == pytest.approx(0.5, abs=1e-3)


def test_erlang_c_of_too_few_is_a_queue_that_grows_for_ever() -> None:
    assert performance_c(Traffic(10 / 180.0, 180.0), 10, 20.0) == OVERLOADED
    assert erlang_c(9, 10.0) == 1.0


def test_nobody_calls() -> None:
    assert performance_c(Traffic(0.0, 180.0), 3, 20.0).level == 1.0
    assert performance_a(Traffic(0.0, 180.0), 3, 20.0, 60.0).level == 1.0


def test_the_rule_of_gauss_and_legendre_is_exact_for_polynomials_of_degree_31() -> None:
    for degree in range(0, 32, 2):
        assert sum(weight * node**degree for node, weight in RULE) == pytest.approx(2 / (degree + 1), rel=1e-13)
    assert integral(lambda t: -t, 3.0, 2) == pytest.approx(1 - math.exp(-3.0), rel=1e-14)
