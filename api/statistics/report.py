"""Reports: the registry's figures of subjects, over periods, by buckets (F7). Sums of rollups in, figures out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct

from api.statistics.counters import ALL, Counters, group_scope, operator_scope
from api.statistics.metric import Metric, Scope, Text, Unit, carry_out, plan
from api.statistics.periods import Period, ReportUnit, bucket_of, buckets
from api.statistics.profile import Profile, View, derive, derive_group
from api.statistics.registry import METRICS
from api.statistics.rollup import Key, add
from api.statistics.timeline import Calendar
from sip.contract.enums import StatusId


class ReportKind(StrEnum):
    """What a report is of. `operator_all`: both of the operators' (F7.2)."""

    GROUP = "group"
    OPERATOR_CALLS = "operator_calls"
    OPERATOR_STATUS = "operator_status"
    OPERATOR_ALL = "operator_all"


class Subject(Struct, frozen=True, kw_only=True):
    """Whom a row is of. `id`: of the group or operator, `*` 全体, `-` その他 (calls out by no group's number)."""

    id: str
    name: str
    number: str
    scope: str


WHOLE: Final = "*"
OTHER: Final = "-"


def scope_of_group(group: str) -> str:
    """The scope of a group report's subject."""
    return ALL if group == WHOLE else group_scope("" if group == OTHER else group)


class Column(Struct, frozen=True, kw_only=True):
    """A column of a report. `id` is the item's, with `:status` behind it where it is of one status."""

    id: str
    item: str
    status: str
    label: Text
    unit: Unit
    explanation: Text

    @property
    def metric(self) -> Metric:
        """Its definition."""
        return METRICS[self.item]


class StatusName(Struct, frozen=True):
    """A status as reports name it."""

    id: StatusId
    label: Text


class Row(Struct, kw_only=True):
    """Figures of one subject in one bucket of one period, in the order of the columns; the bucket of a total is "".
    `pending` (未確定): it is not over, or calls that it counts are not. Times in `n` and `d` are ms."""

    period: int
    bucket: str
    subject: int
    pending: bool
    values: list[int | float | None]
    n: list[int]
    d: list[int | None]


_STATUS_ITEMS: Final = ("status_total", "status_avg", "status_share")
_LOGIN_ITEMS: Final = ("login_total", "login_avg")


_ITEM_LIST: Final = (
    "in out ans conn holds holds_in holds_out calls aban missed cph_in cph_out"
    " answer_rate connect_rate service_level utilisation occupancy"
    " avg_handle_in avg_handle_out avg_talk_in avg_talk_out avg_acw_in avg_acw_out"
    " avg_hold_per_call_in avg_hold_per_call_out avg_hold_in avg_hold_out avg_ring_in avg_answer avg_abandon"
    " avg_ring_out total_hold_in total_hold_out total_handle_in total_handle_out total_talk_in total_talk_out"
    " total_acw_in total_acw_out total_ring_in total_answer total_abandon total_ring_out"
)
"""The order of the reports' item lists and of their CSV files, to which spreadsheets are made: the manual's. The boards
have another."""


def _plain(scope: Scope) -> list[Column]:
    listed = [METRICS[item] for item in _ITEM_LIST.split()]
    return [_column(metric) for metric in listed if scope in metric.scopes]


def _column(metric: Metric, status: StatusName | None = None) -> Column:
    label = metric.label
    if status is not None:
        kind = _STATUS_LABELS[metric.id]
        label = Text(f"{status.label.ja} {kind.ja}", f"{status.label.en} {kind.en}")
    return Column(
        id=metric.id if status is None else f"{metric.id}:{status.id}",
        item=metric.id,
        status="" if status is None else status.id,
        label=label,
        unit=metric.unit,
        explanation=metric.explanation,
    )


_STATUS_LABELS: Final = {
    "status_total": Text("合計時間", "total"),
    "status_avg": Text("平均時間", "average"),
    "status_share": Text("割合", "share"),
}


def columns(kind: ReportKind, statuses: Sequence[StatusName]) -> list[Column]:
    """All columns of a kind in the order of the item list; `statuses` in the order of the master."""
    if kind is ReportKind.GROUP:
        return _plain(Scope.GROUP_REPORT)
    calls = _plain(Scope.OPERATOR_REPORT) if kind is not ReportKind.OPERATOR_STATUS else []
    if kind is ReportKind.OPERATOR_CALLS:
        return calls
    times = [_column(METRICS[item]) for item in _LOGIN_ITEMS]
    times += [_column(METRICS[item], status) for status in statuses for item in _STATUS_ITEMS]
    return [*calls, *times]


class Rows:
    """Makes the rows of one report. `chosen`: its columns."""

    def __init__(
        self,
        subjects: Sequence[Subject],
        chosen: Sequence[Column],
        unit: ReportUnit,
        profile: Profile,
        calendar: Calendar,
    ) -> None:
        self._subjects = subjects
        self._plans = [plan(column.metric, column.status) for column in chosen]
        self._unit = unit
        self._profile = profile
        self._calendar = calendar

    def of_period(
        self, number: int, period: Period, rollups: Iterable[tuple[Key, Counters]], now: int
    ) -> tuple[list[Row], list[Row]]:
        """The rows of one period, by bucket and then subject, and its totals by subject."""
        sums: dict[tuple[str, str], Counters] = {}
        for key, counters in rollups:
            bucket = bucket_of(self._unit, key.grain, key.slot, self._calendar)
            add(sums.setdefault((key.scope, bucket), {}), counters)
        listed = list(buckets(self._unit, period, self._calendar, now))
        rows = list(self._rows(number, listed, sums))
        totals = [self._total(number, at, subject, listed, sums) for at, subject in enumerate(self._subjects)]
        return rows, totals

    def _rows(
        self, number: int, listed: Sequence[tuple[str, bool]], sums: Mapping[tuple[str, str], Counters]
    ) -> Iterator[Row]:
        for bucket, running in listed:
            for at, subject in enumerate(self._subjects):
                counters = sums.get((subject.scope, bucket), {})
                yield self._row(number, bucket, at, counters, running)

    def _total(
        self,
        number: int,
        at: int,
        subject: Subject,
        listed: Sequence[tuple[str, bool]],
        sums: Mapping[tuple[str, str], Counters],
    ) -> Row:
        total: Counters = {}
        for bucket, _ in listed:
            add(total, sums.get((subject.scope, bucket), {}))
        return self._row(number, "", at, total, any(running for _, running in listed))

    def _row(self, period: int, bucket: str, subject: int, counters: Counters, running: bool) -> Row:
        values, n, d = carry_out(self._plans, self.view(counters, self._subjects[subject].scope))
        pending = running or counters.get("open", 0) > 0
        return Row(period=period, bucket=bucket, subject=subject, pending=pending, values=values, n=n, d=d)

    def view(self, counters: Counters, scope: str) -> View:
        """What the formulas are evaluated on."""
        if scope.startswith(_OPERATOR):
            return derive(counters, self._profile)
        return derive_group(counters, self._profile)


_OPERATOR: Final = operator_scope("")
