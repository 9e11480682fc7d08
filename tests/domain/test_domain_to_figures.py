"""The domain's log through the fold of the statistics: the two sides of the contract understand one another."""

import msgspec
import pytest

from api.statistics.counters import operator_scope
from api.statistics.fold import Fold
from api.statistics.metric import evaluate
from api.statistics.registry import METRICS
from api.statistics.timeline import Calendar
from sip.contract.events import Logged, LoggedOut
from tests.domain import presencekit
from tests.domain.kit import House
from tests.domain.test_domain_properties import busy_day
from tests.domain.test_domain_worked_example import played
from tests.statistics.eventplay import group_view, operator_view, totals

TEN = 1_795_395_600_000
"""2026-11-23 10:00 in Tokyo, wall ms, is 0 of the house's clock."""
MONO = 5_000_000


def logged(house: House) -> list[Logged]:
    """The log as the shell writes it: numbered, with wall clock, `effective_at` filled in."""
    log = []
    for seq, (now, event) in enumerate(house.log, 1):
        if isinstance(event, LoggedOut):
            event = msgspec.structs.replace(
                event, effective_at=TEN + event.effective_mono, effective_mono=MONO + event.effective_mono
            )
        log.append(Logged(seq=seq, at=TEN + now, mono=MONO + now, event=event))
    return log


def folded(house: House) -> Fold:
    fold = Fold(Calendar())
    for each in logged(house):
        fold.apply(each)
    fold.flush()
    return fold


GROUP = {
    "in": 3,
    "ans": 2,
    "aban": 1,
    "answer_rate": 66.6,
    "service_level": 33.3,
    "out": 2,
    "conn": 1,
    "calls": 3,
    "holds_in": 1,
    "avg_answer": 17,
    "avg_abandon": 40,
    "total_ring_in": 75,
    "avg_talk_in": 120,
    "avg_acw_in": 45,
    "avg_handle_in": 165,
    "avg_hold_per_call_in": 15,
    "avg_hold_in": 30,
    "avg_ring_out": 21,
    "total_talk_out": 60,
    "total_acw_out": 20,
    "utilisation": 98.3,
    "occupancy": 5.7,
    "cph_in": 1.0,
    "cph_out": 0.5,
}


@pytest.fixture(scope="module")
def fold() -> Fold:
    return folded(played())


@pytest.mark.parametrize("metric", GROUP)
def test_worked_example(fold: Fold, metric: str) -> None:
    assert evaluate(METRICS[metric], group_view(fold, "g", "ab"), "").value == GROUP[metric]


def test_worked_example_of_the_operators(fold: Fold) -> None:
    a, b = operator_view(fold, "a"), operator_view(fold, "b")
    assert (a["t_labour"], a["t_busy"], a["t_avail"]) == (3_600_000, 407_000, 3_133_000)
    assert (b["t_labour"], b["t_busy"], b["t_avail"]) == (3_600_000, 195_000, 3_345_000)
    assert [evaluate(METRICS[each], a, "").value for each in ("in", "ans", "missed")] == [3, 1, 2]


def test_the_work_of_a_lost_client_ends_with_its_log_in() -> None:
    house = presencekit.house("a")
    leg = presencekit.talk(house)
    house.at(20_000)
    house.beat("a")
    house.leaves(leg)
    house.at(35_000)
    house.beat("a")  # the last that is heard; 後処理 goes on until the grace time is over
    house.after(60)
    found = totals(folded(house), operator_scope("a"))
    assert (found["t_acw_in"], found["t_status:acw"]) == (15_000, 15_000)


@pytest.mark.parametrize("seed", range(2))
def test_a_busy_day_ends_in_the_same_state_on_both_sides(seed: int) -> None:
    day = busy_day(seed)
    for operator in "abc":
        day.begin_work(operator)
    day.house.caller()
    state = folded(day.house).state
    snapshot = day.house.centre.snapshot()
    told = {one.operator: (one.status, one.chosen, one.alert, one.phone) for one in snapshot.operators}
    assert told
    for operator, expected in told.items():
        known = state.operator(operator)
        assert known.span is not None
        assert (known.span.status, known.span.chosen, known.alert, known.phone) == expected
    assert {file.call.call for file in state.calls.values() if file.call.open} == {call.call for call in snapshot.calls}
