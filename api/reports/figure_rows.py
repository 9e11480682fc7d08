"""Figures, calls and status spans as `api.reports.figure_schemas` shows them."""

from collections.abc import Collection

from api.moments import moment as utc
from api.reports.figure_schemas import FigureCall, FigureStatus, FigureTotal
from api.reports.schemas import Report
from api.statistics.facts import CallFile, StatusSpan
from api.statistics.figure import Lens, Part
from api.statistics.metric import Text, Value, ratio
from api.statistics.names import Names
from api.statistics.profile import Profile
from api.statistics.results import result


def other(profile: Profile) -> Profile:
    """The other one."""
    return Profile.MANUAL if profile is Profile.STRICT else Profile.STRICT


def total(report: Report, lens: Lens, running: Collection[StatusSpan]) -> FigureTotal:
    """The figure, out of the report that has nothing else; without what still goes on, where that is left out."""
    row = next((row for row in report.rows if row.bucket == lens.figure.bucket), report.totals[0])
    found = Value(row.values[0], row.n[0], row.d[0])
    if lens.only_over:
        beside = lens.left_out(running)
        found = ratio(lens.figure.metric, found.n - beside.n, (found.d or 0) - beside.d)
    return FigureTotal(
        column=report.columns[0],
        subject=report.subjects[0],
        unit=report.unit,
        period=report.periods[0],
        bucket=lens.figure.bucket,
        profile=report.profile,
        position=report.position,
        as_of=report.as_of,
        pending=row.pending,
        value=found.value,
        n=found.n,
        d=found.d,
        n_time=any(name.startswith("t_") for name in lens.figure.metric.numerator),
        d_time=any(name.startswith("t_") for name in lens.figure.metric.denominator),
        sources=lens.sources,
    )


def call(file: CallFile, at: int, names: Names, part: Part, by_other: Part) -> FigureCall:
    """A call with what it gives."""
    told = file.call
    visits, segments = list(file.visits.values()), list(file.segments.values())
    group = visits[-1].group if visits else told.group
    operator = segments[-1].operator if segments else told.operator
    return FigureCall(
        call=told.call,
        at=utc(at),
        started_at=utc(told.begin),
        direction=told.direction,
        from_number=told.from_number,
        from_name=told.from_name,
        caller_id=told.caller_id,
        to_number=told.to_number,
        group=group,
        group_name=names.group(group),
        operator=operator,
        operator_name=names.user(operator),
        result=result(file),
        pending=not file.final,
        n=part.n,
        d=part.d,
        other_n=by_other.n,
        other_d=by_other.d,
    )


def status(span: StatusSpan, time: int, names: Names, part: Part) -> FigureStatus:
    """A status span with what it gives; `time`: how much of it lies in the bucket, ms."""
    known = names.statuses.get(span.status)
    return FigureStatus(
        id=span.span,
        operator=span.operator,
        operator_name=names.user(span.operator),
        status=span.status,
        label=Text(span.status, span.status) if known is None else Text(known.ja, known.en),
        began_at=utc(span.begin),
        ended_at=None if span.end is None else utc(span.end),
        ms=time,
        n=part.n,
        d=part.d,
    )
