"""The registry is complete, unambiguous, and rounds as the manual does."""

import pytest

from api.statistics.metric import Scope, Unit, evaluate
from api.statistics.profile import View
from api.statistics.registry import METRICS, metric, of_scope


def value(metric_id: str, **view: int) -> int | float | None:
    return evaluate(metric(metric_id), View(view)).value


def test_ids_are_unique_and_labels_too_within_a_scope() -> None:
    from api.statistics.items import ITEMS

    assert len({item.id for item in ITEMS}) == len(ITEMS)
    for scope in Scope:
        labels = [item.label.ja for item in of_scope(scope)]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("item", METRICS.values(), ids=METRICS)
def test_every_item_is_whole(item: object) -> None:
    found = next(each for each in METRICS.values() if each is item)
    assert all((found.label.ja, found.label.en, found.explanation.ja, found.explanation.en, found.scopes))
    assert found.numerator or set(found.scopes) <= {Scope.BOARD, Scope.BOARD_OPERATOR}
    assert bool(found.denominator) or found.unit in (Unit.COUNT, Unit.SECONDS)


@pytest.mark.parametrize(("ans", "calls", "shown"), [(41, 115, 35.6), (10, 31, 32.2), (14, 32, 43.7), (1, 1, 100.0)])
def test_percentages_are_truncated(ans: int, calls: int, shown: float) -> None:
    assert value("answer_rate", **{"ans": ans, "in": calls}) == shown


@pytest.mark.parametrize(("ans", "hours_ms", "shown"), [(1, 7_200_000, 0.5), (1, 72_000_000, 0.1), (9, 7_200_000, 4.5)])
def test_cph_is_rounded_half_up(ans: int, hours_ms: int, shown: float) -> None:
    assert value("cph_in", ans=ans, t_labour=hours_ms) == shown


def test_durations_are_truncated_once() -> None:
    assert value("avg_talk_in", t_talk_in=2_999, ans=1) == 2
    assert value("avg_talk_in", t_talk_in=3_999, ans=2) == 1
    assert value("total_talk_in", t_talk_in=2_999) == 2


def test_nothing_to_divide_by() -> None:
    found = evaluate(metric("avg_talk_in"), View(t_talk_in=5))
    assert (found.value, found.n, found.d) == (None, 5, 0)
    assert evaluate(metric("total_talk_in"), View()).value == 0


def test_reports_have_the_items_of_the_page() -> None:
    group = {item.id for item in of_scope(Scope.GROUP_REPORT)}
    operator = {item.id for item in of_scope(Scope.OPERATOR_REPORT)}
    assert group - operator == {"aban", "calls", "service_level", "avg_abandon", "total_abandon"}
    assert operator - group == {"missed", "status_total", "status_avg", "status_share", "login_total", "login_avg"}
    assert len(group) == 42
