"""The profiles side by side: where `manual` and `strict` come to different figures."""

from itertools import chain

from api.reports.figure_schemas import DifferenceRow, Differences, ItemDifference
from api.reports.schemas import Report, ReportRow
from api.reports.service import Reports
from api.reports.wish import Wish
from api.statistics.profile import Profile


async def differences(reports: Reports, wish: Wish) -> Differences:
    """Of every figure of a report."""
    manual, strict = await reports.by_profiles(wish, [Profile.MANUAL, Profile.STRICT])
    ids = [column.id for column in manual.columns]
    rows = [_row(ids, *pair) for pair in zip(_rows(manual), _rows(strict), strict=True)]
    return Differences(
        unit=manual.unit,
        time_zone=manual.time_zone,
        position=manual.position,
        as_of=manual.as_of,
        periods=manual.periods,
        subjects=manual.subjects,
        columns=manual.columns,
        rows=[row for row in rows if row.items],
    )


def _rows(report: Report) -> chain[ReportRow]:
    return chain(report.rows, report.totals)


def _row(ids: list[str], manual: ReportRow, strict: ReportRow) -> DifferenceRow:
    found = [
        ItemDifference(
            column=column,
            manual=manual.values[at],
            strict=strict.values[at],
            difference=_difference(manual.values[at], strict.values[at]),
            manual_n=manual.n[at],
            manual_d=manual.d[at],
            strict_n=strict.n[at],
            strict_d=strict.d[at],
        )
        for at, column in enumerate(ids)
        if (manual.n[at], manual.d[at]) != (strict.n[at], strict.d[at])
    ]
    return DifferenceRow(period=manual.period, bucket=manual.bucket, subject=manual.subject, items=found)


def _difference(manual: float | None, strict: float | None) -> float | None:
    if manual is None or strict is None:
        return None
    # Figures have one decimal at most.
    return round(strict - manual, 1)
