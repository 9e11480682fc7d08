"""What a figure is, and how its value is made and rounded."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, NamedTuple

from msgspec import Struct

from api.statistics.profile import View


class Unit(StrEnum):
    """What a figure is measured in, and so how it is rounded."""

    COUNT = "count"
    PERCENT = "percent"
    PER_HOUR = "per_hour"
    SECONDS = "seconds"


class Scope(StrEnum):
    """Where a figure is shown."""

    BOARD = "board"  # 全体 and groups
    BOARD_OPERATOR = "board_operator"
    GROUP_REPORT = "group_report"
    OPERATOR_REPORT = "operator_report"


class Text(Struct, frozen=True):
    """A text in both languages."""

    ja: str
    en: str


class Metric(Struct, frozen=True, kw_only=True):
    """One figure's definition. `numerator` and `denominator` name counters to be summed; no numerator: the figure is
    read off the live state; no denominator: a count or total. `:S` in a counter stands for a status id. `counted`:
    there is a numerator, so that calls and status spans stand behind the figure and can be listed (F7.9)."""

    id: str
    label: Text
    unit: Unit
    scopes: tuple[Scope, ...]
    explanation: Text
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    counted: bool = False


_ROUNDED: Final = {
    Unit.PERCENT: Text("小数第2位以下は切り捨て", "truncated to one decimal"),
    Unit.PER_HOUR: Text("小数第2位を四捨五入", "rounded half up to one decimal"),
    Unit.SECONDS: Text("1秒未満は切り捨て", "truncated to whole seconds"),
}
"""Of figures with a denominator, as part of their explanation."""


def define(
    metric_id: str,
    label: tuple[str, str],
    unit: Unit,
    scopes: tuple[Scope, ...],
    formula: tuple[str, str],
    explanation: tuple[str, str],
) -> Metric:
    """A figure; `label` and `explanation` in ja and en, the latter without how the figure is rounded. `formula`: names
    of counters, separated by spaces, above and below the line."""
    explained = Text(*explanation)
    if formula[1]:
        rounded = _ROUNDED[unit]
        explained = Text(f"{explained.ja}。{rounded.ja}", f"{explained.en}; {rounded.en}")
    return Metric(
        id=metric_id,
        label=Text(*label),
        unit=unit,
        scopes=scopes,
        explanation=explained,
        numerator=tuple(formula[0].split()),
        denominator=tuple(formula[1].split()),
        counted=bool(formula[0]),
    )


class Value(Struct, frozen=True):
    """A figure with what it was made of (`d` is None for counts and totals). Times in `n` and `d` are ms. `value` is
    None where `d` is 0."""

    value: int | float | None
    n: int
    d: int | None = None


class Plan(NamedTuple):
    """A figure ready to be made of many views: names of counters above and below the line; no line for None."""

    above: tuple[str, ...]
    below: tuple[str, ...] | None
    unit: Unit


def plan(metric: Metric, status: str = "") -> Plan:
    """`status` fills the `:S` of status figures."""
    below = _names(metric.denominator, status) if metric.denominator else None
    return Plan(_names(metric.numerator, status), below, metric.unit)


def _names(names: tuple[str, ...], status: str) -> tuple[str, ...]:
    return tuple(name[:-1] + status if name.endswith(":S") else name for name in names)


def evaluate(metric: Metric, view: View, status: str = "") -> Value:
    """The figure of `metric` for a view."""
    [value], [n], [d] = carry_out([plan(metric, status)], view)
    return Value(value, n, d)


def ratio(metric: Metric, n: int, d: int) -> Value:
    """The figure of a metric with a denominator."""
    return Value(_ratio(metric.unit, n, d) if d > 0 else None, n, d)


def carry_out(plans: Iterable[Plan], view: View) -> tuple[list[int | float | None], list[int], list[int | None]]:
    """The figures of a view: values, and what they were made of as in `Value`."""
    # A report makes a hundred thousand of them: no call for each, but for the ratios.
    get = view.get
    values: list[int | float | None] = []
    above: list[int] = []
    below: list[int | None] = []
    for names, under, unit in plans:
        n = 0
        for name in names:
            n += get(name, 0)
        above.append(n)
        if under is None:
            values.append(n // 1000 if unit is Unit.SECONDS else n)
            below.append(None)
            continue
        d = 0
        for name in under:
            d += get(name, 0)
        values.append(_ratio(unit, n, d) if d > 0 else None)
        below.append(d)
    return values, above, below


def _ratio(unit: Unit, n: int, d: int) -> int | float:
    match unit:
        case Unit.PERCENT:
            return n * 1000 // d / 10
        case Unit.PER_HOUR:
            # d is ms of labour: n ÷ (d / 3,600,000) in tenths, half up, in whole numbers.
            return (2 * n * 36_000_000 + d) // (2 * d) / 10
        case Unit.SECONDS:
            return n // (d * 1000)
        case Unit.COUNT:
            return n // d
