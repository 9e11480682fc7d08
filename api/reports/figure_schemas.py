"""What a figure is made of, as clients get it (F7.9)."""

from datetime import datetime

from msgspec import Struct

from api.reports.schemas import ReportColumn, ReportPeriod, ReportSubject
from api.statistics.figure import Source
from api.statistics.metric import Text
from api.statistics.periods import ReportUnit
from api.statistics.profile import Profile
from api.statistics.results import CallResult
from sip.contract.enums import CallerId, Direction


class FigureTotal(Struct, frozen=True, kw_only=True):
    """The figure itself: `value` is null where the denominator is 0; `n` and `d` as in a report, times in ms.
    `n_time`, `d_time`: whether they are times. `sources`: what it counts, so which lists have a part of it; together
    they sum to `n` and `d`."""

    column: ReportColumn
    subject: ReportSubject
    unit: ReportUnit
    period: ReportPeriod
    bucket: str
    profile: Profile
    position: int
    as_of: datetime
    pending: bool
    value: int | float | None
    n: int
    d: int | None
    n_time: bool
    d_time: bool
    sources: list[Source]


class FigureCall(Struct, frozen=True, kw_only=True):
    """What a call gives to a figure by what is booked `at` one moment: the begin of the call, of a visit or of an
    offer; a call that came to a group twice is listed twice. `n`, `d`: its part of the figure's, times in ms;
    `other_n`, `other_d`: what it would be by the other profile. `operator`: who talked last, else who dialled."""

    call: str
    at: datetime
    started_at: datetime
    direction: Direction
    from_number: str
    from_name: str
    caller_id: CallerId
    to_number: str
    group: str
    group_name: str
    operator: str
    operator_name: str
    result: CallResult
    pending: bool
    n: int
    d: int
    other_n: int
    other_d: int


class FigureStatus(Struct, frozen=True, kw_only=True):
    """What a status span gives to a figure. `ms`: how much of it lies in the bucket (of a group: while the operator was
    its member); `ended_at` null: it still lasts and counts up to the moment of the answer."""

    id: str
    operator: str
    operator_name: str
    status: str
    label: Text
    began_at: datetime
    ended_at: datetime | None
    ms: int
    n: int
    d: int


class FigureCalls(Struct, frozen=True, kw_only=True):
    """Calls behind a figure, newest first. `next_cursor`: for those after these; null: all have been listed. A page may
    be short or empty although there are more, where many had to be looked at that give nothing."""

    figure: FigureTotal
    items: list[FigureCall]
    next_cursor: str | None


class FigureStatuses(Struct, frozen=True, kw_only=True):
    """As `FigureCalls`, for status spans."""

    figure: FigureTotal
    items: list[FigureStatus]
    next_cursor: str | None


class ItemDifference(Struct, frozen=True, kw_only=True):
    """An item under both profiles; `difference` is strict less manual, null where either is."""

    column: str
    manual: int | float | None
    strict: int | float | None
    difference: int | float | None
    manual_n: int
    manual_d: int | None
    strict_n: int
    strict_d: int | None


class DifferenceRow(Struct, frozen=True, kw_only=True):
    """The items of one subject in one bucket ("" is the whole period) that differ."""

    period: int
    bucket: str
    subject: int
    items: list[ItemDifference]


class Differences(Struct, frozen=True, kw_only=True):
    """Where the profiles `manual` and `strict` differ; rows without any difference are left out."""

    unit: ReportUnit
    time_zone: str
    position: int
    as_of: datetime
    periods: list[ReportPeriod]
    subjects: list[ReportSubject]
    columns: list[ReportColumn]
    rows: list[DifferenceRow]
