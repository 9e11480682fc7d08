"""`GET /api/metrics`: what every figure means and how it is made."""

from typing import Final

from litestar import get
from msgspec import Struct

from api.access import LOGGED_IN
from api.statistics.board import GROUP_COLUMNS, OPERATOR_COLUMNS
from api.statistics.metric import Metric
from api.statistics.registry import METRICS

COLUMNS: Final = {"board": GROUP_COLUMNS, "board_operator": OPERATOR_COLUMNS}


class MetricList(Struct, kw_only=True):
    """All figures in the order of the item list. `columns`: the boards' items in the order of their columns (F3.3,
    F3.4). Rounding by unit: `percent` truncated to one decimal, `per_hour` half up to one decimal, `seconds`
    truncated."""

    items: list[Metric]
    columns: dict[str, tuple[str, ...]]


@get("/metrics", operation_id="list_metrics", summary="The metric registry", tags=("metrics",), opt=LOGGED_IN)
async def list_metrics() -> MetricList:
    """Id, label, unit, formula, scopes and explanation of every figure."""
    return MetricList(items=list(METRICS.values()), columns=dict(COLUMNS))
