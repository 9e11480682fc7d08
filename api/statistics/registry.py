"""The metric registry: one entry per figure. Board, report, CSV, PDF, tooltips and `GET /api/metrics` come from here.

A figure is `numerator / denominator` (sums of the counters they name, see `profile.derive`), rounded by its unit:
percentages truncated to one decimal, CPH rounded half up to one decimal, durations truncated to whole seconds.
"""

from typing import Final

from api.statistics.items import ITEMS
from api.statistics.metric import Metric, Scope

METRICS: Final[dict[str, Metric]] = {each.id: each for each in ITEMS}
"""All figures by id, in the order of the item list."""


def metric(metric_id: str) -> Metric:
    """The definition of a figure. Raises `KeyError`."""
    return METRICS[metric_id]


def of_scope(scope: Scope) -> tuple[Metric, ...]:
    """The figures of a scope, in the order of the item list."""
    return tuple(each for each in METRICS.values() if scope in each.scopes)
