"""Figures, periods and names as the files of reports write them (rules.md, Formats)."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeAlias

from api.languages import Language
from api.numbers.grouping import grouped
from api.statistics.counters import operator_scope
from api.statistics.metric import Metric, Text, Unit
from api.statistics.periods import Period, ReportUnit
from api.statistics.report import OTHER, WHOLE, Column, Subject

SUMMARY: Final = "summary"
"""The number of 全体."""
_NAMES: Final = {WHOLE: Text("全体", "All groups"), OTHER: Text("その他", "Other")}
_WEEKDAYS: Final = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_OPERATOR: Final = operator_scope("")

Cell: TypeAlias = Callable[[Mapping[str, int]], str]
"""From the view of a row's counters to a cell."""


def said(text: Text, lang: Language) -> str:
    """A text in a language."""
    return text.ja if lang == "ja" else text.en


def group_name(group: str, name: str, lang: Language) -> str:
    """The name of a group, 全体 or その他."""
    return said(_NAMES[group], lang) if group in _NAMES else name


def group_number(group: str, number: str) -> str:
    """A group's number with its hyphens, so that no spreadsheet takes the leading zero."""
    return SUMMARY if group == WHOLE else grouped(number)


def subject_name(subject: Subject, lang: Language) -> str:
    """The name of whom a row is of."""
    return subject.name if is_operator(subject) else group_name(subject.id, subject.name, lang)


def subject_number(subject: Subject) -> str:
    """A group's number, an operator's extension."""
    return subject.number if is_operator(subject) else group_number(subject.id, subject.number)


def weekday(number: int, lang: Language) -> str:
    """Of 1 (Monday) to 7."""
    return _WEEKDAYS[lang][number - 1]


def is_operator(subject: Subject) -> bool:
    """Whether it is an operator and not a group."""
    return subject.scope.startswith(_OPERATOR)


def period_text(unit: ReportUnit, period: Period, bucket: str, lang: Language) -> str:
    """期間: `2023年06月` (a spreadsheet would make `Jun-23` of `2023/06`; English: `2023/06 (Jun)`), `2023/06/16`,
    with the hour `2023/06/16 09:00`. Where all days of a period are put together, it stands before the hour or the
    weekday."""
    match unit:
        case ReportUnit.MONTH:
            year, month = bucket.split("-")
            return f"{year}年{month}月" if lang == "ja" else f"{year}/{month} ({_MONTHS[int(month) - 1]})"
        case ReportUnit.DAY:
            return bucket.replace("-", "/")
        case ReportUnit.DATE_HOUR:
            day, _, hour = bucket.partition("T")
            return f"{day.replace('-', '/')} {hour}:00"
        case ReportUnit.HOUR:
            return f"{days_text(period, lang)} {bucket}:00"
        case ReportUnit.WEEKDAY:
            return f"{days_text(period, lang)} {weekday(int(bucket), lang)}"


def days_text(period: Period, lang: Language) -> str:
    """`2023/06/01～2023/06/30`, of one day `2023/06/01`."""
    begin, end = (f"{day:%Y/%m/%d}" for day in (period.begin, period.end))
    return begin if begin == end else f"{begin}{'～' if lang == 'ja' else ' - '}{end}"


@lru_cache(maxsize=100_000)
def duration_text(seconds: int) -> str:
    """`H:MM:SS`."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def value_text(unit: Unit, value: float | None) -> str:
    """A figure as `Row.values` has it; where there is none 0."""
    if unit is Unit.SECONDS:
        return duration_text(int(value or 0))
    return "0" if value is None else str(value)


def cell_of(column: Column) -> Cell:
    """What `evaluate` and `value_text` would make of a row, without what stands between them: for files with hundreds
    of thousands of rows."""
    metric = column.metric
    above = _sum(_names(metric.numerator, column.status))
    if not metric.denominator:
        return _plain(metric, above)
    return _ratio(metric.unit, above, _sum(_names(metric.denominator, column.status)))


def _names(names: Sequence[str], status: str) -> tuple[str, ...]:
    return tuple(name[:-1] + status if name.endswith(":S") else name for name in names)


def _sum(names: tuple[str, ...]) -> Callable[[Mapping[str, int]], int]:
    if len(names) == 1:
        [name] = names
        return lambda view: view.get(name, 0)
    return lambda view: sum([view.get(name, 0) for name in names])


def _plain(metric: Metric, above: Callable[[Mapping[str, int]], int]) -> Cell:
    if metric.unit is Unit.SECONDS:
        return lambda view: duration_text(above(view) // 1000)
    return lambda view: str(above(view))


def _ratio(unit: Unit, above: Callable[[Mapping[str, int]], int], below: Callable[[Mapping[str, int]], int]) -> Cell:
    def percent(view: Mapping[str, int]) -> str:
        return _tenths(above(view) * 1000 // d) if (d := below(view)) > 0 else "0"

    def per_hour(view: Mapping[str, int]) -> str:
        return _tenths((2 * above(view) * 36_000_000 + d) // (2 * d)) if (d := below(view)) > 0 else "0"

    def seconds(view: Mapping[str, int]) -> str:
        return duration_text(above(view) // (d * 1000)) if (d := below(view)) > 0 else duration_text(0)

    def count(view: Mapping[str, int]) -> str:
        return str(above(view) // d) if (d := below(view)) > 0 else "0"

    return {Unit.PERCENT: percent, Unit.PER_HOUR: per_hour, Unit.SECONDS: seconds, Unit.COUNT: count}[unit]


def _tenths(number: int) -> str:
    return f"{number // 10}.{number % 10}"
