"""Reports as clients get them (F7)."""

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from api.statistics.metric import Text, Unit
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.report import ReportKind


class OperatorReportKind(StrEnum):
    """集計対象: 通話集計, ステータス集計, 全て (F7.2)."""

    CALLS = "calls"
    STATUS = "status"
    ALL = "all"


class ReportColumn(Struct, frozen=True, kw_only=True):
    """An item of the report. `id` names the column; `item` is the metric's, `status` the status that it is of, or "".
    Values by unit: `count`, `percent` (truncated to one decimal), `per_hour` (half up to one decimal), `seconds`
    (truncated)."""

    id: str
    item: str
    status: str
    label: Text
    unit: Unit
    explanation: Text


class ReportColumns(Struct, frozen=True, kw_only=True):
    """What can be chosen for a report, in the order of the item list (F7.3)."""

    items: list[ReportColumn]


class ReportSubject(Struct, frozen=True, kw_only=True):
    """A group (`*`: 全体, `-`: その他, calls out by no group's number) or an operator, under the present or last name.
    `number`: the group's number, the operator's extension."""

    id: str
    name: str
    number: str
    deleted: bool


class ReportPeriod(Struct, frozen=True, kw_only=True):
    """Business days, both included."""

    begin: date
    end: date


class ReportRow(Struct, frozen=True, kw_only=True):
    """Figures of one bucket. `period`, `subject`: places in the report's lists. `bucket`: by unit a month `2026-11`, a
    day `2026-11-23`, an hour of the clock `09`, a weekday `1` (Monday) to `7`, an hour of a day `2026-11-23T09`; of a
    total "". `pending`: 未確定, it is not over or calls that it counts are not. `values` are in the order of the
    columns, null where the denominator is 0; `n` and `d` are what they were made of, times in ms, `d` null for counts
    and totals."""

    period: int
    bucket: str
    subject: int
    pending: bool
    values: list[int | float | None]
    n: list[int]
    d: list[int | None]


class Report(Struct, frozen=True, kw_only=True):
    """A report at one position of the log. `as_of`: the moment up to which what still goes on is counted. `rows` by
    period, bucket and subject; `totals` by period and subject. Days that have not begun have no rows."""

    kind: ReportKind
    unit: ReportUnit
    profile: Profile
    time_zone: str
    position: int
    as_of: datetime
    periods: list[ReportPeriod]
    subjects: list[ReportSubject]
    columns: list[ReportColumn]
    rows: list[ReportRow]
    totals: list[ReportRow]
