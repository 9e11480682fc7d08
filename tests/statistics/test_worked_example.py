"""Every figure of the metrics page's worked example, played as events through the fold."""

import pytest

from api.statistics.fold import Fold
from api.statistics.metric import evaluate
from api.statistics.profile import Profile, View
from api.statistics.registry import METRICS
from sip.contract.events import Alarm, Logged
from tests.statistics.eventplay import all_view, folded, group_view, operator_view, worked_example

GROUP = {
    "in": 3,
    "ans": 2,
    "aban": 1,
    "answer_rate": 66.6,
    "service_level": 33.3,
    "out": 2,
    "conn": 1,
    "connect_rate": 50.0,
    "calls": 3,
    "holds": 1,
    "holds_in": 1,
    "holds_out": 0,
    "avg_answer": 17,
    "avg_abandon": 40,
    "total_abandon": 40,
    "total_ring_in": 75,
    "total_answer": 35,
    "avg_ring_in": 25,
    "avg_talk_in": 120,
    "avg_acw_in": 45,
    "avg_handle_in": 165,
    "avg_hold_per_call_in": 15,
    "avg_hold_in": 30,
    "avg_hold_out": None,
    "avg_ring_out": 21,
    "total_ring_out": 42,
    "total_talk_in": 240,
    "total_talk_out": 60,
    "total_acw_out": 20,
    "total_handle_in": 330,
    "total_hold_in": 30,
    "utilisation": 98.3,
    "occupancy": 5.7,
    "cph_in": 1.0,
    "cph_out": 0.5,
}


@pytest.fixture(scope="module")
def fold() -> Fold:
    return folded(worked_example())


def figure(view: View, metric: str, status: str = "") -> int | float | None:
    return evaluate(METRICS[metric], view, status).value


@pytest.mark.parametrize("metric", GROUP)
def test_group(fold: Fold, metric: str) -> None:
    assert figure(group_view(fold), metric) == GROUP[metric]


@pytest.mark.parametrize("metric", GROUP)
def test_all_equals_the_only_group(fold: Fold, metric: str) -> None:
    assert figure(all_view(fold), metric) == GROUP[metric]


def test_busy_and_available_times(fold: Fold) -> None:
    a, b = operator_view(fold, "A"), operator_view(fold, "B")
    assert (a["t_labour"], a["t_busy"], a["t_avail"]) == (3_600_000, 407_000, 3_133_000)
    assert (b["t_labour"], b["t_busy"], b["t_avail"]) == (3_600_000, 195_000, 3_345_000)


def test_operator(fold: Fold) -> None:
    view = operator_view(fold, "A")
    assert [figure(view, each) for each in ("in", "ans", "missed", "answer_rate")] == [3, 1, 2, 33.3]
    assert [figure(view, each) for each in ("out", "conn", "holds", "avg_ring")] == [1, 1, 1, 10]
    assert figure(operator_view(fold, "A", Profile.STRICT), "missed") == 1


def test_statuses(fold: Fold) -> None:
    view = operator_view(fold, "A")
    assert figure(view, "status_total", "preparing") == 60
    assert figure(view, "status_total", "acw") == 80
    assert figure(view, "status_avg", "acw") == 40
    assert figure(view, "status_share", "available") == 87.0
    assert (figure(view, "login_total"), figure(view, "login_avg")) == (3600, 3600)


def test_strict_leaves_ring_time_out_of_occupancy(fold: Fold) -> None:
    # (240 + 90 + 80) / (602 + 6478 - rings 10+40+25+12 and 10+40+25+30)
    assert figure(group_view(fold, profile=Profile.STRICT), "occupancy") == 410 * 1000 // (7080 - 192) / 10


def test_calls_that_are_over_are_forgotten_a_minute_later() -> None:
    log = worked_example()
    last = log[-1]
    fold = folded(log)
    assert all(file.final for file in fold.state.calls.values())
    later = Alarm(kind="test")
    fold.apply(Logged(seq=last.seq + 1, at=last.at + 60_000, mono=last.mono + 60_000, event=later))
    fold.flush()
    assert (fold.state.calls, fold.state.parts, fold.state.ended) == ({}, {}, [])
